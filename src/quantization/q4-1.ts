import { cat } from "../tensor/index.ts";
import type { EncodingCodec } from "./codec.ts";
import { inverse, packNibbles, readHalf, toLevels, unpackNibbles, writeHalf } from "./pieces.ts";

/**
 * Q4_1: 32 values, 5 bits each, from the smallest to the largest.
 *
 *     x_i = d q_i + m        q_i = min(15, trunc((x_i - m) / d + 1/2)),   m = min x,   d = (max x - m) / 15
 *
 *     | d: float16 | m: float16 | byte i of 16: q_i in the low half, q_{16+i} in the high half |
 */
export const q4_1: EncodingCodec<"Q4_1"> = {
  name: "Q4_1",
  gguf: 3,
  kernel: 3,
  blockSize: 32,
  blockBytes: 20,
  decode(blocks) {
    const d = readHalf(blocks, 0); // [n, 1]
    const m = readHalf(blocks, 2); // [n, 1]
    const q = unpackNibbles(blocks.narrow(1, 4, 16)); // [n, 32]
    return q.to("float32").mul(d).add(m);
  },
  encode(values) {
    const m = values.min(1, true); // [n, 1]
    const d = values.max(1, true).sub(m).div(15);
    const q = toLevels(values.sub(m).mul(inverse(d)).add(0.5), 15); // [n, 32]
    return cat([writeHalf(d), writeHalf(m), packNibbles(q)], 1);
  },
};
