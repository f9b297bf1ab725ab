/** What the block formats are put together from: half-precision scales, and whole numbers of four bits. */
import { cat, ops, type Tensor, where } from "../tensor/index.ts";

const { aten } = ops;

/** The float16 at byte `at` of each block [n, bytes], as float32 [n, 1]. */
export function readHalf(blocks: Tensor, at: number): Tensor {
  return blocks.narrow(1, at, 2).viewAs("float16").to("float32");
}

/** float32 [n, 1] -> the bytes of its float16, uint8 [n, 2]. */
export function writeHalf(values: Tensor): Tensor {
  return values.to("float16").viewAs("uint8");
}

/** Bytes [n, b], each with value i in its low half and value b + i in its high half -> uint8 [n, 2b], 0 to 15. */
export function unpackNibbles(bytes: Tensor): Tensor {
  return cat([aten.bitwise_and.Scalar(bytes, 15), aten.__rshift__.Scalar(bytes, 4)], 1);
}

/** The inverse of `unpackNibbles`: uint8 [n, 2b], 0 to 15 -> [n, b]. */
export function packNibbles(q: Tensor): Tensor {
  const [low, high] = q.split(q.shape[1]! / 2, 1) as [Tensor, Tensor];
  return aten.bitwise_or.Tensor(low, aten.__lshift__.Scalar(high, 4));
}

/** 1 / d, and 0 where d = 0: what a block is multiplied by to become whole numbers. */
export function inverse(d: Tensor): Tensor {
  return aten.reciprocal.default(d).maskedFill(d.eq(0), 0);
}

/**
 * Cuts the fraction off float32 values of 0 and more and keeps them below 16, as uint8. A scale below 2^-128 has no finite
 * inverse; its block becomes zeros, as float16 stores that scale as zero anyway.
 */
export function toNibbles(values: Tensor): Tensor {
  const finite = where(aten.isfinite.default(values), values, 0);
  return aten.clamp.default(aten.trunc.default(finite), 0, 15).to("uint8");
}
