import { empty, noGrad, scope, type Tensor } from "../tensor/index.ts";

/**
 * A block format: how some values of a weight are stored together in few bytes. A format is a codec: functions over
 * rows of blocks; whatever stores weights this way (a GGUF file, a quantized layer) goes through it.
 */
export interface Codec<Name extends string = string> {
  /** The format's name in GGUF files, in lower case: `q4_0`. */
  readonly name: Name;
  /** The format's number in GGUF files, where they have it. */
  readonly gguf?: number;
  /** The number by which the native kernels know the format, where they compute with its blocks. */
  readonly kernel?: number;
  /** Values in a block. */
  readonly blockSize: number;
  /** Bytes of a block. */
  readonly blockBytes: number;
  /** uint8 [n, blockBytes] -> float32 [n, blockSize]. */
  decode(blocks: Tensor): Tensor;
}

/** A format that weights can be brought into. Of some formats there are only the files of others to read. */
export interface EncodingCodec<Name extends string = string> extends Codec<Name> {
  /** float32 [n, blockSize] -> uint8 [n, blockBytes]. */
  encode(values: Tensor): Tensor;
}

/** Values worked on at a time: what a slice needs between its operations then stays in the processor's cache. */
const SLICE = 1 << 19;

/**
 * The values of a weight from its bytes, uint8 with blockBytes for every blockSize values, row by row. The last axis is
 * whole blocks. Throws a RangeError where bytes and shape do not fit each other. The values are float32 unless bfloat16
 * is asked for.
 */
export function dequantize(
  bytes: Tensor,
  codec: Codec,
  shape: readonly number[],
  { dtype = "float32" }: { dtype?: "float32" | "bfloat16" } = {},
): Tensor {
  const n = blockCount(codec, shape);
  if (bytes.size !== n * codec.blockBytes) {
    const needed = `${codec.name} of shape [${shape.join(", ")}] takes ${n * codec.blockBytes} bytes`;
    throw new RangeError(`${needed}, not ${bytes.size}`);
  }
  return scope(() => {
    const blocks = bytes.reshape([n, codec.blockBytes]);
    const values = empty([n, codec.blockSize], { dtype });
    slices(n, codec, (start, length) => {
      values.narrow(0, start, length).copyFrom(codec.decode(blocks.narrow(0, start, length)));
    });
    return values.reshape(shape);
  });
}

/**
 * The bytes of a weight [..., W]: uint8 [..., W / blockSize * blockBytes]. Throws a RangeError where the last axis is not
 * whole blocks.
 */
export function quantize(tensor: Tensor, codec: EncodingCodec): Tensor {
  const { shape } = tensor;
  const n = blockCount(codec, shape);
  return scope(() =>
    noGrad(() => {
      const values = tensor.reshape([n, codec.blockSize]);
      const blocks = empty([n, codec.blockBytes], { dtype: "uint8" });
      slices(n, codec, (start, length) => {
        blocks.narrow(0, start, length).copyFrom(codec.encode(values.narrow(0, start, length).to("float32")));
      });
      const rowBytes = ((shape.at(-1) ?? 1) / codec.blockSize) * codec.blockBytes;
      return blocks.reshape([...shape.slice(0, -1), rowBytes]);
    }),
  );
}

/** Blocks in a weight of a shape. Throws a RangeError where a row is not whole blocks. */
function blockCount({ name, blockSize }: Codec, shape: readonly number[]): number {
  const width = shape.at(-1) ?? 1;
  if (width % blockSize !== 0) {
    throw new RangeError(`${name} stores blocks of ${blockSize} values, and a row of ${width} is not whole blocks`);
  }
  return shape.reduce((product, size) => product * size, 1) / blockSize;
}

function slices(n: number, { blockSize }: Codec, work: (start: number, length: number) => void): void {
  const most = SLICE / blockSize;
  for (let start = 0; start < n; start += most) scope(() => work(start, Math.min(most, n - start)));
}
