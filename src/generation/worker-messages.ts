/** What passes between a thread and the worker that owns a model. Errors cross as plain data and are errors again behind. */
import {
  type Chunk,
  type EmbedOptions,
  type GenerateOptions,
  LanguageModelError,
  type LanguageModelErrorKind,
  type Prompt,
  type ScoreOptions,
} from "../lm/index.ts";

/** To the worker. `flag` holds one number, 1 once the work should end: the worker sees it in the middle of a pass. */
export type Request =
  | { kind: "generate"; id: number; prompt: Prompt; options: Omit<GenerateOptions, "signal">; flag: Int32Array }
  | { kind: "score"; id: number; text: string; options: Omit<ScoreOptions, "signal">; flag: Int32Array }
  | {
      kind: "scoreAnswers";
      id: number;
      prompt: Prompt;
      answers: readonly string[];
      flag: Int32Array;
    }
  | { kind: "embed"; id: number; texts: readonly string[]; options: EmbedOptions }
  | { kind: "abort"; id: number }
  | { kind: "close"; id: number };

/** From the worker. `ready` and `failed` end its start, `done` and `error` the request of that id. */
export type Reply =
  | { kind: "progress"; value: unknown }
  | { kind: "ready"; name: string }
  | { kind: "failed"; error: CarriedError }
  | { kind: "chunk"; id: number; chunk: Chunk }
  | { kind: "done"; id: number; value: unknown }
  | { kind: "error"; id: number; error: CarriedError };

/** What a worker is started with: the module whose default export makes the model, and what it is given. */
export interface Start {
  readonly factory: string;
  readonly options: unknown;
}

export interface CarriedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Its own plain fields, such as `kind`. */
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

export function carry(error: unknown): CarriedError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), stack: undefined, fields: {} };
  const plain = Object.entries(error).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value));
  return { name: error.name, message: error.message, stack: error.stack, fields: Object.fromEntries(plain) };
}

/** The error again: a LanguageModelError as such, any other as an Error of the same name and fields. */
export function revive({ name, message, stack, fields }: CarriedError): Error {
  const error =
    name === "LanguageModelError"
      ? new LanguageModelError(fields.kind as LanguageModelErrorKind, message)
      : Object.assign(new Error(message), { name, ...fields });
  if (stack !== undefined) error.stack = stack;
  return error;
}
