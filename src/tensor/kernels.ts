/** The operators of our own, in `native/kernels/`: where LibTorch's are far from what the machine could do. */
import type { DType } from "./dtype.ts";
import type { Tensor } from "./tensor.ts";

export interface TenonOps {
  tenon: {
    /** Values of blocks, uint8 [rows, bytes of a row] -> [rows, width]. `format`: the codec's number in GGUF files. */
    dequantize: { default(blocks: Tensor, format: number, dtype: DType): Tensor };
    /**
     * x W^T + b for a W [out, in] that stays in blocks, uint8 [out, bytes of a row]; x [..., in] -> [..., out]. Up to
     * eight vectors meet the blocks themselves; for more, W is decoded panel by panel, to bfloat16 with `brief`, which
     * rounds x too.
     */
    quantized_linear: {
      default(x: Tensor, blocks: Tensor, format: number, bias?: Tensor | null, brief?: boolean): Tensor;
    };
    /** gain x / sqrt(mean(x^2) + eps); x [..., D], gain [D]. */
    rms_norm: { default(x: Tensor, gain: Tensor, eps: number): Tensor };
    /** x cos + [-b ; a] sin for the halves [a ; b] of each head; x [..., heads, K] or [..., heads K], cos and sin [..., 1, K]. */
    rotary: { default(x: Tensor, cos: Tensor, sin: Tensor): Tensor };
    /** silu(gate) up */
    silu_mul: { default(gate: Tensor, up: Tensor): Tensor };
    /** Mean cross-entropy of logits [N, V] against int64 targets [N], without those that equal `ignore` (-100 unless said). */
    cross_entropy: { default(logits: Tensor, targets: Tensor, ignore?: number): Tensor };
    /**
     * One token's attention over a cache: writes k and v, G K values each, at position `at` of the buffers [1, G, capacity, K],
     * and gives what q, H K values, sees of the positions up to it, in q's shape.
     */
    attend_step: { default(q: Tensor, k: Tensor, v: Tensor, keys: Tensor, values: Tensor, at: number): Tensor };
    /**
     * y [..., out], and to its rows `starts[i]` to `starts[i] + lengths[i] - 1`, counted over the leading axes, scales[i] B_i A_i x
     * added: A_i [R_i, in], B_i [out, R_i], x [..., in], segments in order and apart. A row's sums do not depend on the others. Beside it
     * the multiply-adds that it took.
     */
    low_rank_add: {
      default(
        y: Tensor,
        x: Tensor,
        a: readonly Tensor[],
        b: readonly Tensor[],
        scales: readonly number[],
        starts: readonly number[],
        lengths: readonly number[],
      ): [sum: Tensor, products: number];
    };
    /** The instruction sets that this processor has kernels for, the best first; "portable" is the plain loops. */
    kernel_sets: { default(): string[] };
    /** Which of them is in use in this process; chooses one where it is named. */
    kernel_set: { default(use?: string): string };
  };
}
