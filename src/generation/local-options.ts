import type { Intervention } from "../interventions/index.ts";
import type { Writes } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import type { GenerationDefaults } from "./constraints.ts";
import type { SentenceDefaults } from "./embed-texts.ts";
import type { PrefixCache } from "./prefix-cache.ts";

/** What a LocalLM is made of; `open` makes it of a name. */
export interface LocalOptions {
  /** What logs and errors call it. */
  name: string;
  /** Belongs to the LocalLM from now on: `close` frees its weights. */
  model: Writes;
  /** Of the vocabulary that the model was trained on. */
  tokenizer: Tokenizer;
  /** Longest sequence, prompt and answer together, in tokens. */
  context: number;
  /** A clock in milliseconds. */
  now?: () => number;
  /** Today, for chat templates that print the date. */
  today?: () => Date;
  /** The seed of an answer that was asked for without one. */
  drawSeed?: () => number;
  /** What rides on every answer, score and vector, the first outermost. */
  with?: readonly Intervention[];
  /** How answers are drawn where the caller does not say. */
  defaults?: GenerationDefaults;
  /** How texts become vectors where the caller does not say. */
  sentence?: SentenceDefaults | undefined;
  /** Lets the model take ways that agree with its formulas to some last places. */
  fast?: boolean;
  /** What answers leave for those that follow, for a model and riders that neither change nor watch each token. Belongs to the LocalLM. */
  prefixes?: PrefixCache | undefined;
  /** Throws where weights are no longer what they were; asked before each pass. */
  intact?: (() => void) | undefined;
}

export const checkLocal = optionsOf<LocalOptions>("LocalLM", {
  name: "text",
  model: "object",
  tokenizer: "object",
  context: "number",
  now: "function?",
  today: "function?",
  drawSeed: "function?",
  with: "list?",
  defaults: "object?",
  sentence: "object?",
  fast: "flag?",
  prefixes: "object?",
  intact: "function?",
});
