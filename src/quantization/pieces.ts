/** What the block formats are put together from: half-precision scales, and whole numbers of few bits. */
import { cat, ops, stack, type Tensor, tensor, where } from "../tensor/index.ts";

const { aten } = ops;

/** The float16 at byte `at` of each block [n, bytes], as float32 [n, 1]. */
export function readHalf(blocks: Tensor, at: number): Tensor {
  return blocks.narrow(1, at, 2).viewAs("float16").to("float32");
}

/** float32 [n, 1] -> the bytes of its float16, uint8 [n, 2]. */
export function writeHalf(values: Tensor): Tensor {
  return values.to("float16").viewAs("uint8");
}

/** Bytes [..., b] of 8 / width fields each -> uint8 [..., 8 / width, b]: the lowest field of every byte first. */
export function bitFields(bytes: Tensor, width: 1 | 2 | 4): Tensor {
  const fields = Array.from({ length: 8 / width }, (_, i) => aten.__rshift__.Scalar(bytes, i * width));
  return aten.bitwise_and.Scalar(stack(fields, -2), 2 ** width - 1);
}

/** Bytes [n, b], each with value i in its low half and value b + i in its high half -> uint8 [n, 2b], 0 to 15. */
export function unpackNibbles(bytes: Tensor): Tensor {
  return cat([aten.bitwise_and.Scalar(bytes, 15), aten.__rshift__.Scalar(bytes, 4)], 1);
}

/** The lower four bits of uint8 [n, 2b] as `unpackNibbles` reads them -> [n, b]. */
export function packNibbles(q: Tensor): Tensor {
  const [low, high] = q.split(q.shape[1]! / 2, 1) as [Tensor, Tensor];
  return aten.bitwise_or.Tensor(aten.bitwise_and.Scalar(low, 15), aten.__lshift__.Scalar(high, 4));
}

/** Bit i of four bytes [n, 4] is value i's fifth -> uint8 [n, 32], 0 or 16. */
export function unpackFifthBits(bytes: Tensor): Tensor {
  return bitFields(bytes, 1).t().reshape([-1, 32]).mul(16);
}

/** The inverse of `unpackFifthBits`, of uint8 [n, 32] from 0 to 31 -> [n, 4]. */
export function packFifthBits(q: Tensor): Tensor {
  const bits = aten.__rshift__.Scalar(q, 4).reshape([-1, 4, 8]);
  const places = tensor([1, 2, 4, 8, 16, 32, 64, 128], "uint8");
  return bits.mul(places).sum(-1).to("uint8");
}

/**
 * Eight scales and eight minima of six bits out of twelve bytes [n, 12] -> float32 [n, 8] each. The first four of each lie
 * in the lower six bits of bytes 0-3 and 4-7; of the last four, bits 4-5 lie above those, and bits 0-3 in bytes 8-11, of a
 * scale in the low half and of a minimum in the high half.
 */
export function unpackScales(bytes: Tensor): { scales: Tensor; minima: Tensor } {
  const [a, b, low] = bytes.split(4, 1) as [Tensor, Tensor, Tensor]; // [n, 4] each
  const six = (first: Tensor, lastLow: Tensor) => {
    const lastHigh = aten.__lshift__.Scalar(aten.__rshift__.Scalar(first, 6), 4);
    return cat([aten.bitwise_and.Scalar(first, 63), lastLow.add(lastHigh)], 1).to("float32");
  };
  return { scales: six(a, aten.bitwise_and.Scalar(low, 15)), minima: six(b, aten.__rshift__.Scalar(low, 4)) };
}

/** The inverse of `unpackScales`: uint8 [n, 8] each, 0 to 63 -> [n, 12]. */
export function packScales(scales: Tensor, minima: Tensor): Tensor {
  const [[s, lastS], [m, lastM]] = [scales.split(4, 1), minima.split(4, 1)] as [[Tensor, Tensor], [Tensor, Tensor]];
  const withHigh = (first: Tensor, last: Tensor) =>
    first.add(aten.__lshift__.Scalar(aten.__rshift__.Scalar(last, 4), 6));
  const low = (last: Tensor) => aten.bitwise_and.Scalar(last, 15);
  return cat([withHigh(s, lastS), withHigh(m, lastM), low(lastS).add(aten.__lshift__.Scalar(low(lastM), 4))], 1);
}

/** The inverse of `bitFields`: uint8 [..., 8 / width, b], each below 2^width -> bytes [..., b]. */
export function packFields(fields: Tensor, width: 1 | 2 | 4): Tensor {
  const places = fields.split(1, -2).map((field, i) => aten.__lshift__.Scalar(field.squeeze(-2), i * width));
  return places.reduce((bytes, field) => aten.bitwise_or.Tensor(bytes, field));
}

/** 1 / d, and 0 where d = 0: what a block is multiplied by to become whole numbers. */
export function inverse(d: Tensor): Tensor {
  return aten.reciprocal.default(d).maskedFill(d.eq(0), 0);
}

/**
 * Cuts the fraction off float32 values of 0 and more and keeps them at `most`, as uint8. A scale below 2^-128 has no finite
 * inverse; its block becomes zeros, as float16 stores that scale as zero anyway.
 */
export function toLevels(values: Tensor, most: number): Tensor {
  const finite = where(aten.isfinite.default(values), values, 0);
  return aten.clamp.default(aten.trunc.default(finite), 0, most).to("uint8");
}
