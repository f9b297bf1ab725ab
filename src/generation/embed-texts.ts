import { type EmbedOptions, LanguageModelError } from "../lm/index.ts";
import { type Interrupt, Interrupted, type Reads } from "../nn/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import { embedTokens } from "./embed-tokens.ts";

/** A model that reads texts. */
export interface Reader {
  readonly name: string;
  readonly model: Reads;
  readonly tokenizer: Tokenizer;
  /** Longest sequence, in tokens. */
  readonly context: number;
}

/** How a run is stopped, and how it lets others have a turn; `reason` says why it was stopped. */
export interface Running {
  readonly interrupt: Interrupt;
  readonly turn: () => Promise<unknown>;
  readonly reason: () => unknown;
}

/** The port's `embed`. Throws a LanguageModelError of kind "bad-request" where a text is empty or too long. */
export async function embedTexts(
  { name, model, tokenizer, context }: Reader,
  texts: readonly string[],
  { layer, pooling, normalize }: EmbedOptions,
  { interrupt, turn, reason }: Running,
): Promise<number[][][]> {
  const depth = model.blocks.length;
  if (layer !== undefined && !(Number.isInteger(layer) && layer >= 0 && layer <= depth)) {
    throw new LanguageModelError("bad-request", `embed: layer must be a whole number from 0 to ${depth}`);
  }
  const sequences = texts.map((text) => tokenizer.encode(text));
  for (const [i, { length }] of sequences.entries()) {
    const which = `text ${i + 1} of ${texts.length}`;
    if (length === 0) throw new LanguageModelError("bad-request", `embed: ${which} is empty`);
    if (length > context) {
      throw new LanguageModelError(
        "bad-request",
        `${which} has ${length} tokens, and ${name} reads at most ${context}`,
      );
    }
  }
  return embedTokens(model, sequences, { layer, pooling, normalize, interrupt, turn }).catch((error) => {
    throw error instanceof Interrupted ? reason() : error;
  });
}
