import { fromData, type Tensor } from "../tensor/index.ts";
import type { Codec } from "./codec.ts";
import { bitFields, readHalf, unpackNibbles } from "./pieces.ts";

/** Sixteen levels that are closer together near zero, where most weights are (llama.cpp, pull request 5590). */
const LEVELS = Float32Array.of(-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113);

/** uint8 [..., k] from 0 to 15 -> their levels. */
const levelsOf = (q: Tensor) =>
  fromData(LEVELS)
    .indexSelect(0, q.reshape([-1]).to("int64"))
    .reshape(q.shape);

/**
 * IQ4_NL: 32 values, 4.5 bits each, on levels that are not evenly apart. llama.cpp takes it where rows are not whole blocks of its smaller
 * formats of 256.
 *
 *     x_i = d l(q_i)
 *
 *     | d: float16 | byte i of 16: q_i in the low half, q_{16+i} in the high half |
 */
export const iq4_nl: Codec<"IQ4_NL"> = {
  name: "IQ4_NL",
  gguf: 20,
  blockSize: 32,
  blockBytes: 18,
  decode: (blocks) => levelsOf(unpackNibbles(blocks.narrow(1, 2, 16))).mul(readHalf(blocks, 0)),
};

/**
 * IQ4_XS: 256 values, 4.25 bits each; 8 groups of 32, each with a scale of 6 bits, on the same levels.
 *
 *     x_ji = (d (s_j - 32)) l(q_ji)        group j of 8, value i of 32 in it
 *
 *     | d: float16 | 2 bytes: bits 4-5 of s, two of each j | 4 bytes: bits 0-3 of s | 128 bytes of q, a group as in IQ4_NL |
 */
export const iq4_xs: Codec<"IQ4_XS"> = {
  name: "IQ4_XS",
  gguf: 23,
  blockSize: 256,
  blockBytes: 136,
  decode(blocks) {
    const high = bitFields(blocks.narrow(1, 2, 2), 2)
      .transpose(1, 2)
      .reshape([-1, 8]);
    const low = bitFields(blocks.narrow(1, 4, 4), 4)
      .transpose(1, 2)
      .reshape([-1, 8]);
    const s = low.add(high.mul(16)).to("float32").sub(32); // [n, 8]
    const q = unpackNibbles(blocks.narrow(1, 8, 128).reshape([-1, 16])).reshape([-1, 8, 32]);
    return levelsOf(q)
      .mul(s.mul(readHalf(blocks, 0)).unsqueeze(2))
      .reshape([-1, 256]);
  },
};
