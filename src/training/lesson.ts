/** The examples of a tuning, read, checked and written as rows for one model, in two parts. */
import { createHash } from "node:crypto";
import { type Example, exampleOf, type TargetedRow } from "../data/index.ts";
import { oneLine } from "../sentences/index.ts";
import type { Answers, Question } from "./answers.ts";
import { refusal } from "./origin.ts";
import { type CorpusOptions, RecipeError } from "./recipe.ts";
import type { Survey } from "./source.ts";
import type { Tuning } from "./tuning.ts";

/** Held-out examples are as many at most: more make a measurement slow and hardly surer. */
const MOST_HELD_OUT = 64;
/** Questions that are answered before and after. */
const ASKED = 3;

/** What a tuning learns from, as a folder keeps it. */
export interface Lesson {
  readonly examples: number;
  readonly train: readonly TargetedRow[];
  readonly heldOut: readonly TargetedRow[];
  readonly questions: readonly Question[];
}

/** All examples, checked. Throws an error of one sentence that names the first that is none. */
export async function examplesOf(
  tuning: Tuning,
  { data, signal }: CorpusOptions & { readonly signal?: AbortSignal | undefined },
): Promise<Example[]> {
  let asked = false;
  const where: CorpusOptions = {
    get data() {
      asked = true;
      return data;
    },
  };
  const found: Example[] = [];
  for await (const example of tuning.examples(where)) {
    signal?.throwIfAborted();
    const id = example?.id ?? `the recipe "${tuning.name}": example ${found.length + 1}`;
    found.push({ ...exampleOf(example, (reason) => new RecipeError(`${id}: ${reason}`)), id });
  }
  if (data !== undefined && !asked)
    throw refusal(tuning, "examples", `finds its examples by itself, and takes no "${data}" of --data`);
  if (found.length === 0) throw refusal(tuning, "examples", "gave none");
  return found;
}

export function surveyOf(examples: readonly Example[]): Survey {
  const text = examples.map(({ id: _, ...said }) => `${JSON.stringify(said)}\n`).join("");
  return {
    documents: examples.length,
    bytes: Buffer.byteLength(text),
    sha256: createHash("sha256").update(text).digest("hex"),
  };
}

/** Rows in two parts, of which one is held out, and the questions that are asked before and after: held-out ones first. */
export function lessonOf(tuning: Tuning, examples: readonly Example[], answers: Answers): Lesson {
  const all = examples.map((example) => ({ example, rows: rowsOf(example, answers) }));
  const count = Math.min(MOST_HELD_OUT, Math.floor(tuning.heldOut * all.length + 1e-9));
  const share = (i: number) => Math.floor((i * count) / all.length);
  const isHeldOut = (i: number) => share(i + 1) > share(i);
  const heldOut = all.filter((_, i) => isHeldOut(i));
  const unseen = new Set(heldOut.flatMap(({ rows }) => rows.map(({ ids }) => ids.join())));
  const train = all.filter(({ rows }, i) => !isHeldOut(i) && !rows.some(({ ids }) => unseen.has(ids.join())));
  if (train.length === 0) throw refusal(tuning, "examples", "all are the same as one that is held out");
  return {
    examples: all.length,
    train: train.flatMap(({ rows }) => rows),
    heldOut: heldOut.flatMap(({ rows }) => rows),
    questions: [...heldOut, ...train].slice(0, ASKED).map(({ example }) => answers.question(example)),
  };
}

function rowsOf(example: Example, answers: Answers): TargetedRow[] {
  try {
    return answers.rows(example);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new RecipeError(`${example.id}: ${oneLine(error.message)}`, { cause: error });
  }
}
