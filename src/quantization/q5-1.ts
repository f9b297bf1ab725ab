import { cat } from "../tensor/index.ts";
import type { EncodingCodec } from "./codec.ts";
import {
  inverse,
  packFifthBits,
  packNibbles,
  readHalf,
  toLevels,
  unpackFifthBits,
  unpackNibbles,
  writeHalf,
} from "./pieces.ts";

/**
 * Q5_1: 32 values, 6 bits each, from the smallest to the largest.
 *
 *     x_i = d q_i + m        q_i = min(31, trunc((x_i - m) / d + 1/2)),   m = min x,   d = (max x - m) / 31
 *
 *     | d: float16 | m: float16 | bit i of 32: bit 4 of q_i | byte i of 16: bits 0-3 of q_i, and above them of q_{16+i} |
 */
export const q5_1: EncodingCodec<"Q5_1"> = {
  name: "Q5_1",
  gguf: 7,
  blockSize: 32,
  blockBytes: 24,
  decode(blocks) {
    const d = readHalf(blocks, 0); // [n, 1]
    const m = readHalf(blocks, 2); // [n, 1]
    const q = unpackNibbles(blocks.narrow(1, 8, 16)).add(unpackFifthBits(blocks.narrow(1, 4, 4))); // [n, 32]
    return q.to("float32").mul(d).add(m);
  },
  encode(values) {
    const m = values.min(1, true); // [n, 1]
    const d = values.max(1, true).sub(m).div(31);
    const q = toLevels(values.sub(m).mul(inverse(d)).add(0.5), 31); // [n, 32]
    return cat([writeHalf(d), writeHalf(m), packFifthBits(q), packNibbles(q)], 1);
  },
};
