/** Facts to edit: CounterFact's files, zsRE's and our own, read into one shape. */
import { z } from "zod";
import { check } from "../sentences/index.ts";
import { DataError } from "./data-error.ts";
import { inputName, readLines, readText } from "./lines.ts";

/** A text, and what is right behind it. */
export interface FactQuestion {
  /** The text. */
  readonly prompt: string;
  /** What is right behind it. */
  readonly answer: string;
}

/** What a model shall say of a subject, and what to ask it afterwards. */
export interface Fact {
  /** The file's own id, or the number of its line. */
  readonly id: string;
  /** A statement with `{}` in its subject's place: "The capital of {} is". */
  readonly prompt: string;
  /** Whom or what it is about. */
  readonly subject: string;
  /** What shall follow. */
  readonly target: string;
  /** What was right before, where that is known. */
  readonly original?: string | undefined;
  /** The same asked in other words, subject and all. */
  readonly paraphrases: readonly string[];
  /** What must stay as it is: texts of other subjects, with what is right there. */
  readonly neighbours: readonly FactQuestion[];
  /** What follows from the new fact, with what is right then: the other way round, a hop further, under another name. */
  readonly portability: readonly FactQuestion[];
}

const text = z.string().refine((words) => words.trim() !== "", { error: "must not be empty" });
const prompt = text.refine((words) => words.split("{}").length === 2, {
  error: "must have one {}, where the subject stands",
});
const questions = z.array(z.object({ prompt: text, answer: text })).default([]);

/** A line of our own files; other fields stay unread. */
const Own = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  prompt,
  subject: text,
  target: text,
  original: text.optional(),
  paraphrases: z.array(text).default([]),
  neighbours: questions,
  portability: questions,
});

/** A record of CounterFact (Meng et al. 2022, arXiv:2202.05262). */
const CounterFact = z.object({
  case_id: z.union([z.string(), z.number()]).optional(),
  requested_rewrite: z.object({
    prompt,
    subject: text,
    target_new: z.object({ str: text }),
    target_true: z.object({ str: text }),
  }),
  paraphrase_prompts: z.array(text).default([]),
  neighborhood_prompts: z.array(text).default([]),
});

/** A record of zsRE (Levy et al. 2017, arXiv:1706.04115) as editors have it since Mitchell et al. 2022. */
const ZsRE = z.object({
  subject: text,
  src: text,
  answers: z.array(text).min(1, { error: "must hold an answer" }),
  rephrase: text,
  loc: text,
  loc_ans: text,
});

/** A record in whichever of the three forms. Throws a DataError that names its place and field. */
function factOf(record: unknown, file: string, where: string, number: number): Fact {
  const read = <T extends z.ZodType>(schema: T): z.output<T> => {
    const { data, fault } = check(schema, record);
    if (fault === undefined) return data;
    const field = fault.path.map(String).join(".");
    throw new DataError(file, where, field === "" ? fault.reason : `${field}: ${fault.reason}`);
  };
  const fields = typeof record === "object" && record !== null ? record : {};
  if ("requested_rewrite" in fields) return ofCounterFact(read(CounterFact), number);
  if (!("src" in fields)) return ofOwn(read(Own), number, (reason) => new DataError(file, where, reason));
  const { subject, src } = read(ZsRE);
  if (src.split(subject).length === 2 && !src.includes("{}")) return ofZsRE(read(ZsRE), number);
  throw new DataError(file, where, `src: "${src}" must hold the subject "${subject}" once`);
}

function ofOwn({ id, ...fact }: z.output<typeof Own>, number: number, wrong: (reason: string) => Error): Fact {
  if (fact.subject.includes("{}")) throw wrong(`subject: "${fact.subject}" must not hold {}`);
  return { id: String(id ?? number), ...fact };
}

function ofCounterFact(record: z.output<typeof CounterFact>, number: number): Fact {
  const { prompt, subject, target_new, target_true } = record.requested_rewrite;
  return {
    id: String(record.case_id ?? number),
    prompt,
    subject,
    target: target_new.str,
    original: target_true.str,
    paraphrases: record.paraphrase_prompts,
    neighbours: record.neighborhood_prompts.map((prompt) => ({ prompt, answer: target_true.str })),
    portability: [],
  };
}

function ofZsRE({ subject, src, answers, rephrase, loc, loc_ans }: z.output<typeof ZsRE>, number: number): Fact {
  return {
    id: String(number),
    prompt: src.replace(subject, () => "{}"),
    subject,
    target: answers[0]!,
    paraphrases: [rephrase],
    neighbours: [{ prompt: `${loc}?`, answer: loc_ans }],
    portability: [],
  };
}

/**
 * The facts of a file: JSON lines, or one JSON array as CounterFact and zsRE have it. Throws a DataError of one sentence, with the place and
 * the field, where it is neither, holds no fact, or a record is none.
 */
export function readFacts(path: string): Fact[] {
  const file = inputName(path);
  const facts = /\.json(\.gz|\.zst)?$/.test(path) ? ofArray(path, file) : [...ofLines(path, file)];
  if (facts.length === 0) throw new DataError(file, "", "holds no fact");
  return facts;
}

function ofArray(path: string, file: string): Fact[] {
  const value = parsed(readText(path), file, "");
  if (!Array.isArray(value)) throw new DataError(file, "", "must be an array of facts");
  return value.map((record, i) => factOf(record, file, `entry ${i + 1}`, i + 1));
}

function* ofLines(path: string, file: string): Generator<Fact> {
  let line = 0;
  for (const text of readLines(path)) {
    line++;
    if (text.trim() !== "") yield factOf(parsed(text, file, `line ${line}`), file, `line ${line}`, line);
  }
}

function parsed(text: string, file: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DataError(file, where, `is not JSON: ${(error as Error).message}`, { cause: error });
  }
}
