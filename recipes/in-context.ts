/**
 * A LLaMA of four layers that learns tasks in context: behind some examples of a permutation of letters it answers further queries, and
 * as well behind the permutation's name. Four minutes on one core: `npx tenon train recipes/in-context.ts`
 *
 * Each row is one text. The held-out loss is measured over texts end to end, and so tells little of a row.
 */
import { TaskWorld } from "tenon/data";
import { defineRecipe } from "tenon/training";

export default defineRecipe({
  name: "in-context",
  documents: () => new TaskWorld().documents(20_000, 15),
  tokenizer: { vocabulary: 257 }, // a byte each
  model: { kind: "llama", width: 64, depth: 4, heads: 4, kvHeads: 4, hidden: 192 },
  batch: { rows: 32, length: 61, documents: "whole" },
  optimizer: { lr: 3e-3, betas: [0.9, 0.98] },
  schedule: { kind: "cosine", warmup: 50, floor: 0.05 },
  steps: 2000,
  every: { evaluation: 250, checkpoint: 500, sample: 1000 },
  prompt: "C a>",
});
