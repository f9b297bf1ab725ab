/** Block formats of quantized weights: one codec each, and the list that readers of files look them up in. */
import { bf16, f16, f32 } from "./floats.ts";
import { q4_0 } from "./q4-0.ts";
import { q4_1 } from "./q4-1.ts";
import { q8_0 } from "./q8-0.ts";

export { type Codec, dequantize, quantize } from "./codec.ts";
export { bf16, f16, f32, q4_0, q4_1, q8_0 };

export const codecs = [f32, f16, bf16, q4_0, q4_1, q8_0] as const;

export type CodecName = (typeof codecs)[number]["name"];
/** One of the codecs there are: `name` tells which. */
export type AnyCodec = (typeof codecs)[number];

/** The codec of a GGUF type number, or undefined where we have none. */
export function codecOfGguf(type: number): AnyCodec | undefined {
  return codecs.find((codec) => codec.ggufType === type);
}
