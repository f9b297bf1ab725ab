/** What `npm start` trains where no model can be reached: a LLaMA of a million weights, about three minutes on two cores. */
import { speeches } from "tenon/data";
import { defineRecipe } from "tenon/training";

export default defineRecipe({
  name: "sotu-start",
  documents: () => speeches(),
  tokenizer: { vocabulary: 2048 },
  model: { kind: "llama", width: 128, depth: 3, heads: 2, kvHeads: 2, hidden: 352 },
  batch: { rows: 16, length: 64 },
  optimizer: { lr: 5e-3, betas: [0.9, 0.95], weightDecay: 0.05 },
  muon: { lr: 0.02, weightDecay: 0.05 },
  schedule: { kind: "cosine", warmup: 20, floor: 0.05 },
  precision: "bfloat16",
  steps: 700,
  every: { evaluation: 200, checkpoint: 100, sample: 200 },
  prompt: "The state of the Union is",
});
