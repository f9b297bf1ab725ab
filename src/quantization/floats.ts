import { ops, where } from "../tensor/index.ts";
import type { EncodingCodec } from "./codec.ts";

const { aten } = ops;

/** F32: the bytes of a float32 as they are. */
export const f32: EncodingCodec<"F32"> = {
  name: "F32",
  gguf: 0,
  blockSize: 1,
  blockBytes: 4,
  decode: (blocks) => blocks.viewAs("float32"),
  encode: (values) => values.contiguous().viewAs("uint8"),
};

/** F16: IEEE half precision, 5 bits of exponent and 10 of fraction; rounded to nearest, ties to even. */
export const f16: EncodingCodec<"F16"> = {
  name: "F16",
  gguf: 1,
  blockSize: 1,
  blockBytes: 2,
  decode: (blocks) => blocks.viewAs("float16").to("float32"),
  encode: (values) => values.to("float16").contiguous().viewAs("uint8"),
};

/** BF16: the upper half of a float32; rounded to nearest, ties to even. A NaN keeps its sign and payload, made quiet. */
export const bf16: EncodingCodec<"BF16"> = {
  name: "BF16",
  gguf: 30,
  blockSize: 1,
  blockBytes: 2,
  decode: (blocks) => blocks.viewAs("bfloat16").to("float32"),
  encode(values) {
    const bits = values.contiguous().viewAs("int32");
    const odd = aten.bitwise_and.Scalar(aten.__rshift__.Scalar(bits, 16), 1);
    // A carry out of the fraction rightly raises the exponent; a NaN is kept from it.
    const rounded = where(
      aten.isnan.default(values),
      aten.bitwise_or.Scalar(bits, 0x40_0000),
      bits.add(odd).add(0x7fff),
    );
    return aten.__rshift__.Scalar(rounded, 16).to("int16").viewAs("uint8");
  },
};
