/**
 * The messages of a conversation, in the form of OpenAI's chat protocol: a history that came from there, or from a file of
 * such, is a prompt as it is.
 */
import { z } from "zod";
import { LanguageModelError } from "./error.ts";

export interface TextPart {
  readonly type: "text";
  readonly text: string;
}
export interface ImagePart {
  readonly type: "image_url";
  readonly image_url: { readonly url: string; readonly detail?: string };
}
export interface AudioPart {
  readonly type: "input_audio";
  readonly input_audio: { readonly data: string; readonly format: string };
}
export type ContentPart = TextPart | ImagePart | AudioPart;
export type Content = string | readonly ContentPart[];

/** A tool that a model may call. */
export interface Tool {
  readonly type: "function";
  readonly function: {
    readonly name: string;
    readonly description?: string;
    /** A JSON Schema of the arguments. */
    readonly parameters?: Readonly<Record<string, unknown>>;
  };
}

/** A call that a model asks for. Its arguments are as the model wrote them: JSON, unless it erred. */
export interface ToolCall {
  readonly id: string;
  readonly type: "function";
  readonly function: { readonly name: string; readonly arguments: string };
}

/** A call with its arguments read, as data sets and chat templates have it. */
export interface ReadToolCall {
  readonly id?: string;
  readonly type?: "function";
  readonly function: { readonly name: string; readonly arguments: Readonly<Record<string, unknown>> };
}

/** One turn. An assistant that calls tools may say nothing; each result is a turn of the role "tool". */
export type Message =
  | { readonly role: "system" | "developer" | "user"; readonly content: Content; readonly name?: string }
  | {
      readonly role: "assistant";
      readonly content?: Content | null;
      readonly tool_calls?: readonly (ToolCall | ReadToolCall)[] | null;
      /** What a reasoning model thought before it spoke. */
      readonly reasoning_content?: string | null;
      readonly name?: string;
    }
  | { readonly role: "tool"; readonly content: Content; readonly tool_call_id?: string; readonly name?: string };

const text = z.string({ error: "must be a text" });
const noPart = { error: "must be a part with its type, a text with its text" };
const part = z
  .looseObject({ type: z.string(noPart) }, noPart)
  .refine(({ type, text }) => type !== "text" || typeof text === "string", noPart);
const content = z.union([z.string(), z.array(part)], { error: "must be a text or a list of parts" });
const noCall = { error: "must hold a name and arguments" };
const written = z.union([z.string(), z.record(z.string(), z.unknown())], noCall);
const call = z.looseObject({ function: z.looseObject({ name: z.string(noCall), arguments: written }, noCall) }, noCall);
const calls = z.array(call).nullish();
const ROLES = "must be system, developer, user, assistant or tool";
const MessageForm = z.discriminatedUnion(
  "role",
  [
    z.looseObject({ role: z.enum(["system", "developer", "user"]), content }),
    z.looseObject({ role: z.literal("assistant"), content: content.nullish(), tool_calls: calls }),
    z.looseObject({ role: z.literal("tool"), content, tool_call_id: text.optional() }),
  ],
  { error: ({ code }) => (code === "invalid_union" ? ROLES : "must be an object with a role") },
);

/** Throws a LanguageModelError of kind "bad-request" where a conversation is empty, or a message none of the protocol. */
export function checkMessages(messages: readonly Message[]): void {
  if (messages.length === 0) throw new LanguageModelError("bad-request", "the conversation has no message");
  for (const [i, message] of messages.entries()) {
    const parsed = MessageForm.safeParse(message);
    if (parsed.success) continue;
    const { path, message: why } = parsed.error.issues[0]!;
    const field = path.length === 0 ? "" : ` ${path.join(".")}`;
    throw new LanguageModelError("bad-request", `message ${i + 1}:${field} ${why}`);
  }
}

/** What is said in a message, its parts a line each, as vLLM and llama.cpp join them; "" where nothing is. */
export function messageText({ content }: Message): string {
  if (typeof content === "string") return content;
  return (content ?? []).map((part) => (part.type === "text" ? part.text : "")).join("\n");
}

/**
 * A conversation as a chat template for text reads it: each content one text, the arguments of calls read where they are JSON.
 * Throws a LanguageModelError of kind "unsupported" where a part is no text.
 */
export function plainMessages(messages: readonly Message[], model: string): Message[] {
  return messages.map((message, i) => {
    checkParts(message, (j) => `${model} reads text alone: message ${i + 1}, part ${j + 1}`);
    const said = { ...message, content: messageText(message) };
    if (said.role !== "assistant" || said.tool_calls == null) return said;
    return { ...said, tool_calls: said.tool_calls.map(readCall) };
  });
}

/** A conversation as the protocol sends it: the arguments of calls written as JSON. */
export function wireMessages(messages: readonly Message[]): Message[] {
  return messages.map((message) => {
    if (message.role !== "assistant" || message.tool_calls == null) return message;
    return { ...message, tool_calls: message.tool_calls.map(writeCall) };
  });
}

function writeCall(call: ToolCall | ReadToolCall): ToolCall | ReadToolCall {
  const { name, arguments: read } = call.function;
  if (typeof read === "string") return call;
  return { id: "", type: "function", ...call, function: { name, arguments: JSON.stringify(read) } };
}

const NAMES: Readonly<Record<string, string>> = { image_url: "an image", input_audio: "audio" };

function checkParts({ content }: Message, where: (part: number) => string): void {
  if (typeof content === "string") return;
  for (const [j, { type }] of (content ?? []).entries()) {
    if (type === "text") continue;
    throw new LanguageModelError(
      "unsupported",
      `${where(j)} is ${NAMES[type] ?? `of the type ${JSON.stringify(type)}`}`,
    );
  }
}

function readCall(call: ToolCall | ReadToolCall): ToolCall | ReadToolCall {
  const { name, arguments: written } = call.function;
  if (typeof written !== "string") return call;
  const read = objectOf(written);
  return read === undefined ? call : { ...call, function: { name, arguments: read } };
}

const AnObject = z.record(z.string(), z.unknown());

/** The object that a JSON text holds; undefined where it is no JSON, or JSON of something else. */
function objectOf(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return AnObject.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
