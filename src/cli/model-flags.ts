/** Flags that several commands share, made from the schema that also checks them. */
import { type Command, Option } from "commander";
import { z } from "zod";
import { type GenerateOptions, GenerateSettings, type ScoreOptions } from "../lm/index.ts";
import type { OpenOptions } from "../open/index.ts";
import { UsageError } from "./command-line.ts";

export const DEFAULT_MODEL = "smollm2-135m-instruct";
export const MODEL_HELP = "name, owner/name of the Hugging Face hub, folder or file";

const OpenFlags = z.strictObject({
  dtype: z
    .enum(["float32", "bfloat16", "stored"], { error: "must be float32, bfloat16 or stored" })
    .optional()
    .describe("what the weights become: float32, bfloat16, or stored, as a GGUF file has them, the fastest"),
  threads: z
    .number({ error: "must be a number" })
    .int({ error: "must be a whole number" })
    .min(1, { error: "must be above 0" })
    .max(1024, { error: "must be at most 1024" })
    .optional()
    .describe("threads of one operator"),
});

type Values = Readonly<Record<string, unknown>>;

/** Adds the flags of how a model is opened; float32 unless a command has another default, for its values are exact. */
export function addOpenFlags(command: Command, defaults: Pick<OpenOptions, "dtype"> = { dtype: "float32" }): Command {
  return addFlags(command, OpenFlags, defaults);
}
export function readOpenFlags(values: Values): Pick<OpenOptions, "dtype" | "threads"> {
  return readFlags(OpenFlags, values);
}

/** Adds the flags of how an answer is written; `defaults` stand in place of the schema's own. */
export function addGenerateFlags(command: Command, defaults: Partial<GenerateSettings> = {}): Command {
  return addFlags(command, GenerateSettings, { ...GenerateSettings.parse({}), ...defaults });
}
export function readGenerateFlags(values: Values): Omit<GenerateOptions, "signal"> {
  return readFlags(GenerateSettings, values);
}

const ScoreFlags = z.strictObject({
  window: z
    .number({ error: "must be a number" })
    .optional()
    .describe("tokens read at once, for texts longer than the context (default: all)"),
  stride: z
    .number({ error: "must be a number" })
    .optional()
    .describe("by how much the window moves (default: the window)"),
});

/** Adds the flags of how a text is scored. */
export function addScoreFlags(command: Command): Command {
  return addFlags(command, ScoreFlags, {});
}
export function readScoreFlags(values: Values): Pick<ScoreOptions, "window" | "stride"> {
  return readFlags(ScoreFlags, values);
}

export function addFlags(command: Command, schema: z.ZodObject, defaults: Values): Command {
  for (const [key, field] of Object.entries(schema.shape)) {
    const flag = isBoolean(field) ? flagOf(key) : `${flagOf(key)} ${placeholder(field)}`;
    const option = new Option(flag, describe(field));
    if (defaults[key] !== undefined) option.default(defaults[key]);
    if (isNumber(field)) option.argParser(numberOf);
    if (isList(field)) option.argParser((text: string, before: string[] = []) => [...before, text]);
    command.addOption(option);
  }
  return command;
}

/** What was given of a schema's fields, checked. A field that was not given is absent, never undefined. */
export function readFlags(schema: z.ZodObject, values: Values): object {
  const own = Object.entries(values).filter(([key, value]) => key in schema.shape && value !== undefined);
  const parsed = schema.safeParse(Object.fromEntries(own));
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new UsageError(`${flagOf(String(path[0]))} ${message}`);
}

/** `topP` -> `--top-p` */
function flagOf(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** A number, or NaN, which every schema of a number refuses. */
function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

function describe(field: unknown): string {
  return (field as z.ZodType).description ?? "";
}
function placeholder(field: unknown): string {
  return isNumber(field) ? "<number>" : "<text>";
}
function isNumber(field: unknown): boolean {
  return bare(field) instanceof z.ZodNumber;
}
function isBoolean(field: unknown): boolean {
  return bare(field) instanceof z.ZodBoolean;
}
function isList(field: unknown): boolean {
  return bare(field) instanceof z.ZodArray;
}
/** A schema without what says that it may be left out. */
function bare(field: unknown): unknown {
  const wrapped = field instanceof z.ZodOptional || field instanceof z.ZodDefault || field instanceof z.ZodReadonly;
  return wrapped ? bare(field.unwrap()) : field;
}
