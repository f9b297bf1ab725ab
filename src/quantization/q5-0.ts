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
 * Q5_0: 32 values, 5.5 bits each, symmetric about zero.
 *
 *     x_i = d (q_i - 16)        q_i = min(31, trunc(x_i / d + 16.5)),   d = -x_k / 16,   k = argmax |x_k|
 *
 *     | d: float16 | bit i of 32: bit 4 of q_i | byte i of 16: bits 0-3 of q_i in the low half, of q_{16+i} in the high half |
 */
export const q5_0: EncodingCodec<"Q5_0"> = {
  name: "Q5_0",
  gguf: 6,
  blockSize: 32,
  blockBytes: 22,
  decode(blocks) {
    const d = readHalf(blocks, 0); // [n, 1]
    const q = unpackNibbles(blocks.narrow(1, 6, 16)).add(unpackFifthBits(blocks.narrow(1, 2, 4))); // [n, 32]
    return q.to("float32").sub(16).mul(d);
  },
  encode(values) {
    const k = values.abs().argmax(1).unsqueeze(1); // [n, 1]
    const d = values.gather(1, k).div(-16);
    const q = toLevels(values.mul(inverse(d)).add(16.5), 31); // [n, 32]
    return cat([writeHalf(d), packFifthBits(q), packNibbles(q)], 1);
  },
};
