/**
 * A value beside the schema that it should fit. What does not is told in the words of this project, whatever schemas are made with:
 * the only place that knows the library's findings.
 */
import { z } from "zod";
import { didYouMean } from "../setup/nearest.mjs";
import { listed, shown } from "./shown.ts";

/** The first thing that does not fit. */
export interface Fault {
  /** The keys that lead to the field, outermost first; empty for the whole value. */
  readonly path: readonly PropertyKey[];
  /** A sentence without its subject, which is the field: what was found there, and what was expected. */
  readonly reason: string;
}

/** What a check found: the value as the schema gives it back, defaults filled in, or the first fault. */
export type Checked<T> =
  | {
      /** The value as the schema gives it back. */
      readonly data: T;
      readonly fault?: undefined;
    }
  | {
      readonly data?: undefined;
      /** The first thing that does not fit. */
      readonly fault: Fault;
    };

/** `value` as the schema gives it back, or what is wrong with it. */
export function check<T extends z.ZodType>(schema: T, value: unknown): Checked<z.output<T>> {
  const result = schema.safeParse(value, { reportInput: true, error: fields });
  if (result.success) return { data: result.data };
  const { issues } = result.error;
  const misspelt = issues.find(({ code }) => code === "unrecognized_keys"); // what is missing may stand there, misspelt
  return { fault: explain(misspelt ?? issues[0]!, [], value) };
}

/** What a caller asked for that cannot be, in one sentence. */
export class ArgumentError extends Error {
  override readonly name = "ArgumentError";
  /** The message is written for people: commands print it as it is. */
  readonly sentence = true;
}

/**
 * `value` as the schema gives it back. Throws an ArgumentError where it does not fit: whose it is (`of`, such as the name of the
 * function), the field, what was found and what was expected.
 */
export function checked<T extends z.ZodType>(schema: T, value: unknown, of = ""): z.output<T> {
  const { data, fault } = check(schema, value);
  if (fault === undefined) return data;
  const at = [of, fault.path.map(String).join(".")].filter((part) => part !== "").join(": ");
  throw new ArgumentError(at === "" ? fault.reason : `${at}: ${fault.reason}`);
}

/** What stands in place of the library's message on a key that an object does not know: those that it does. */
function fields(issue: z.core.$ZodRawIssue): string | undefined {
  const { code, inst } = issue;
  return code === "unrecognized_keys" && inst instanceof z.ZodObject ? Object.keys(inst.shape).join() : undefined;
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const step = (at: unknown, key: PropertyKey): unknown =>
  typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined;

function explain(issue: Issue, above: Path, root: unknown): Fault {
  const path = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys")
    return { path: [...path, issue.keys[0]!], reason: unknown(issue.keys[0]!, issue.message) };
  if (issue.code === "invalid_key") return { path, reason: "is no name that can stand here" };
  const found = path.reduce<unknown>(step, root);
  if (issue.code === "custom") return { path, reason: ruled(found, issue) };
  const inner = issue.code === "invalid_union" ? nearest(issue) : undefined;
  if (inner !== undefined) return explain(inner, path, root);
  if (found === undefined) return { path, reason: "is missing" };
  if (issue.code === "invalid_union" && issue.discriminator !== undefined) {
    return { path, reason: `${shown(found)} is not supported (known: ${optionsOf(issue).join(", ")})` };
  }
  return { path, reason: `is ${shown(found)}, and must be ${expected(issue)}` };
}

const unknown = (key: string, known: string) => `is not a field known here${didYouMean(key, known.split(","))}`;

/** What a schema of our own says must be, or was expected; what is there stands before it. */
function ruled(found: unknown, { message, input }: Issue): string {
  const must = message.replace(/^expected /, "must be ");
  if (!/^(must|needs) /.test(must)) return message;
  if (found !== undefined) return `is ${shown(found)}, and ${must}`;
  return input === undefined ? "is missing" : must; // a rule on several fields, of which this one is left to its default
}

/** Of the findings of a union's members the one that is deepest in the value: that member was meant. Nothing where all are at its top. */
function nearest({ errors }: z.core.$ZodIssueInvalidUnion): Issue | undefined {
  const first = errors.flatMap(([issue]) => (issue === undefined ? [] : [issue]));
  return first.toSorted((a, b) => b.path.length - a.path.length).find((issue) => issue.path.length > 0);
}

/** What a schema asks for, as the end of "it must be". */
function expected(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? `a ${issue.expected}`;
    case "invalid_value":
      return listed(issue.values.map((value) => shown(value)));
    case "too_small":
      return bound(issue.origin, issue.inclusive === false ? "above" : "at least", issue.minimum);
    case "too_big":
      return bound(issue.origin, issue.inclusive === false ? "below" : "at most", issue.maximum);
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    case "invalid_union":
      return unionOf(issue);
    case "invalid_format":
      return `of the form ${issue.pattern ?? issue.format}`;
    default:
      return "of another form";
  }
}

const TYPES: Readonly<Record<string, string>> = {
  number: "a number",
  nan: "a number",
  int: "a whole number",
  string: "a text",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
  map: "an object",
  null: "null",
  never: "left out",
  undefined: "left out",
};

const COUNTED: Readonly<Record<string, string>> = { array: "elements", set: "elements", string: "characters" };

function bound(origin: string, relation: string, limit: number | bigint): string {
  const counted = COUNTED[origin];
  if (counted === undefined) return `${origin === "int" ? "a whole number" : "a number"} ${relation} ${limit}`;
  return `${TYPES[origin] ?? "a list"} of ${relation} ${limit} ${counted}`;
}

/** What a union tells its members by. */
const optionsOf = (issue: z.core.$ZodIssueInvalidUnion): string[] =>
  "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];

function unionOf({ errors }: z.core.$ZodIssueInvalidUnion): string {
  const members = errors.flatMap(([first]) => (first === undefined ? [] : [expected(first)]));
  return members.length === 0 ? "of another form" : listed([...new Set(members)]);
}
