import type { Tensor } from "../tensor/index.ts";
import type { Codec } from "./codec.ts";
import { bitFields, readHalf } from "./pieces.ts";

/**
 * Q2_K: 256 values, 2.625 bits each; 16 groups of 16, each with a scale and a minimum of 4 bits.
 *
 *     x_ji = (d s_j) q_ji - (e m_j)        group j of 16, value i of 16 in it
 *
 *     | byte j of 16: s_j in the low half, m_j in the high half | 64 bytes of q | d: float16 | e: float16 |
 *
 * Each 32 bytes of q hold 128 values: the lowest two bits of all bytes come first, then the next two.
 * Read only: ggml's Python package has no encoder to be equal to.
 */
export const q2_k: Codec<"Q2_K"> = {
  name: "Q2_K",
  gguf: 10,
  blockSize: 256,
  blockBytes: 84,
  decode(blocks) {
    const d = readHalf(blocks, 80); // [n, 1]
    const e = readHalf(blocks, 82); // [n, 1]
    const [s, m] = bitFields(blocks.narrow(1, 0, 16), 4)
      .to("float32")
      .split(1, 1) as [Tensor, Tensor]; // [n, 1, 16]
    const q = bitFields(blocks.narrow(1, 16, 64).reshape([-1, 2, 32]), 2)
      .reshape([-1, 16, 16])
      .to("float32");
    const scales = s.squeeze(1).mul(d).unsqueeze(2); // [n, 16, 1]
    const minima = m.squeeze(1).mul(e).unsqueeze(2);
    return q.mul(scales).sub(minima).reshape([-1, 256]);
  },
};
