/**
 * What a chat template is given of a conversation: plain data, reasoning under each name that templates read it by, and nothing that
 * the template would pass over without a word.
 */
import { type History, type PlainMessage, plainMessages } from "../lm/index.ts";

/** A conversation that a template cannot write; the message is a phrase that begins with where. */
export class ConversationError extends Error {}

const ROLES: readonly string[] = ["system", "developer", "user", "assistant", "tool"];
const REASONING = ["reasoning_content", "thinking", "reasoning"] as const;

/**
 * Messages as transformers 5.23 hands them to a template. A role that is none of the protocol's, and a part that is no text, are
 * taken where the template names them, as templates do that know a role "observation" or images.
 * @throws LanguageModelError or ConversationError where something is no message
 */
export function templateMessages(messages: History, source: string): PlainMessage[] {
  const isNamed = (word: string) => source.includes(`'${word}'`) || source.includes(`"${word}"`);
  return plainMessages(messages).map((message, i) => {
    const { role, content } = message;
    if (!ROLES.includes(role) && !isNamed(role)) {
      throw new ConversationError(
        `message ${i + 1}: role is ${JSON.stringify(role)}, and the chat template names none but ${ROLES.join(", ")}`,
      );
    }
    if (Array.isArray(content) && role !== "tool")
      for (const [j, part] of content.entries()) checkPart(part, [i, j], isNamed);
    return withReasoning(message);
  });
}

function checkPart(part: unknown, [i, j]: readonly [number, number], isNamed: (word: string) => boolean): void {
  const where = `message ${i + 1}, part ${j + 1}:`;
  const { type, text } = Object(part) as { readonly type?: unknown; readonly text?: unknown };
  if (typeof type !== "string") throw new ConversationError(`${where} must be an object with a type`);
  if (type === "text") {
    if (typeof text !== "string") throw new ConversationError(`${where} a text must have its text`);
  } else if (!isNamed(type)) {
    throw new ConversationError(`${where} the chat template reads none of the type ${JSON.stringify(type)}`);
  }
}

function withReasoning(message: PlainMessage): PlainMessage {
  const reasoning = REASONING.map((name) => message[name]).find((thought) => thought !== undefined);
  return reasoning === undefined ? message : { thinking: reasoning, ...message, reasoning_content: reasoning };
}
