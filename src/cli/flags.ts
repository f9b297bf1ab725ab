/** A command's flags from a schema, which checks what was given, tells what each is for, and is the type of what comes out. */
import { type Command, Option } from "commander";
import { z } from "zod";
import { UsageError } from "./command-line.ts";

/** A whole number from `least` to `most`. */
export function whole(least: number, most = Number.MAX_SAFE_INTEGER): z.ZodNumber {
  const range = most === Number.MAX_SAFE_INTEGER ? `, at least ${least}` : ` from ${least} to ${most}`;
  const error = { error: `must be a whole number${range}` };
  return z.number(error).int(error).min(least, error).max(most, error);
}

/**
 * Adds a flag for each field: `topP` is `--top-p`, a boolean a switch, a list a flag that may come again. What stands in a help
 * page for the value is the field's `placeholder`; one that ends in dots takes all values that follow.
 */
export function addFlags(command: Command, schema: z.ZodObject, defaults: object = {}): Command {
  const given = new Map<string, unknown>(Object.entries(defaults));
  const missing = new Set(schema.safeParse(defaults).error?.issues.map(({ path }) => path[0]));
  for (const [key, field] of Object.entries(schema.shape)) {
    const option = new Option(
      isBoolean(field) ? flagOf(key) : `${flagOf(key)} <${placeholder(field)}>`,
      describe(field),
    );
    if (given.get(key) !== undefined) option.default(given.get(key));
    if (isNumber(field)) option.argParser(numberOf);
    if (isList(field)) option.argParser((text: string, before: string[] = []) => [...before, text]);
    command.addOption(option.makeOptionMandatory(missing.has(key)));
  }
  return command;
}

/** What was given of a schema's fields, checked. Throws a UsageError of one sentence that names the flag. */
export function readFlags<S extends z.ZodObject>(schema: S, values: object): z.output<S> {
  const own = Object.entries(values).filter(([key, value]) => key in schema.shape && value !== undefined);
  const parsed = schema.safeParse(Object.fromEntries(own));
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new UsageError(`${flagOf(String(path[0]))} ${message}`);
}

/** Reads the value of a single flag that is a number. */
export function numberFlag(flag: string, schema: z.ZodNumber): (text: string) => number {
  return (text) => {
    const parsed = schema.safeParse(numberOf(text));
    if (parsed.success) return parsed.data;
    throw new UsageError(`${flag} ${parsed.error.issues[0]!.message}`);
  };
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
  return field instanceof z.ZodType ? (field.description ?? "") : "";
}
function placeholder(field: unknown): string {
  const told = field instanceof z.ZodType ? field.meta()?.placeholder : undefined;
  return typeof told === "string" ? told : isNumber(field) ? "number" : "text";
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
  const wrappers = [z.ZodOptional, z.ZodExactOptional, z.ZodDefault, z.ZodReadonly];
  const wrapper = wrappers.find((kind) => field instanceof kind);
  return wrapper !== undefined && field instanceof wrapper ? bare(field.unwrap()) : field;
}
