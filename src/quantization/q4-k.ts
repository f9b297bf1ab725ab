import { cat } from "../tensor/index.ts";
import { encodeAffine } from "./affine-k.ts";
import type { EncodingCodec } from "./codec.ts";
import { bitFields, packFields, readHalf, unpackScales } from "./pieces.ts";

/**
 * Q4_K: 256 values, 4.5 bits each; 8 groups of 32, each with a scale and a minimum of 6 bits.
 *
 *     x_ji = (d s_j) q_ji - (e m_j)        group j of 8, value i of 32 in it
 *
 *     | d: float16 | e: float16 | 12 bytes of s and m: see `unpackScales` | 128 bytes of q |
 *
 * Each 32 bytes of q hold two groups: one in the low halves, the next in the high halves.
 */
export const q4_k: EncodingCodec<"Q4_K"> = {
  name: "Q4_K",
  gguf: 12,
  blockSize: 256,
  blockBytes: 144,
  decode(blocks) {
    const { scales, minima } = unpackScales(blocks.narrow(1, 4, 12)); // [n, 8]
    const q = bitFields(blocks.narrow(1, 16, 128).reshape([-1, 4, 32]), 4)
      .reshape([-1, 8, 32])
      .to("float32");
    const scale = scales.mul(readHalf(blocks, 0)).unsqueeze(2); // [n, 8, 1]
    const minimum = minima.mul(readHalf(blocks, 2)).unsqueeze(2);
    return q.mul(scale).sub(minimum).reshape([-1, 256]);
  },
  encode(values) {
    const { head, q } = encodeAffine(values, 15, { first: -1, count: 21 });
    return cat([head, packFields(q.reshape([-1, 4, 2, 32]), 4).reshape([-1, 128])], 1);
  },
};
