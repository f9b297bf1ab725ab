import { ArgumentError, shown } from "../sentences/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";

/** A text as tokens, and what each stands for. */
export interface Tokenized {
  /** Their ids, in order. */
  readonly ids: readonly number[];
  /** The text of each; one behind the other they are the whole text, and what a tokenizer adds goes by its name. */
  readonly tokens: readonly string[];
}

/** A text as tokens. Throws an ArgumentError where there are none. */
export function tokenized(tokenizer: Tokenizer, prompt: string): Tokenized {
  const { ids, offsets } = tokenizer.encodeWithOffsets(prompt);
  if (prompt === "" || ids.length === 0) throw new ArgumentError("the prompt is empty, and must be a text");
  let told = 0;
  const tokens = ids.map((id, i) => {
    const [start, end] = offsets[i]!;
    if (start === end) return tokenizer.idToToken(id) ?? "";
    const text = prompt.slice(told, Math.max(told, end)); // with spaces that the offsets leave out
    told = Math.max(told, end);
    return text;
  });
  return { ids, tokens };
}

/**
 * A text as tokens, and which of them are a subject's, `[from, to)`: those that share a character with its first occurrence in the
 * text. The whole text decides, since a part of it may be cut otherwise by itself. Throws an ArgumentError where there is no such part.
 */
export function locate(
  tokenizer: Tokenizer,
  prompt: string,
  subject: string,
): Tokenized & { readonly subject: readonly [from: number, to: number] } {
  const { ids, tokens } = tokenized(tokenizer, prompt);
  const start = prompt.indexOf(subject);
  if (subject.trim() === "")
    throw new ArgumentError(`the subject is ${shown(subject)}, and must be a part of the prompt`);
  if (start < 0) throw new ArgumentError(`the subject ${shown(subject)} does not stand in the prompt ${shown(prompt)}`);
  const { from, to } = tokenizer.locate(prompt, [start, start + subject.length]);
  if (from === to) throw new ArgumentError(`no token of the prompt stands for the subject ${shown(subject)}`);
  return { ids, tokens, subject: [from, to] };
}
