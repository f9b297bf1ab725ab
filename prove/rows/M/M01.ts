/** Full fine-tuning and its memory: weights, gradients and AdamW's two moments, and what the backward pass needs. */
import { sgd } from "../../../src/optim/index.ts";
import { hasOperator, threads } from "../../../src/tensor/index.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { activationBytes, measure, peakBytes } from "../../worlds/memory-of-training.ts";

/** SmolLM2-135M's block (width 576, 9 query heads on 3 key-value heads, hidden 1536), fewer of them and a smaller vocabulary. */
const smol = { vocabulary: 8192, width: 576, depth: 4, heads: 9, kvHeads: 3, hidden: 1536 };
const small = { vocabulary: 512, width: 64, depth: 3, heads: 4, kvHeads: 2, hidden: 176 };
const CASES = [
  { name: "SmolLM2's block, 1 x 64 tokens", shape: smol, B: 1, T: 64 },
  { name: "SmolLM2's block, 8 x 128 tokens", shape: smol, B: 8, T: 128 },
  { name: "width 64, 8 x 64 tokens", shape: small, B: 8, T: 64 },
];

const demonstration: Demonstration = {
  id: "M01",
  bar:
    "SmolLM2's block, four of them, a short batch: peak bytes of a step within 10% of 16 a parameter + activations in closed form; at that and two larger " +
    "batches the peak is within 5% of max(12 P + activations + 8 N V, 16 P), and what the forward pass keeps within 5% of the closed form",
  oracle: "closed forms; LibTorch's allocator, counted",
  sources: ["src/optim/adamw.ts", "src/nn/blocks.ts", "prove/worlds/memory-of-training.ts", "prove/rows/M/M01.ts"],

  async run(log) {
    if (!hasOperator("aten::scaled_dot_product_attention"))
      throw new Error("the closed form is that of fused attention");
    threads(1);
    const value: Record<string, number | string> = {};
    const off = { peak: 0, activations: 0 };
    let literal = 0;
    for (const [i, { name, shape, B, T }] of CASES.entries()) {
      const found = measure(shape, B, T);
      const activations = activationBytes(shape, B * T);
      const ratio = {
        peak: found.peak / peakBytes(shape, found.parameters, B * T),
        activations: found.activations / activations,
        literal: found.peak / (16 * found.parameters + activations),
      };
      if (i === 0) literal = ratio.literal;
      off.peak = Math.max(off.peak, Math.abs(ratio.peak - 1));
      off.activations = Math.max(off.activations, Math.abs(ratio.activations - 1));
      value[`${name}: parameters`] = found.parameters;
      value[`${name}: peak, bytes`] = found.peak;
      value[`${name}: peak / (16 P + activations)`] = ratio.literal;
      value[`${name}: peak / max(12 P + activations + 8 N V, 16 P)`] = ratio.peak;
      value[`${name}: activations / closed form`] = ratio.activations;
      log(`${name}: ${JSON.stringify({ ...found, ...ratio })}`);
    }
    const { shape, B, T } = CASES[0]!;
    const plain = measure(shape, B, T, (p) => sgd(p, { lr: 0.1 }));
    const control = plain.peak / (16 * plain.parameters + activationBytes(shape, B * T));
    const met = Math.abs(literal - 1) <= 0.1 && off.peak <= 0.05 && off.activations <= 0.05 && control < 0.7;
    return {
      status: met ? "passed" : "failed",
      value,
      control: `with plain SGD, which has no moments, the peak is ${control.toFixed(2)} of 16 P + activations`,
    };
  },
};

export default demonstration;
