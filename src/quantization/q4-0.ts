import { cat } from "../tensor/index.ts";
import type { EncodingCodec } from "./codec.ts";
import { inverse, packNibbles, readHalf, toLevels, unpackNibbles, writeHalf } from "./pieces.ts";

/**
 * Q4_0: 32 values, 4.5 bits each, symmetric about zero.
 *
 *     x_i = d (q_i - 8)        q_i = min(15, trunc(x_i / d + 8.5)),   d = -x_k / 8,   k = argmax |x_k|
 *
 *     | d: float16 | byte i of 16: q_i in the low half, q_{16+i} in the high half |
 *
 * The value of largest magnitude becomes q = 0, exactly but for the rounding of d; the sign of d follows it.
 */
export const q4_0: EncodingCodec<"Q4_0"> = {
  name: "Q4_0",
  gguf: 2,
  kernel: 2,
  blockSize: 32,
  blockBytes: 18,
  decode(blocks) {
    const d = readHalf(blocks, 0); // [n, 1]
    const q = unpackNibbles(blocks.narrow(1, 2, 16)); // [n, 32]
    return q.to("float32").sub(8).mul(d);
  },
  encode(values) {
    const k = values.abs().argmax(1).unsqueeze(1); // [n, 1]
    const d = values.gather(1, k).div(-8);
    const q = toLevels(values.mul(inverse(d)).add(8.5), 15); // [n, 32]
    return cat([writeHalf(d), packNibbles(q)], 1);
  },
};
