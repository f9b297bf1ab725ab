/**
 * What ends a turn, by the checkpoint's own chat template: the control token that it writes behind an answer is the one that the
 * model has learned to write there. Files often name another (of the base model, or of plain texts) and leave this one out.
 */
import type { Message } from "../lm/index.ts";
import { ChatTemplateError } from "./chat-template.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** A text that no template writes of its own accord. */
const ANSWER = "forty-two dovetails";
const CONVERSATION: readonly Message[] = [
  { role: "user", content: "How many?" },
  { role: "assistant", content: ANSWER },
];

/** The id that stands right behind an answer, where it is a control token; nothing where there is no template, or one that fails. */
export function endsByTemplate(tokenizer: Tokenizer): number[] {
  const [, ...behind] = written(tokenizer)?.split(ANSWER) ?? [];
  const [first] = tokenizer.encode(behind.at(-1)?.trimStart() ?? "", { addSpecialTokens: false });
  return first !== undefined && tokenizer.isSpecial(first) ? [first] : [];
}

function written(tokenizer: Tokenizer): string | undefined {
  try {
    return tokenizer.chatTemplate && tokenizer.applyChatTemplate(CONVERSATION, { now: new Date(0) });
  } catch (error) {
    if (error instanceof ChatTemplateError) return undefined;
    throw error;
  }
}
