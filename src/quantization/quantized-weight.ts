/** A weight that stays in blocks while a model runs. */
import { keep, linear, ops, standIn, type Tensor } from "../tensor/index.ts";
import { type Codec, dequantize } from "./codec.ts";
import { q4_0 } from "./q4-0.ts";
import { q4_1 } from "./q4-1.ts";
import { q8_0 } from "./q8-0.ts";

/** The formats that there are kernels for, which compute with blocks as they are. Of others a weight is decoded whenever it is used. */
export const kernelCodecs = [q4_0, q4_1, q8_0] as const;

/** A weight [rows, width] that stays in blocks while a model runs. */
export class QuantizedWeight {
  /** The format of its blocks. */
  readonly codec: Codec;
  /** uint8 [rows, bytes of a row], kept until somebody releases it. */
  readonly blocks: Tensor;
  /**
   * Shape without numbers, [rows, width]: what stands in a module's weight field. Modules that share a weight share it, so
   * that a tie is seen as one.
   */
  readonly outline: Tensor;
  /** Whether kernels round both factors of a product with more than eight vectors to bfloat16. */
  readonly bfloat16: boolean;
  readonly #shape: readonly [rows: number, width: number];

  /** Keeps the blocks, uint8 with whole rows. Throws a RangeError where they are no weight of that shape. */
  constructor(blocks: Tensor, codec: Codec, [rows = 0, width = 0]: readonly number[], { bfloat16 = false } = {}) {
    const rowBytes = (width / codec.blockSize) * codec.blockBytes;
    if (blocks.size !== rows * rowBytes || width % codec.blockSize !== 0) {
      const found = `${blocks.size} bytes of ${codec.name}`;
      throw new RangeError(`${found} are no weight of shape [${rows}, ${width}]`);
    }
    this.codec = codec;
    this.blocks = keep(blocks.reshape([rows, rowBytes]));
    this.outline = standIn([rows, width], { kind: "stored", codec: codec.name });
    this.bfloat16 = bfloat16;
    this.#shape = [rows, width];
  }

  /** All values, float32 [rows, width]. */
  dequantize(): Tensor {
    return this.#decode(this.blocks);
  }

  /** The values of some rows: int64 [...] -> [..., width]. No other row is read. */
  rows(indices: Tensor): Tensor {
    const chosen = this.blocks.indexSelect(0, indices.reshape([-1]));
    return this.#decode(chosen).reshape([...indices.shape, this.#shape[1]]);
  }

  /** x W^T + b: x [..., width], bias [rows] -> [..., rows]. */
  linear(x: Tensor, bias?: Tensor): Tensor {
    const { kernel } = this.codec;
    if (kernel === undefined) return linear(x, this.dequantize().to(x.dtype), bias);
    return ops.tenon.quantized_linear.default(x, this.blocks, kernel, bias, this.bfloat16);
  }

  /** Rows of blocks -> float32 [rows, width]. */
  #decode(blocks: Tensor): Tensor {
    const { kernel } = this.codec;
    if (kernel !== undefined) return ops.tenon.dequantize.default(blocks, kernel, "float32");
    return dequantize(blocks, this.codec, [blocks.shape[0]!, this.#shape[1]]);
  }
}
