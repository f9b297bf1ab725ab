import { cat, ops } from "../tensor/index.ts";
import { encodeAffine } from "./affine-k.ts";
import type { EncodingCodec } from "./codec.ts";
import { bitFields, packFields, readHalf, unpackScales } from "./pieces.ts";

const { aten } = ops;

/**
 * Q5_K: 256 values, 5.5 bits each: Q4_K with a fifth bit.
 *
 *     x_ji = (d s_j) q_ji - (e m_j)        group j of 8, value i of 32 in it
 *
 *     | d: float16 | e: float16 | 12 bytes of s and m: see `unpackScales` | 32 bytes: bit 4 of q | 128 bytes: bits 0-3 of q |
 *
 * Bit j of byte i of the 32 belongs to q_ji; the low bits lie as in Q4_K.
 */
export const q5_k: EncodingCodec<"Q5_K"> = {
  name: "Q5_K",
  gguf: 13,
  blockSize: 256,
  blockBytes: 176,
  decode(blocks) {
    const { scales, minima } = unpackScales(blocks.narrow(1, 4, 12)); // [n, 8]
    const high = bitFields(blocks.narrow(1, 16, 32), 1); // [n, 8, 32]
    const low = bitFields(blocks.narrow(1, 48, 128).reshape([-1, 4, 32]), 4).reshape([-1, 8, 32]);
    const q = low.add(high.mul(16)).to("float32");
    const scale = scales.mul(readHalf(blocks, 0)).unsqueeze(2); // [n, 8, 1]
    const minimum = minima.mul(readHalf(blocks, 2)).unsqueeze(2);
    return q.mul(scale).sub(minimum).reshape([-1, 256]);
  },
  encode(values) {
    const { head, q } = encodeAffine(values, 31, { first: -1, count: 21 });
    const high = packFields(aten.__rshift__.Scalar(q, 4), 1); // [n, 32]
    const low = packFields(aten.bitwise_and.Scalar(q, 15).reshape([-1, 4, 2, 32]), 4).reshape([-1, 128]);
    return cat([head, high, low], 1);
  },
};
