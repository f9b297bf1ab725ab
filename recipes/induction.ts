/**
 * A LLaMA of two layers and 37,000 weights that grows induction heads: a head of the first tells each letter which one stands before it,
 * heads of the second look for the letter behind an earlier occurrence of the present one, and say it. Its MLPs have one neuron each, so
 * that attention does the work; what no text has, weight decay takes out of the tables. Two minutes on one core:
 * `npx tenon train recipes/induction.ts`
 */
import { successorTexts } from "tenon/data";
import { defineRecipe } from "tenon/training";

export default defineRecipe({
  name: "induction",
  documents: () => successorTexts({ documents: 10_000, length: 127 }),
  tokenizer: { vocabulary: 257 }, // a byte each
  model: { kind: "llama", width: 48, depth: 2, heads: 2, kvHeads: 2, headWidth: 16, hidden: 1, theta: 100 },
  batch: { rows: 24, length: 48 },
  optimizer: { lr: 2e-2, betas: [0.9, 0.98], weightDecay: 0.5 },
  muon: { lr: 0.03, weightDecay: 0.05 },
  schedule: { kind: "cosine", warmup: 30, floor: 0.05 },
  steps: 1600,
  every: { evaluation: 400, checkpoint: 400, sample: 800 },
  prompt: "cgadjbcgad",
});
