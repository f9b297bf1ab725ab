import type { RunSettings } from "../interventions/index.ts";
import { type EmbedOptions, LanguageModelError, type Pooling } from "../lm/index.ts";
import { Interrupted, type Reads } from "../nn/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import { embedTokens } from "./embed-tokens.ts";
import type { LongRun } from "./score-tokens.ts";

/** A model that reads texts, and what rides on all of them. */
export interface Reader extends Pick<RunSettings, "with" | "fast"> {
  readonly name: string;
  readonly model: Reads;
  readonly tokenizer: Tokenizer;
  /** Longest sequence, in tokens. */
  readonly context: number;
  /** How a sentence encoder makes one vector of a text, where the caller does not say. */
  readonly sentence?: SentenceDefaults | undefined;
}

/** What the files of a sentence encoder say of its vectors, which sentence-transformers wrote. */
export interface SentenceDefaults {
  /** Of several, the vectors stand one behind the other; undefined where what makes a vector is none of our poolings. */
  readonly pooling: readonly Exclude<Pooling, "none">[] | undefined;
  /** Whether each vector is scaled to length 1. */
  readonly normalize: boolean;
  /** Longest text, in tokens. */
  readonly maxLength?: number | undefined;
  /** Whether texts are lower-cased before they are read. */
  readonly lowerCase: boolean;
  /** What stands in front of every text, "" for nothing. */
  readonly prompt: string;
  /** Whether the prompt's tokens are pooled too. */
  readonly includePrompt: boolean;
  /** What its vectors need and is not done here, "" for nothing. */
  readonly unsupported: string;
}

/** A model of whose vectors no file says anything. */
const SILENT: SentenceDefaults = {
  ...{ pooling: undefined, normalize: false, lowerCase: false, prompt: "", includePrompt: true, unsupported: "" },
};

/** `reason` says why a run was stopped. */
export interface Running extends LongRun {
  readonly reason: () => unknown;
}

/** The port's `embed`. Throws a LanguageModelError of kind "bad-request" where a text is empty, or too long and not to be cut. */
export async function embedTexts(
  { name, model, tokenizer, context: longest, with: interventions, fast, sentence = SILENT }: Reader,
  texts: readonly string[],
  { layer, pooling = undefined, normalize = sentence.normalize, truncate = true }: EmbedOptions,
  { reason, ...running }: Running,
): Promise<number[][][]> {
  const depth = model.blocks.length;
  if (layer !== undefined && !(Number.isInteger(layer) && layer >= 0 && layer <= depth)) {
    throw new LanguageModelError("bad-request", `embed: layer must be a whole number from 0 to ${depth}`);
  }
  const own = pooling === undefined; // the vector that the model's makers mean
  if (own && sentence.unsupported !== "") {
    const instead = "name a pooling for another vector of it";
    throw new LanguageModelError(
      "unsupported",
      `embed: ${name} needs ${sentence.unsupported}, which is not supported: ${instead}`,
    );
  }
  const context = Math.min(longest, sentence.maxLength ?? longest);
  const prompt = own ? sentence.prompt : "";
  const read = (text: string) => (sentence.lowerCase ? text.toLowerCase() : text);
  const sequences = texts.map((text) => tokenizer.encode(read(prompt + text)));
  for (const [i, { length }] of sequences.entries()) {
    const which = `text ${i + 1} of ${texts.length}`;
    if (length === 0) throw new LanguageModelError("bad-request", `embed: ${which} is empty`);
    if (length <= context) continue;
    const tooLong = `${which} has ${length} tokens, and ${name} reads at most ${context}`;
    if (!truncate) throw new LanguageModelError("bad-request", tooLong);
    process.emitWarning(`${tooLong}: what stands behind those is not in its vector`, "TruncationWarning");
    sequences[i] = tokenizer.encode(texts[i]!, { maxLength: context });
  }
  const unpooled = prompt === "" || sentence.includePrompt ? 0 : lengthOf(prompt, tokenizer);
  const asked = { layer, pooling: pooling ?? sentence.pooling, normalize, unpooled };
  return embedTokens(model, sequences, { ...asked, with: interventions, fast, ...running }).catch((error) => {
    throw error instanceof Interrupted ? reason() : error;
  });
}

/** Tokens of a prompt, without the one that ends a text. */
function lengthOf(prompt: string, tokenizer: Tokenizer): number {
  const ids = tokenizer.encode(prompt);
  return tokenizer.isSpecial(ids.at(-1) ?? -1) ? ids.length - 1 : ids.length;
}
