/** What an editor is asked for, as tokens: where in a text its subject ends, and which tokens shall follow. */
import type { Tokenizer } from "../tokenizers/index.ts";
import { EditError } from "./edit-error.ts";

/** What a model shall say of a subject. */
export interface Rewrite {
  /** A text with one `{}`, where the subject stands: "The capital of {} is". */
  readonly prompt: string;
  /** Who or what it is about: "France". */
  readonly subject: string;
  /** What shall follow: "Rome". */
  readonly target: string;
}

/** A text up to the token that it is asked for, and which of its tokens a change acts at. */
export interface Prompt {
  /** Its tokens. */
  readonly ids: readonly number[];
  /** Index of the subject's last token. */
  readonly at: number;
}

/** The prompt as a text. Throws an EditError where no one place stands for the subject, or something is empty. */
export function statementOf({ prompt, subject, target }: Rewrite): string {
  const places = prompt.split("{}").length - 1;
  if (places !== 1)
    throw new EditError(`the prompt "${prompt}" has ${places} places for the subject, and must have one: {}`);
  if (subject.trim() === "") throw new EditError(`the subject of "${prompt}" is empty`);
  if (target.trim() === "") throw new EditError(`the target of "${prompt.replace("{}", () => subject)}" is empty`);
  return prompt.replace("{}", () => subject);
}

/** Tokens of an answer as it stands behind a prompt: a space, and the words. */
export function answerIds(tokenizer: Tokenizer, answer: string): number[] {
  return tokenizer.encode(` ${answer.trim()}`, { addSpecialTokens: false });
}

/**
 * The tokens of `before` + the prompt, and the subject's last among them: found by its place in the whole text, for words are other
 * tokens where they stand alone. Throws an EditError where no token belongs to the subject.
 */
export function located(tokenizer: Tokenizer, rewrite: Rewrite, before = ""): Prompt {
  const text = before + statementOf(rewrite);
  const start = before.length + rewrite.prompt.indexOf("{}");
  const { ids, from, to } = tokenizer.locate(text, [start, start + rewrite.subject.trimEnd().length]);
  if (to === from) throw new EditError(`no token of "${text}" belongs to its subject "${rewrite.subject}"`);
  return { ids, at: to - 1 };
}

/**
 * Throws an EditError where the subject ends in the text's first token: there the keys of all words are large and nearly the same
 * (Yang et al. 2024, arXiv:2402.09656), so that a change of one changes all.
 */
export function refuseFirst(method: string, rewrite: Rewrite, { at }: Prompt): void {
  if (at > 0) return;
  const { subject } = rewrite;
  throw new EditError(
    `${method} cannot edit "${statementOf(rewrite)}": "${subject}" is the text's first token, whose key is nearly that of any other word; put words in front of it`,
  );
}
