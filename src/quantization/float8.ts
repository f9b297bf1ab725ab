import { fromData, type Tensor } from "../tensor/index.ts";
import type { Codec } from "./codec.ts";

/**
 * Eight-bit floats (Micikevicius et al. 2022, arXiv:2209.05433), a sign, exponent bits e with a bias b, fraction bits f:
 *
 *     x = (-1)^s 2^(e - b) (1 + f / 2^F),  and (-1)^s 2^(1 - b) f / 2^F where e = 0
 *
 * Read by a table of 256, since not every supported LibTorch has the types. float16 holds each of their values.
 */
function float8<Name extends string>(
  name: Name,
  fractionBits: number,
  special: (exponent: number, fraction: number) => number | undefined,
): Codec<Name> {
  const bias = 2 ** (6 - fractionBits) - 1;
  const parts = 2 ** fractionBits;
  const valueAt = (byte: number) => {
    const [exponent, fraction] = [Math.trunc((byte % 128) / parts), byte % parts];
    const finite =
      exponent === 0 ? 2 ** (1 - bias) * (fraction / parts) : 2 ** (exponent - bias) * (1 + fraction / parts);
    return (byte < 128 ? 1 : -1) * (special(exponent, fraction) ?? finite);
  };
  const table = Float32Array.from({ length: 256 }, (_, byte) => valueAt(byte));
  return {
    name,
    blockSize: 1,
    blockBytes: 1,
    decode: (blocks: Tensor) =>
      fromData(table)
        .indexSelect(0, blocks.reshape([-1]).to("int64"))
        .unsqueeze(1),
  };
}

/** F8_E4M3: 4 bits of exponent, 3 of fraction; no infinity, and NaN where all of them are set. */
export const f8_e4m3 = float8("F8_E4M3", 3, (exponent, fraction) =>
  exponent === 15 && fraction === 7 ? Number.NaN : undefined,
);

/** F8_E5M2: the upper half of a float16. */
export const f8_e5m2 = float8("F8_E5M2", 2, (exponent, fraction) => {
  if (exponent < 31) return undefined;
  return fraction === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
});
