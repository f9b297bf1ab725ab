/** What a tokenizer is made of. */

import type { AddedToken } from "./added-tokens.ts";
import type { ChatTemplates } from "./chat-templates.ts";
import type { Decoder } from "./decoders.ts";
import type { Model } from "./model.ts";
import type { Normalizer } from "./normalizer.ts";
import type { PostProcessor } from "./post-processors.ts";
import type { PreTokenizer } from "./pre-tokenizers.ts";
import type { TokenizerFiles } from "./tokenizer-json.ts";

/** The roles that ids may have in a checkpoint. */
export interface SpecialIds {
  /** Begins a text. */
  readonly bos?: number | undefined;
  /** Ends a text. */
  readonly eos?: number | undefined;
  /** Fills up short rows. */
  readonly pad?: number | undefined;
  /** Stands for what the vocabulary lacks. */
  readonly unk?: number | undefined;
}

export interface TokenizerParts {
  readonly model: Model;
  readonly decoder: Decoder;
  readonly normalizer?: Normalizer | undefined;
  readonly preTokenizer?: PreTokenizer | undefined;
  readonly postProcessor?: PostProcessor | undefined;
  readonly addedTokens?: readonly AddedToken[] | undefined;
  readonly special?: SpecialIds | undefined;
  /** Ids that end what a model writes, as each file of the checkpoint lists them; the first list that has any counts for a text. */
  readonly ends?: readonly (readonly number[])[] | undefined;
  readonly chatTemplates?: ChatTemplates | undefined;
  /** Special tokens in a text are ordinary text unless a caller asks for them. Default false. */
  readonly splitSpecialTokens?: boolean | undefined;
  readonly files?: TokenizerFiles | undefined;
}
