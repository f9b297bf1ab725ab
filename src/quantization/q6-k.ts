import type { Codec } from "./codec.ts";
import { bitFields, readHalf } from "./pieces.ts";

/**
 * Q6_K: 256 values, 6.5625 bits each, symmetric about zero; 16 groups of 16, each with a scale of 8 bits.
 *
 *     x_ji = (d s_j) (q_ji - 32)        group j of 16, value i of 16 in it
 *
 *     | 128 bytes: bits 0-3 of q | 64 bytes: bits 4-5 of q | s: int8, 16 of them | d: float16 |
 *
 * 64 bytes of the low bits and 32 of the high ones hold 128 values: the lowest fields of all bytes first, then the next.
 * Read only: ggml's Python package has no encoder to be equal to.
 */
export const q6_k: Codec<"Q6_K"> = {
  name: "Q6_K",
  gguf: 14,
  blockSize: 256,
  blockBytes: 210,
  decode(blocks) {
    const low = bitFields(blocks.narrow(1, 0, 128).reshape([-1, 2, 64]), 4).reshape([-1, 256]);
    const high = bitFields(blocks.narrow(1, 128, 64).reshape([-1, 2, 32]), 2).reshape([-1, 256]);
    const q = low.add(high.mul(16)).to("float32").sub(32).reshape([-1, 16, 16]);
    const s = blocks.narrow(1, 192, 16).viewAs("int8").to("float32"); // [n, 16]
    return q.mul(s.mul(readHalf(blocks, 208)).unsqueeze(2)).reshape([-1, 256]);
  },
};
