/**
 * A LLaMA of three layers that learns tasks in context: behind a few examples of a permutation of letters it answers further queries,
 * and as well behind the permutation's name. `npx tenon train recipes/in-context.ts`
 */
import { TaskWorld } from "tenon/data";
import { defineRecipe } from "tenon/training";

export default defineRecipe({
  name: "in-context",
  documents: () => new TaskWorld().documents(10_000, 30),
  tokenizer: { vocabulary: 257 }, // a byte each
  model: { kind: "llama", width: 48, depth: 3, heads: 4, kvHeads: 4, hidden: 144, theta: 100 },
  batch: { rows: 24, length: 48 },
  optimizer: { lr: 5e-3, betas: [0.9, 0.98] },
  muon: { lr: 0.02, weightDecay: 0.05 },
  schedule: { kind: "cosine", warmup: 50, floor: 0.05 },
  steps: 1200,
  every: { evaluation: 250, checkpoint: 500, sample: 1000 },
  prompt: "Ca>",
});
