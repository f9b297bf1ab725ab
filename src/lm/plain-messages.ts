/**
 * Conversations as plain data, before a chat template or a server reads them. Programs write `tool_calls: undefined`, OpenAI's
 * API sends `content: null`, and the AI SDK has parts of its own: all mean what a missing key, or the protocol, says.
 */
import { LanguageModelError } from "./error.ts";
import type { Message } from "./message.ts";
import { inProtocol, isFields } from "./sdk-parts.ts";

/** A message without keys that say nothing. */
export interface PlainMessage {
  /** Who speaks. */
  readonly role: string;
  readonly [key: string]: unknown;
}

/** A conversation, in the protocol's types or as a file had it. */
export type History = readonly (Message | PlainMessage)[];

/**
 * Messages as plain data, in the protocol's form. Undefined keys are dropped at every depth, null ones of the messages' own alone:
 * null inside arguments and results of tools is a value (transformers' `apply_chat_template` does the same). Parts that are texts
 * by another name become texts. Throws a LanguageModelError of kind "bad-request" where there is no message, or something is none.
 */
export function plainMessages(messages: History): PlainMessage[] {
  if (!Array.isArray(messages))
    throw new LanguageModelError("bad-request", "a conversation must be a list of messages");
  if (messages.length === 0) throw emptyConversation();
  return messages.flatMap(plainMessage);
}

/** One message, the one at `index` of its conversation; results of tools in one message of the AI SDK are several. */
export function plainMessage(message: unknown, index: number): PlainMessage[] {
  const plain = plainData(message);
  if (!isFields(plain)) throw noMessage(index, "must be an object with a role");
  return inProtocol(plain).map((fields) => {
    const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
    const { role, content } = said;
    if (typeof role !== "string") throw noMessage(index, "must be an object with a role");
    return { ...said, role, ...(Array.isArray(content) && { content: content.map(asText) }) };
  });
}

/** Other names of a text: what OpenAI's assistants refuse with, and the parts of its Responses API. */
function asText(part: unknown): unknown {
  if (!isFields(part)) return part;
  if (part.type === "refusal") return { type: "text", text: part.refusal };
  return part.type === "input_text" || part.type === "output_text" ? { ...part, type: "text" } : part;
}

/** Deeper than this nothing is data: something holds itself. */
const DEEPEST = 500;

/**
 * A value as JSON would carry it, but for whole numbers of any size: undefined keys and functions are gone, in lists null stands
 * for them. Bytes, which no template reads, are a word. Throws a LanguageModelError of kind "bad-request" where it has no end.
 */
export function plainData(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST)
    throw new LanguageModelError("bad-request", `a conversation is nested over ${DEEPEST} levels deep`);
  if (typeof value !== "object" || value === null) return isNothing(value) ? null : value;
  if (Array.isArray(value)) return value.map((item) => plainData(item, depth + 1));
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `<${value.constructor.name}>`;
  if ("toJSON" in value && typeof value.toJSON === "function") return plainData(value.toJSON(), depth + 1);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(
    entries.filter(([, item]) => !isNothing(item)).map(([key, item]) => [key, plainData(item, depth + 1)]),
  );
}

const isNothing = (value: unknown) => value === undefined || typeof value === "function" || typeof value === "symbol";

export const emptyConversation = (): LanguageModelError =>
  new LanguageModelError("bad-request", "the conversation has no message");

export const noMessage = (index: number, why: string): LanguageModelError =>
  new LanguageModelError("bad-request", `message ${index + 1}: ${why}`);
