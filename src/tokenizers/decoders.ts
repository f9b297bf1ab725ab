/**
 * From tokens back to text. `open` starts one run: text comes out as soon as it is certain, so that decoding a whole
 * list and streaming it are the same thing.
 */

import { z } from "zod";
import { byteLevelDecoder } from "./byte-level.ts";

export interface DecoderRun {
  /** Text that the tokens so far make certain, and that no earlier call has given. */
  push(token: string): string;
  /** The rest; ends the run. */
  flush(): string;
}

export interface Decoder {
  open(): DecoderRun;
}

const ByteLevel = z.strictObject({
  type: z.literal("ByteLevel"),
  // Written by every tokenizer.json, meaningful for the pre-tokenizer alone.
  add_prefix_space: z.boolean().optional(),
  trim_offsets: z.boolean().optional(),
  use_regex: z.boolean().optional(),
});

export const DecoderConfig = z.discriminatedUnion("type", [ByteLevel]);

export function decoderOf(config: z.output<typeof DecoderConfig>): Decoder {
  switch (config.type) {
    case "ByteLevel":
      return byteLevelDecoder;
  }
}
