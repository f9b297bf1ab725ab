/** A tuning as work: examples in rows, steps of a LoRA beside a frozen model, answers before and after. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { load, saveIntervention, writeAtomically } from "../checkpoints/index.ts";
import { type PackedBatch, packedRows, rowBatches, type TargetedRow } from "../data/index.ts";
import { LocalLM } from "../generation/index.ts";
import type { ModelConfig } from "../models/index.ts";
import { recalls, recompute, type Writes, writes } from "../nn/index.ts";
import { adamW } from "../optim/index.ts";
import { lora } from "../peft/index.ts";
import { makeFolder } from "../sentences/index.ts";
import { infer, seed } from "../tensor/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import { Answers, type Question } from "./answers.ts";
import { examplesOf, type Lesson, lessonOf, surveyOf } from "./lesson.ts";
import { causalLM, type Objective } from "./objective.ts";
import { refusal } from "./origin.ts";
import { logging, stopping } from "./recipe-callbacks.ts";
import { ALONE, scheduleOf } from "./recipe-parts.ts";
import type { RecipeRunOptions } from "./run-options.ts";
import { settingsOf } from "./run-record.ts";
import { train } from "./train.ts";
import { stepsOf, type Tuning } from "./tuning.ts";
import { tuningReport } from "./tuning-report.ts";
import type { OpenWork, Teller, Work } from "./work.ts";

/** How answers before and after are written. */
const ANSWER = { maxTokens: 64, temperature: 0 };

interface Base {
  readonly model: Writes;
  readonly config: ModelConfig;
  readonly tokenizer: Tokenizer;
  readonly context: number;
}

/** A tuning as work. Throws an error of one sentence where there is no such model, or it cannot be tuned as is asked. */
export async function tuningWork(tuning: Tuning, options: RecipeRunOptions): Promise<Work> {
  const base = await baseOf(tuning);
  const length = lengthOf(tuning, base);
  const { rows } = tuning.batch;
  const { worldSize } = options.group ?? ALONE;
  if (rows % worldSize !== 0)
    throw refusal(tuning, "batch.rows", `${worldSize} processes cannot share ${rows} rows equally`);
  changeOf(tuning, base.model); // a pattern that meets no map is known before anything is made
  let lesson: Lesson | undefined;
  return {
    async survey() {
      const examples = await examplesOf(tuning, options);
      const answers = new Answers({ name: tuning.from, tokenizer: base.tokenizer, length });
      lesson = lessonOf(tuning, examples, answers);
      return surveyOf(examples);
    },
    async prepare(folder) {
      const path = lessonIn(folder);
      if (existsSync(path)) return; // rendered anew, a template that prints the date would write other rows
      makeFolder(dirname(path));
      writeAtomically(path, (write) => write(Buffer.from(`${JSON.stringify(lesson)}\n`)));
    },
    open: (folder) => open(tuning, options, base, JSON.parse(readFileSync(lessonIn(folder), "utf8")) as Lesson),
  };
}

const lessonIn = (folder: string) => join(folder, "data", "rows.json");

async function baseOf(tuning: Tuning): Promise<Base> {
  const { model, config, tokenizer, facts } = await load(tuning.from);
  if (!writes(model) || recalls(model)) throw refusal(tuning, "from", "the model does not write from left to right");
  return { model, config, tokenizer, context: facts.context ?? Number.POSITIVE_INFINITY };
}

function lengthOf(tuning: Tuning, { context }: Base): number {
  const { length = Math.min(512, context) } = tuning.batch;
  if (length <= context) return length;
  throw refusal(tuning, "batch.length", `the model reads ${context} tokens, and examples may have ${length}`);
}

function changeOf({ lora: config, seed: draw }: Tuning, model: Writes) {
  seed(draw);
  return lora(model, config);
}

function open(
  tuning: Tuning,
  options: RecipeRunOptions,
  { model, config, tokenizer, context }: Base,
  lesson: Lesson,
): OpenWork {
  const { batch, clip, precision } = tuning;
  const change = changeOf(tuning, model);
  const lm = causalLM(model, { with: [change, ...(tuning.recompute ? [recompute()] : [])] });
  const steps = stepsOf(tuning, lesson.train.length);
  let read = 0;
  const tokens = () => {
    const since = read;
    read = 0;
    return since;
  };
  const objective: Objective<PackedBatch> = (rows) => {
    read += rows.targets.size;
    return lm(rows);
  };
  const parts = {
    learns: { lora: change },
    objective,
    batches: rowBatches(lesson.train, { ...(options.group ?? ALONE), batch: batch.rows, seed: tuning.seed }),
    optimizer: adamW(change.state, tuning.optimizer),
    accumulate: batch.accumulate,
    schedule: scheduleOf(tuning, steps),
    steps,
    clip,
    precision,
  };
  const measure = () => heldOutLoss(lm, lesson.heldOut, batch.rows);
  const writer = new LocalLM({ name: "the model in training", model, tokenizer, context, with: [change] });
  const ask = (teller: Teller, step: number) => answer(writer, lesson.questions, step, teller, options.signal);
  let taken = 0;
  return {
    learned: [...change.state],
    steps,
    stopping: stopping("loss", tuning),
    async before(teller) {
      if (lesson.heldOut.length > 0) await teller.add({ kind: "evaluation", step: 0, ...measure() });
      await ask(teller, 0);
      options.signal?.throwIfAborted();
    },
    async train(around, teller) {
      const callbacks = [...(teller === undefined ? [] : [logging(tokens, teller.add)]), ...(around.callbacks ?? [])];
      const measured = teller !== undefined && lesson.heldOut.length > 0;
      const evaluate = measured ? { evaluate: { every: tuning.every.evaluation, measure } } : {};
      const result = await train({ ...parts, ...around, ...evaluate, callbacks });
      taken = result.steps;
      return result;
    },
    save: (folder) => saveIntervention(folder, change, { model, config, name: tuning.from }),
    async after(teller) {
      await ask(teller, taken);
      return lesson.heldOut.length === 0 ? undefined : measure();
    },
    report: (entries) => tuningReport({ tuning, settings: settingsOf(tuning), entries, change, ...lesson }),
  };
}

/** Nats a token over rows, so many at once. */
function heldOutLoss(objective: Objective<PackedBatch>, rows: readonly TargetedRow[], size: number): { loss: number } {
  let [nats, tokens] = [0, 0];
  for (let first = 0; first < rows.length; first += size) {
    infer(() => {
      const { sum, count } = objective(packedRows(rows.slice(first, first + size)));
      nats += sum.item();
      tokens += count;
    });
  }
  return { loss: nats / tokens };
}

/** Lets the model answer, each time the same way. The port's own generator draws, so the run's is not moved. */
async function answer(
  lm: LocalLM,
  questions: readonly Question[],
  step: number,
  { add, spare }: Teller,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const { asked, shown } of questions) {
    const options = { ...ANSWER, ...(signal !== undefined && { signal }) };
    const completion = await spare("the answer", () => lm.generate(asked, options).completion);
    if (completion !== undefined) await add({ kind: "sample", step, prompt: shown, text: completion.text });
  }
}
