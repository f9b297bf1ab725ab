/**
 * A last message left open, for a model to go on with: transformers' `continue_final_message`. A word that nobody else says is put
 * behind the message, and the text ends before it, whatever the template writes after a turn.
 */
import type { PlainMessage } from "../lm/index.ts";
import { ConversationError } from "./template-messages.ts";

/** With a space behind, to see whether the template strips what is said. */
const WORD = "CONTINUE_FINAL_MESSAGE_TAG";
/** What Python's `rstrip` takes off. */
const isSpace = (unit: string) => /\p{White_Space}/v.test(unit) || (unit >= "\x1c" && unit <= "\x1f");

/** A conversation whose last message ends in the word, and what that message says itself. */
export interface Opened {
  readonly messages: readonly PlainMessage[];
  readonly said: string;
}

/** @throws ConversationError where the last message says nothing */
export function openLast(messages: readonly PlainMessage[]): Opened {
  const last = messages.at(-1)!;
  const { content } = last;
  const reopened = (content: unknown) => [...messages.slice(0, -1), { ...last, content }];
  if (typeof content === "string") return { messages: reopened(`${content}${WORD} `), said: content };
  const parts = (Array.isArray(content) ? content : []) as readonly { readonly type: string; readonly text?: string }[];
  const at = parts.findLastIndex(({ type }) => type === "text");
  if (at < 0) throw new ConversationError("the last message has no text to go on with");
  const said = parts[at]!.text ?? "";
  return { messages: reopened(parts.with(at, { ...parts[at]!, text: `${said}${WORD} ` })), said };
}

/**
 * How much of the text to keep, in UTF-16 units: up to the word, and without the space before it where the template strips.
 * @throws ConversationError where the template does not write what was said
 */
export function openEnd(text: string, said: string): number {
  const at = text.lastIndexOf(WORD);
  if (at < 0 || !text.includes(said.trim())) {
    throw new ConversationError(
      "the chat template does not write the last message as it is, so it cannot be continued",
    );
  }
  if (text.startsWith(`${WORD} `, at)) return at;
  let end = at;
  while (end > 0 && isSpace(text[end - 1]!)) end--;
  return end;
}
