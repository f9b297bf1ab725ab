/** What full fine-tuning holds in memory: for row M01. */
import { type LlamaConfig, llama } from "../../src/models/index.ts";
import { distinctWeights, initialize, Padded, Pass, releaseModel } from "../../src/nn/index.ts";
import { adamW, type Optimizer, type Parameters } from "../../src/optim/index.ts";
import { crossEntropy, fromData, keep, memoryUse, release, scope, type Tensor } from "../../src/tensor/index.ts";

type Shape = Pick<LlamaConfig, "vocabulary" | "width" | "depth" | "heads" | "kvHeads" | "hidden">;

/**
 * Bytes that the backward pass needs of a LLaMA's forward pass over N tokens, float32: what each operator saves.
 *
 *     a block: both norms their input, x / rms and output, 6 D and two roots; rotated q, keys and values, D + 2 G K; what
 *     attention gives, as it left the kernel and side by side, 2 D, and a log-sum-exp a head, H; gate, silu(gate), up and
 *     hidden, 4 F.     behind them: the last norm, 3 D and a root, and the logits, V.
 */
export function activationBytes({ vocabulary, width, depth, heads, kvHeads, hidden }: Shape, N: number): number {
  const G = (kvHeads * width) / heads; // G K
  const block = 9 * width + 2 + 2 * G + heads + 4 * hidden;
  return 4 * N * (depth * block + 3 * width + 1 + vocabulary);
}

/**
 * Peak of a step with AdamW, bytes, for P parameters: weights and two moments, 12 P, are always there. The forward pass ends
 * with all activations and, as the way back begins, the gradient of the logits, V numbers a token, which the loss writes in one
 * pass; by its end every activation is gone and every gradient there, 4 P.
 *
 *     max(12 P + activations + 4 N V, 16 P)
 */
export function peakBytes(shape: Shape, parameters: number, N: number): number {
  return Math.max(12 * parameters + activationBytes(shape, N) + 4 * N * shape.vocabulary, 16 * parameters);
}

export interface Measured {
  readonly parameters: number;
  /** Bytes above what there was before the model: at most in a step, and of what the forward pass keeps. */
  readonly peak: number;
  readonly activations: number;
}

/** Builds the model with its optimizer, takes a few steps on N tokens, and reads the allocator. Batches: B rows of T tokens. */
export function measure(
  shape: Shape,
  B: number,
  T: number,
  optimizerOf: (parameters: Parameters) => Optimizer = (p) => adamW(p, { lr: 1e-4 }),
): Measured {
  const begin = memoryUse().bytes;
  const model = initialize(llama({ ...shape, kind: "llama" }), 1);
  for (const [, weight] of distinctWeights(model)) weight.requireGrad();
  const optimizer = optimizerOf(distinctWeights(model));
  const ids = keep(
    fromData(
      BigInt64Array.from({ length: B * T }, (_, i) => BigInt((i * 7) % shape.vocabulary)),
      [B, T],
    ),
  );
  const layout = () => new Padded(Array.from({ length: B }, () => T));
  const loss = (): Tensor =>
    scope(() => {
      const logits = model.call(ids, new Pass({ layout: layout() }));
      return crossEntropy(logits.reshape([B * T, -1]), ids.reshape([B * T]));
    });
  let activations = 0;
  for (let step = 0; step < 2; step++) {
    memoryUse({ resetPeak: true });
    scope(() => {
      const before = memoryUse().bytes;
      const value = loss();
      activations = memoryUse().bytes - before;
      value.backward();
    });
    optimizer.step();
    optimizer.zeroGrad();
  }
  const peak = memoryUse().peak - begin;
  const parameters = [...distinctWeights(model)].reduce((sum, [, { size }]) => sum + size, 0);
  optimizer.release();
  releaseModel(model);
  release(ids);
  return { parameters, peak, activations };
}
