/** What is asked of a tokenizer, and what it gives. */
import { optionsOf } from "../sentences/index.ts";
import type { Range } from "./ranges.ts";

/** How a text becomes ids. */
export interface EncodeOptions {
  /** Add the tokens that the checkpoint wants around every text, such as its BOS. Default true. */
  readonly addSpecialTokens?: boolean;
  /** Text such as "<|im_start|>" becomes the token it names; false makes it ordinary text. Default true, unless the files say otherwise. */
  readonly parseSpecialTokens?: boolean;
  /** Ranges of UTF-16 units, in order and apart, in which text names no token at all: what somebody else than the template said. */
  readonly literal?: readonly Range[];
  /** The most tokens, special ones included: what is too long is cut at its end, of two texts the longer one first. */
  readonly maxLength?: number;
}

/** How ids become text. */
export interface DecodeOptions {
  /** Leave special tokens out of the text. Default false. */
  readonly skipSpecialTokens?: boolean;
}

export const checkEncode = optionsOf<EncodeOptions>("encode", {
  addSpecialTokens: "flag?",
  parseSpecialTokens: "flag?",
  literal: "list?",
  maxLength: "number?",
});
export const checkDecode = optionsOf<DecodeOptions>("decode", { skipSpecialTokens: "flag?" });

/** What became of a text. */
export interface Encoding {
  /** In order, special tokens included. */
  ids: number[];
  /** One range of UTF-16 units a token; see `encodeWithOffsets`. */
  offsets?: [start: number, end: number][];
}

/** Tokens of a part of a text. */
export interface Located {
  /** Index of the first. */
  readonly from: number;
  /** Index behind the last. */
  readonly to: number;
}

/** Ids in, text out, for a model that answers token by token. */
export interface StreamDecoder {
  /** The text that this id completes: never half a character, often "". */
  push(id: number): string;
  /** What is left, a broken character as U+FFFD; the decoder is then spent. */
  flush(): string;
}
