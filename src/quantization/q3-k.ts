import type { Codec } from "./codec.ts";
import { bitFields, readHalf } from "./pieces.ts";

/**
 * Q3_K: 256 values, 3.4375 bits each, symmetric about zero; 16 groups of 16, each with a scale of 6 bits.
 *
 *     x_ji = (d (s_j - 32)) (q_ji - 4)        group j of 16, value i of 16 in it
 *
 *     | 32 bytes: bit 2 of q | 64 bytes: bits 0-1 of q | 8 bytes: bits 0-3 of s | 4 bytes: bits 4-5 of s | d: float16 |
 *
 * Within each part, the lowest fields of all its bytes come first, then the next ones; the low bits of q do so for each 32
 * bytes, which hold 128 values. Read only: ggml's Python package has no encoder to be equal to.
 */
export const q3_k: Codec<"Q3_K"> = {
  name: "Q3_K",
  gguf: 11,
  blockSize: 256,
  blockBytes: 110,
  decode(blocks) {
    const d = readHalf(blocks, 108); // [n, 1]
    const high = bitFields(blocks.narrow(1, 0, 32), 1).reshape([-1, 256]);
    const low = bitFields(blocks.narrow(1, 32, 64).reshape([-1, 2, 32]), 2).reshape([-1, 256]);
    const q = low.add(high.mul(4)).to("float32").sub(4).reshape([-1, 16, 16]);
    const lowScales = bitFields(blocks.narrow(1, 96, 8), 4).reshape([-1, 16]);
    const highScales = bitFields(blocks.narrow(1, 104, 4), 2).reshape([-1, 16]);
    const s = lowScales.add(highScales.mul(16)).to("float32").sub(32); // [n, 16]
    return q.mul(s.mul(d).unsqueeze(2)).reshape([-1, 256]);
  },
};
