import { cat, ops, type Tensor } from "../tensor/index.ts";
import type { EncodingCodec } from "./codec.ts";
import { inverse, readHalf, writeHalf } from "./pieces.ts";

const { aten } = ops;

/**
 * Q8_0: 32 values, 8.5 bits each, symmetric about zero.
 *
 *     x_i = d q_i        q_i = round(x_i / d), halves away from zero,   d = max |x| / 127
 *
 *     | d: float16 | q_i: int8, 32 of them |
 */
export const q8_0: EncodingCodec<"Q8_0"> = {
  name: "Q8_0",
  gguf: 8,
  kernel: 8,
  blockSize: 32,
  blockBytes: 34,
  decode(blocks) {
    const d = readHalf(blocks, 0); // [n, 1]
    const q = blocks.narrow(1, 2, 32).viewAs("int8"); // [n, 32]
    return q.to("float32").mul(d);
  },
  encode(values) {
    const d = values.abs().max(1, true).div(127); // [n, 1]
    const q = roundAway(values.mul(inverse(d))).to("int8"); // [n, 32]
    return cat([writeHalf(d), q.viewAs("uint8")], 1);
  },
};

/** Nearest whole number, halves away from zero. LibTorch's own `round` takes halves to the even neighbour. */
function roundAway(x: Tensor): Tensor {
  const size = x.abs();
  const whole = aten.floor.default(size);
  return whole.add(aten.floor.default(size.sub(whole).mul(2))).mul(aten.sign.default(x));
}
