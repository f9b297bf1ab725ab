/** Block formats of quantized weights: one codec each, and the list that readers of files look them up in. */
import { f8_e4m3, f8_e5m2 } from "./float8.ts";
import { bf16, f16, f32 } from "./floats.ts";
import { iq4_nl, iq4_xs } from "./iq4.ts";
import { q2_k } from "./q2-k.ts";
import { q3_k } from "./q3-k.ts";
import { q4_0 } from "./q4-0.ts";
import { q4_1 } from "./q4-1.ts";
import { q4_k } from "./q4-k.ts";
import { q5_0 } from "./q5-0.ts";
import { q5_1 } from "./q5-1.ts";
import { q5_k } from "./q5-k.ts";
import { q6_k } from "./q6-k.ts";
import { q8_0 } from "./q8-0.ts";

export { type Codec, dequantize, type EncodingCodec, quantize } from "./codec.ts";
export { QuantizedEmbedding, QuantizedLinear, quantizeLinears } from "./quantized-linear.ts";
export { kernelCodecs, QuantizedWeight } from "./quantized-weight.ts";
export { bf16, f8_e4m3, f8_e5m2, f16, f32, iq4_nl, iq4_xs, q2_k, q3_k, q4_0, q4_1, q4_k, q5_0, q5_1, q5_k, q6_k, q8_0 };

/** The formats that weights can be brought into. */
export const encodingCodecs = [f32, f16, bf16, q4_0, q4_1, q5_0, q5_1, q8_0, q4_k, q5_k, q6_k] as const;
/** Every format that can be read, those that weights can be brought into among them. */
export const codecs = [...encodingCodecs, q2_k, q3_k, iq4_nl, iq4_xs] as const;

/** The name of a format that can be read. */
export type CodecName = (typeof codecs)[number]["name"];
/** The name of a format that weights can be brought into. */
export type EncodingCodecName = (typeof encodingCodecs)[number]["name"];
/** One of the codecs there are: `name` tells which. */
export type AnyCodec = (typeof codecs)[number];

/** The codec of a GGUF type number, or undefined where we have none. */
export function codecOfGguf(type: number): AnyCodec | undefined {
  return codecs.find((codec) => codec.gguf === type);
}
