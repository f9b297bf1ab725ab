/**
 * The messages of a conversation, in the form of OpenAI's chat protocol: a history that came from there, or from a file of
 * such, is a prompt as it is.
 */
import { z } from "zod";
import { emptyConversation, noMessage, type PlainMessage, plainMessage } from "./plain-messages.ts";
import type { SdkPart } from "./sdk-parts.ts";

export interface TextPart {
  readonly type: "text";
  readonly text: string;
}
/** What an assistant said that would not answer: it stands in a conversation as any text does. */
export interface RefusalPart {
  readonly type: "refusal";
  readonly refusal: string;
}
export interface ImagePart {
  readonly type: "image_url";
  readonly image_url: { readonly url: string; readonly detail?: string };
}
export interface AudioPart {
  readonly type: "input_audio";
  readonly input_audio: { readonly data: string; readonly format: string };
}
/** Anything else that is no text. A model of texts refuses it by name. */
export interface FilePart {
  readonly type: "file" | "image" | "video" | "audio";
  readonly [field: string]: unknown;
}
export type ContentPart = TextPart | RefusalPart | ImagePart | AudioPart | FilePart | SdkPart;
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

/** A key that may be missing; null and undefined say the same. */
type Maybe<T> = T | null | undefined;

/** One turn. An assistant that calls tools may say nothing; each result is a turn of the role "tool". */
export type Message =
  | { readonly role: "system" | "developer" | "user"; readonly content: Content; readonly name?: Maybe<string> }
  | {
      readonly role: "assistant";
      readonly content?: Maybe<Content>;
      readonly tool_calls?: Maybe<readonly (ToolCall | ReadToolCall)[]>;
      /** What a reasoning model thought before it spoke, by one of the names in use. */
      readonly reasoning_content?: Maybe<string>;
      readonly reasoning?: Maybe<string>;
      readonly thinking?: Maybe<string>;
      readonly refusal?: Maybe<string>;
      readonly name?: Maybe<string>;
    }
  | {
      readonly role: "tool";
      readonly content: Content;
      readonly tool_call_id?: Maybe<string>;
      readonly name?: Maybe<string>;
    };

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
  if (messages.length === 0) throw emptyConversation();
  for (const [i, message] of messages.entries()) {
    for (const plain of plainMessage(message, i)) checkForm(plain, i);
  }
}

function checkForm(message: PlainMessage, at: number): void {
  const parsed = MessageForm.safeParse(message);
  if (parsed.success) return;
  const { path, message: why } = parsed.error.issues[0]!;
  throw noMessage(at, `${path.length === 0 ? "" : `${path.join(".")} `}${why}`);
}

/** What is said in a message, its parts a line each, as vLLM and llama.cpp join them; "" where nothing is. */
export function messageText({ content }: Pick<Message, "content">): string {
  if (typeof content === "string") return content;
  return (content ?? []).map((part) => ("text" in part ? part.text : "")).join("\n");
}
