import type { RunSettings } from "../interventions/index.ts";
import { type EmbedOptions, LanguageModelError } from "../lm/index.ts";
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
}

/** `reason` says why a run was stopped. */
export interface Running extends LongRun {
  readonly reason: () => unknown;
}

/** The port's `embed`. Throws a LanguageModelError of kind "bad-request" where a text is empty, or too long and not to be cut. */
export async function embedTexts(
  { name, model, tokenizer, context, with: interventions, fast }: Reader,
  texts: readonly string[],
  { layer, pooling, normalize, truncate = true }: EmbedOptions,
  { reason, ...running }: Running,
): Promise<number[][][]> {
  const depth = model.blocks.length;
  if (layer !== undefined && !(Number.isInteger(layer) && layer >= 0 && layer <= depth)) {
    throw new LanguageModelError("bad-request", `embed: layer must be a whole number from 0 to ${depth}`);
  }
  const sequences = texts.map((text) => tokenizer.encode(text));
  for (const [i, { length }] of sequences.entries()) {
    const which = `text ${i + 1} of ${texts.length}`;
    if (length === 0) throw new LanguageModelError("bad-request", `embed: ${which} is empty`);
    if (length <= context) continue;
    const tooLong = `${which} has ${length} tokens, and ${name} reads at most ${context}`;
    if (!truncate) throw new LanguageModelError("bad-request", tooLong);
    process.emitWarning(`${tooLong}: what stands behind those is not in its vector`, "TruncationWarning");
    sequences[i] = tokenizer.encode(texts[i]!, { maxLength: context });
  }
  return embedTokens(model, sequences, { layer, pooling, normalize, with: interventions, fast, ...running }).catch(
    (error) => {
      throw error instanceof Interrupted ? reason() : error;
    },
  );
}
