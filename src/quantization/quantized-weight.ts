/** A weight that stays in blocks while a model runs. */
import { empty, keep, ops, type Tensor } from "../tensor/index.ts";
import type { Codec } from "./codec.ts";
import { q4_0 } from "./q4-0.ts";
import { q4_1 } from "./q4-1.ts";
import { q8_0 } from "./q8-0.ts";

/** The formats that there are matrix-vector kernels for. */
export const kernelCodecs = [q4_0, q4_1, q8_0] as const;
export type KernelCodec = (typeof kernelCodecs)[number];

export function isKernelCodec(codec: Codec): codec is KernelCodec {
  return kernelCodecs.some(({ name }) => name === codec.name);
}

export class QuantizedWeight {
  readonly codec: KernelCodec;
  readonly blocks: Tensor; // uint8 [rows, bytes of a row]
  /**
   * Shape without numbers, [rows, width]: what stands in a module's weight field. Modules that share a weight share it, so
   * that a tie is seen as one.
   */
  readonly outline: Tensor;
  /** Whether products with more than eight vectors round both factors to bfloat16. */
  readonly brief: boolean;

  /** Keeps the blocks, uint8 with whole rows. */
  constructor(blocks: Tensor, codec: KernelCodec, [rows = 0, width = 0]: readonly number[], { brief = false } = {}) {
    const rowBytes = (width / codec.blockSize) * codec.blockBytes;
    if (blocks.size !== rows * rowBytes || width % codec.blockSize !== 0) {
      const found = `${blocks.size} bytes of ${codec.name}`;
      throw new RangeError(`${found} are no weight of shape [${rows}, ${width}]`);
    }
    this.codec = codec;
    this.blocks = keep(blocks.reshape([rows, rowBytes]));
    this.outline = keep(empty([rows, width], { device: "meta" }));
    this.brief = brief;
  }

  /** All values, float32 [rows, width]. */
  dequantize(): Tensor {
    return ops.tenon.dequantize.default(this.blocks, this.codec.ggufType, "float32");
  }

  /** The values of some rows: int64 [...] -> [..., width]. No other row is read. */
  rows(indices: Tensor): Tensor {
    const chosen = this.blocks.indexSelect(0, indices.reshape([-1]));
    const values = ops.tenon.dequantize.default(chosen, this.codec.ggufType, "float32");
    return values.reshape([...indices.shape, this.outline.shape[1]!]);
  }

  /** x W^T + b: x [..., width], bias [rows] -> [..., rows]. */
  linear(x: Tensor, bias?: Tensor): Tensor {
    return ops.tenon.quantized_linear.default(x, this.blocks, this.codec.ggufType, bias, this.brief);
  }
}
