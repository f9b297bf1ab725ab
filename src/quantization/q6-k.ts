import { cat, ops } from "../tensor/index.ts";
import type { EncodingCodec } from "./codec.ts";
import { bitFields, inverse, packFields, readHalf, writeHalf } from "./pieces.ts";
import { fitLinear, levels } from "./rounding.ts";

const { aten } = ops;

/**
 * Q6_K: 256 values, 6.5625 bits each, symmetric about zero; 16 groups of 16, each with a scale of 8 bits.
 *
 *     x_ji = (d s_j) (q_ji - 32)        group j of 16, value i of 16 in it
 *
 *     | 128 bytes: bits 0-3 of q | 64 bytes: bits 4-5 of q | s: int8, 16 of them | d: float16 |
 *
 * 64 bytes of the low bits and 32 of the high ones hold 128 values: the lowest fields of all bytes first, then the next.
 */
export const q6_k: EncodingCodec<"Q6_K"> = {
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
  encode(values) {
    const scale = fitLinear(values.reshape([-1, 16]), 32, { first: -0.9, count: 19 }).reshape([-1, 16]);
    const d = scale.gather(1, scale.abs().argmax(1).unsqueeze(1)).div(-128); // [n, 1]
    const s = levels(scale.mul(inverse(d)), -128, 127);
    const step = s.mul(d.to("float16").to("float32")).unsqueeze(2); // [n, 16, 1]
    const q = levels(values.reshape([-1, 16, 16]).mul(inverse(step)), -32, 31)
      .add(32)
      .to("uint8");
    const low = packFields(aten.bitwise_and.Scalar(q, 15).reshape([-1, 2, 2, 64]), 4).reshape([-1, 128]);
    const high = packFields(aten.__rshift__.Scalar(q, 4).reshape([-1, 2, 4, 32]), 2).reshape([-1, 64]);
    return cat([low, high, s.to("int8").viewAs("uint8"), writeHalf(d)], 1);
  },
};
