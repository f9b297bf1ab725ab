/**
 * The messages of a conversation, in the form of OpenAI's chat protocol: a history that came from there, or from a file of
 * such, is a prompt as it is.
 */
import { z } from "zod";
import { emptyConversation, noMessage, type PlainMessage, plainMessage } from "./plain-messages.ts";
import type { SdkPart } from "./sdk-parts.ts";

/** A text, as OpenAI's protocol has it. */
export interface TextPart {
  /** What sort of part it is. */
  readonly type: "text";
  /** As it stands. */
  readonly text: string;
}
/** What an assistant said that would not answer: it stands in a conversation as any text does. */
export interface RefusalPart {
  /** What sort of part it is. */
  readonly type: "refusal";
  /** The text of it. */
  readonly refusal: string;
}
/** A picture, as OpenAI's protocol has it. A model of texts refuses it by name. */
export interface ImagePart {
  /** What sort of part it is. */
  readonly type: "image_url";
  /** The picture. */
  readonly image_url: {
    /** Where it is; `data:` holds it. */
    readonly url: string;
    /** How closely it is looked at: "auto", "low" or "high". */
    readonly detail?: string;
  };
}
/** A recording, as OpenAI's protocol has it. A model of texts refuses it by name. */
export interface AudioPart {
  /** What sort of part it is. */
  readonly type: "input_audio";
  /** The sound. */
  readonly input_audio: {
    /** Its bytes in base64. */
    readonly data: string;
    /** Of its file, such as "wav". */
    readonly format: string;
  };
}
/** Anything else that is no text. A model of texts refuses it by name. */
export interface FilePart {
  /** What sort of part it is. */
  readonly type: "file" | "image" | "video" | "audio";
  readonly [field: string]: unknown;
}
/** A part of a message, in the protocol's words or the AI SDK's. */
export type ContentPart = TextPart | RefusalPart | ImagePart | AudioPart | FilePart | SdkPart;
/** What a message says: a text, or parts in order. */
export type Content = string | readonly ContentPart[];

/** A tool that a model may call. */
export interface Tool {
  /** Functions are the only tools that the protocol has. */
  readonly type: "function";
  /** The function. */
  readonly function: {
    /** By which a model calls it. */
    readonly name: string;
    /** What it does, for the model to read. */
    readonly description?: string;
    /** A JSON Schema of the arguments. */
    readonly parameters?: Readonly<Record<string, unknown>>;
  };
}

/** A call that a model asks for. Its arguments are as the model wrote them: JSON, unless it erred. */
export interface ToolCall {
  /** By which a result names its call. */
  readonly id: string;
  /** Functions are the only tools that the protocol has. */
  readonly type: "function";
  /** What is called. */
  readonly function: {
    /** Of the tool. */
    readonly name: string;
    /** The JSON that the model wrote. */
    readonly arguments: string;
  };
}

/** A call with its arguments read, as data sets and chat templates have it. */
export interface ReadToolCall {
  /** By which a result names its call. */
  readonly id?: string;
  /** Functions are the only tools that the protocol has. */
  readonly type?: "function";
  /** What is called. */
  readonly function: {
    /** Of the tool. */
    readonly name: string;
    /** Values by the names of parameters. */
    readonly arguments: Readonly<Record<string, unknown>>;
  };
}

/** A key that may be missing; null and undefined say the same. */
type Maybe<T> = T | null | undefined;

/** One turn. An assistant that calls tools may say nothing; each result is a turn of the role "tool". */
export type Message =
  | {
      /** Who speaks. */
      readonly role: "system" | "developer" | "user";
      /** What is said. */
      readonly content: Content;
      /** Which of several speakers of one role, where a template or server asks. */
      readonly name?: Maybe<string>;
    }
  | {
      readonly role: "assistant";
      /** What was said; nothing where tools were called alone. */
      readonly content?: Maybe<Content>;
      /** What was called, each answered by a turn of the role "tool". */
      readonly tool_calls?: Maybe<readonly (ToolCall | ReadToolCall)[]>;
      /** What a reasoning model thought before it spoke, by one of the names in use. */
      readonly reasoning_content?: Maybe<string>;
      /** The same, as vLLM names it. */
      readonly reasoning?: Maybe<string>;
      /** The same, as some chat templates name it. */
      readonly thinking?: Maybe<string>;
      /** With which words it would not answer. */
      readonly refusal?: Maybe<string>;
      readonly name?: Maybe<string>;
    }
  | {
      readonly role: "tool";
      /** What the call has come to. */
      readonly content: Content;
      /** Which call. */
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
