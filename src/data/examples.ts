/** What a model is to answer: conversations, prompts with their completions, and plain texts, as files of JSON lines have them. */
import { z } from "zod";
import type { History, Tool } from "../lm/index.ts";
import { check } from "../sentences/index.ts";
import { DataError } from "./data-error.ts";
import { jsonObject } from "./jsonl.ts";
import { inputName, readLines } from "./lines.ts";

/** One example, in one of three forms; other fields stay with it and say nothing. */
export type Example = {
  /** Where it comes from: `pairs.jsonl: line 3`. Default: its number. */
  readonly id?: string;
} & (
  | {
      /** A conversation in OpenAI's form. What its assistant says is learned. */
      readonly messages: History;
      /** JSON Schemas of the tools that the assistant may call. */
      readonly tools?: readonly Tool[];
    }
  | {
      /** What is asked. */
      readonly prompt: string;
      /** What is answered: it is learned. */
      readonly completion: string;
    }
  | {
      /** Learned as it stands. */
      readonly text: string;
    }
);

/** Examples that come one by one. */
export type Examples = AsyncIterable<Example> | Iterable<Example>;

const said = (what: string) => z.string().refine((text) => text.trim() !== "", { error: `is empty, and is ${what}` });

const Prompted = z.looseObject({ prompt: said("what is asked"), completion: said("what is to be learned") });
const Plain = z.looseObject({ text: said("what is to be learned") });
const Part = z.looseObject({ type: z.string() });
const Turn = z.looseObject({ role: z.string(), content: z.union([z.string(), z.array(Part)]).nullish() });
const Told = z.looseObject({
  messages: z.array(Turn).superRefine((messages, { addIssue }) => {
    const answers = messages.flatMap((message, i) => (message.role === "assistant" ? [{ message, i }] : []));
    const silent = answers.find(({ message }) => saysNothing(message));
    if (answers.length === 0) addIssue("holds no answer: none of them is the assistant's");
    else if (silent !== undefined) addIssue(`holds no answer in its message ${silent.i + 1}, which is the assistant's`);
    else if (answers[0]!.i === 0) addIssue("begins with an answer, before which nothing is asked");
  }),
  tools: z.array(z.looseObject({})).optional(),
});

/** By the fields that tell each form. */
const FORMS = [
  [["messages"], Told],
  [["prompt", "completion"], Prompted],
  [["text"], Plain],
] as const;

function saysNothing({ content, tool_calls: calls }: Record<string, unknown>): boolean {
  if (Array.isArray(calls) && calls.length > 0) return false;
  if (typeof content === "string") return content.trim() === "";
  return !Array.isArray(content) || content.length === 0;
}

/**
 * Examples out of a file of JSON lines, an object a line; blank lines are passed over.
 * @throws DataError naming file and line where the file is empty or no text, a line is none of the forms, or it answers nothing
 */
export function* exampleLines(path: string): Generator<Example> {
  const file = inputName(path);
  let [line, found] = [0, 0];
  for (const text of readLines(path)) {
    line++;
    if (text.trim() === "") continue;
    const where = `line ${line}`;
    const value = jsonObject(path, where, text);
    found++;
    yield { ...exampleOf(value, (reason) => new DataError(file, where, reason)), id: `${file}: ${where}` };
  }
  if (found === 0) throw new DataError(file, "", "holds blank lines alone, and no example");
}

/** A value as an example. Throws what `wrong` makes of the reason why it is none. */
export function exampleOf(value: unknown, wrong: (reason: string) => Error): Example {
  const fields = Object.keys(Object(value));
  const form = FORMS.find(([names]) => names.some((name) => fields.includes(name)));
  if (form === undefined) {
    const has = fields.slice(0, 10).join(", ") || "none";
    throw wrong(`must have messages, or prompt and completion, or text; its fields: ${has}`);
  }
  const { data, fault } = check(form[1], value);
  if (fault === undefined) return data as Example;
  throw wrong(`${fault.path.join(".") || "it"}: ${fault.reason}`);
}
