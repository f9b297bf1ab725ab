/**
 * A last message left open, for a model to go on with: transformers' `continue_final_message`. A word that nobody else says is put
 * behind the message, and the text ends before it, whatever the template writes after a turn.
 */
import type { PlainMessage } from "../lm/index.ts";
import { ConversationError } from "./template-messages.ts";

/** With a space behind, to see whether the template strips what is said. */
const WORD = "CONTINUE_FINAL_MESSAGE_TAG";

/** @throws ConversationError where the last message says nothing */
export function openLast(messages: readonly PlainMessage[]): PlainMessage[] {
  const last = messages.at(-1)!;
  const { content } = last;
  if (typeof content === "string") return [...messages.slice(0, -1), { ...last, content: `${content}${WORD} ` }];
  const at = Array.isArray(content) ? content.findLastIndex(({ type }) => type === "text") : -1;
  if (at < 0) throw new ConversationError("the last message has no text to go on with");
  const parts = (content as { readonly text?: string }[]).map((part, i) =>
    i === at ? { ...part, text: `${part.text}${WORD} ` } : part,
  );
  return [...messages.slice(0, -1), { ...last, content: parts }];
}

/**
 * How much of the text to keep, in UTF-16 units: up to the word, and without the space before it where the template strips.
 * @throws ConversationError where the template does not write the last message
 */
export function openEnd(text: string): number {
  const at = text.lastIndexOf(WORD);
  if (at < 0)
    throw new ConversationError(
      "the chat template does not write the last message as it is, so there is nothing to go on with",
    );
  return text.startsWith(`${WORD} `, at) ? at : text.slice(0, at).trimEnd().length;
}
