/** Full fine-tuning and its memory: weights, gradients and AdamW's two moments, and what the backward pass needs. */

import { sgd } from "../../../src/optim/index.ts";
import { hasOperator, threads } from "../../../src/tensor/index.ts";
import { row } from "../../harness/row.ts";
import { activationBytes, measure, peakBytes } from "../../worlds/memory-of-training.ts";

/** SmolLM2-135M's block (width 576, 9 query heads on 3 key-value heads, hidden 1536), fewer of them and a smaller vocabulary. */
const smol = { vocabulary: 8192, width: 576, depth: 4, heads: 9, kvHeads: 3, hidden: 1536 };
const small = { vocabulary: 512, width: 64, depth: 3, heads: 4, kvHeads: 2, hidden: 176 };
const CASES = [
  { name: "SmolLM2's block, 1 x 64 tokens", shape: smol, B: 1, T: 64 },
  { name: "SmolLM2's block, 8 x 128 tokens", shape: smol, B: 8, T: 128 },
  { name: "width 64, 8 x 64 tokens", shape: small, B: 8, T: 64 },
];

export default row({
  id: "M01",
  bar:
    "SmolLM2's block, four of them, on a short and a long batch, and a narrow model: peak bytes of a step within 10% of 16 a parameter + activations in " +
    "closed form and within 5% of max(12 P + activations + 4 N V, 16 P); what the forward pass keeps within 5% of the closed form",
  holds: {
    "SmolLM2's block, 1 x 64 tokens: peak / (16 P + activations)": { atLeast: 0.9, atMost: 1.1 },
    "SmolLM2's block, 1 x 64 tokens: peak / max(12 P + activations + 4 N V, 16 P)": { atLeast: 0.95, atMost: 1.05 },
    "SmolLM2's block, 1 x 64 tokens: activations / closed form": { atLeast: 0.95, atMost: 1.05 },
    "SmolLM2's block, 8 x 128 tokens: peak / (16 P + activations)": { atLeast: 0.9, atMost: 1.1 },
    "SmolLM2's block, 8 x 128 tokens: peak / max(12 P + activations + 4 N V, 16 P)": { atLeast: 0.95, atMost: 1.05 },
    "SmolLM2's block, 8 x 128 tokens: activations / closed form": { atLeast: 0.95, atMost: 1.05 },
    "width 64, 8 x 64 tokens: peak / (16 P + activations)": { atLeast: 0.9, atMost: 1.1 },
    "width 64, 8 x 64 tokens: peak / max(12 P + activations + 4 N V, 16 P)": { atLeast: 0.95, atMost: 1.05 },
    "width 64, 8 x 64 tokens: activations / closed form": { atLeast: 0.95, atMost: 1.05 },
    "control: peak of plain SGD / (16 P + activations)": { below: 0.7 },
  },
  oracle: "closed forms; LibTorch's allocator, counted",

  short: {
    "full fine-tuning with AdamW holds 16 bytes a parameter and the activations": () => {
      const shape = { vocabulary: 1024, width: 96, depth: 4, heads: 3, kvHeads: 1, hidden: 256 };
      const { parameters, peak, activations } = measure(shape, 1, 16);
      const whole = 16 * parameters + activations;
      const plain = measure(shape, 1, 16, (p) => sgd(p, { lr: 0.1 }));
      return {
        // Bytes wander by what else a process has just freed: truths, not figures.
        "activations below 2 bytes a parameter": [activations < 2 * parameters, { is: true }],
        "peak within 10 % of 16 P + activations": [Math.abs(peak / whole - 1) < 0.1, { is: true }],
        // Without moments there is half of it: the ratio is no accident.
        "peak of plain SGD below 0.7 of that": [plain.peak < 0.7 * whole, { is: true }],
      };
    },
    "of a batch whose logits weigh most, the peak is the closed form's": () => {
      const { peak, parameters } = measure(small, 8, 64);
      const ratio = peak / peakBytes(small, parameters, 8 * 64);
      // Attention that is not fused keeps its T x T weights too.
      const holds = hasOperator("aten::scaled_dot_product_attention") ? Math.abs(ratio - 1) < 0.05 : ratio > 1.05;
      return {
        "peak within 5 % of max(12 P + activations + 4 N V, 16 P), above it without fused attention": [
          holds,
          { is: true },
        ],
      };
    },
  },

  async full(log) {
    if (!hasOperator("aten::scaled_dot_product_attention"))
      throw new Error("the closed form is that of fused attention");
    threads(1);
    const value: Record<string, number> = {};
    for (const { name, shape, B, T } of CASES) {
      const found = measure(shape, B, T);
      const activations = activationBytes(shape, B * T);
      const ratio = {
        peak: found.peak / peakBytes(shape, found.parameters, B * T),
        activations: found.activations / activations,
        literal: found.peak / (16 * found.parameters + activations),
      };
      value[`${name}: parameters`] = found.parameters;
      value[`${name}: peak, bytes`] = found.peak;
      value[`${name}: peak / (16 P + activations)`] = ratio.literal;
      value[`${name}: peak / max(12 P + activations + 4 N V, 16 P)`] = ratio.peak;
      value[`${name}: activations / closed form`] = ratio.activations;
      log(`${name}: ${JSON.stringify({ ...found, ...ratio })}`);
    }
    const { shape, B, T } = CASES[0]!;
    const plain = measure(shape, B, T, (p) => sgd(p, { lr: 0.1 }));
    const control = plain.peak / (16 * plain.parameters + activationBytes(shape, B * T));
    return {
      value: { ...value, "control: peak of plain SGD / (16 P + activations)": control },
      control: `with plain SGD, which has no moments, the peak is ${control.toFixed(2)} of 16 P + activations`,
    };
  },
});
