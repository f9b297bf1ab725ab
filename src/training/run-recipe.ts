/** Runs a recipe, from its texts to a folder that holds what was learned. */
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { writeAtomically } from "../checkpoints/index.ts";
import { DataParallel, sameWeights } from "../distributed/index.ts";
import type { ProcessGroup } from "../tensor/index.ts";
import { listCheckpoints } from "./checkpoint.ts";
import { EventFile } from "./event-file.ts";
import { pretraining } from "./pretraining.ts";
import { type Recipe, RecipeError } from "./recipe.ts";
import { type Spare, sparing } from "./recipe-callbacks.ts";
import { type Entry, RunLog, readLog } from "./run-log.ts";
import { checkRun, type RecipeRunOptions } from "./run-options.ts";
import { decisive, recordRun } from "./run-record.ts";
import type { Survey } from "./source.ts";
import { TrainingError } from "./step.ts";
import type { TrainResult } from "./train.ts";
import type { Tuning } from "./tuning.ts";
import { tuningWork } from "./tuning-work.ts";
import type { Around, HeldOut, OpenWork, Work } from "./work.ts";

/** What came of a run. */
export interface RunResult extends TrainResult {
  /** Of all that was held out; only of a run that was not interrupted, and of rank 0. */
  readonly heldOut?: HeldOut | undefined;
  /** Path of the report. */
  readonly report: string;
}

/**
 * Training with checkpoints, `metrics.jsonl`, event files and `report.html`, and in the end what was learned, all in one folder: of raw
 * text a model with its tokenizer (`config.json`, `model.safetensors`, `tokenizer.json`), of a tuning the change that rides on its model.
 * What of it is decoration (log, samples, report) ends no run. Throws an error of one sentence where the recipe asks for what cannot be,
 * the folder holds another run, the texts cannot be had, a checkpoint is damaged or the disk refuses; what the signal was aborted with,
 * where that was before the first step.
 */
export async function runRecipe(recipe: Recipe | Tuning, options: RecipeRunOptions): Promise<RunResult> {
  checkRun(options);
  const { group, out } = options;
  return group === undefined || group.rank === 0 ? lead(recipe, options) : follow(recipe, { ...options, group, out });
}

const workOf = (recipe: Recipe | Tuning, options: RecipeRunOptions): Promise<Work> =>
  "examples" in recipe ? tuningWork(recipe, options) : pretraining(recipe, options);

async function lead(recipe: Recipe | Tuning, options: RecipeRunOptions): Promise<RunResult> {
  const { out, resume = false, watcher = {}, group, signal } = options;
  refuseOther(out, resume);
  const work = await workOf(recipe, options);
  const survey = await work.survey();
  const open = await begin(recipe, options, { work, survey });
  await group?.barrier(); // the others wait for the folder
  const from = resume ? listCheckpoints(checkpointsOf(out))[0]?.step : undefined;
  const spare = sparing((line) => watcher.note?.(line));
  const { log, add } = await openLog(open.steps, options, from, spare);
  const teller = { add, spare };
  if (from === undefined) await open.before(teller);
  const result = await open.train(around(recipe, open, options), teller);
  await refuseApart(open, group);
  open.save(out);
  const ended = result.ended !== "interrupted";
  const heldOut = ended && !signal?.aborted ? await open.after(teller) : undefined;
  await spare("the report", () => {
    const page = open.report(log.entries, heldOut);
    writeAtomically(reportOf(out), (write) => write(Buffer.from(page)));
  });
  return { ...result, heldOut, report: reportOf(out) };
}

/** Makes the folder, and in it what a run needs. Where a run cannot begin after all, the folder is as it was. */
async function begin(
  recipe: Recipe | Tuning,
  options: RecipeRunOptions,
  { work, survey }: { work: Work; survey: Survey },
): Promise<OpenWork> {
  const { out, resume = false, watcher = {} } = options;
  const there = existsSync(out);
  try {
    recordRun(out, recipe, survey, (line) => watcher.note?.(line));
    await work.prepare(out);
    return work.open(out);
  } catch (error) {
    if (!resume && !(options.signal?.aborted && error === options.signal.reason)) clear(out, there);
    throw error;
  }
}

/** The log, and how an entry comes into it, into the event file, and before who watches. `from`: the step that a run goes on from. */
async function openLog(
  steps: number,
  { out, watcher = {}, now = Date.now }: RecipeRunOptions,
  from: number | undefined,
  spare: Spare,
) {
  const path = join(out, "metrics.jsonl");
  const log = new RunLog(path, from ?? -1, (await spare("the log", () => readLog(path))) ?? []);
  const events = await spare("the event file", () => new EventFile(out, from ?? -1, () => now() / 1000));
  const add = async (entry: Entry) => {
    await spare("the log", () => log.add(entry));
    await spare("the event file", () => events?.add(entry));
    watcher.entry?.(entry, steps);
  };
  return { log, add };
}

/** A process that only computes: what it learns is that of rank 0 in every step. */
async function follow(
  recipe: Recipe | Tuning,
  options: RecipeRunOptions & { group: ProcessGroup },
): Promise<RunResult> {
  const { out, group } = options;
  await group.barrier();
  const open = (await workOf(recipe, options)).open(out);
  const result = await open.train(around(recipe, open, options));
  await refuseApart(open, group);
  return { ...result, report: reportOf(out) };
}

const checkpointsOf = (out: string) => join(out, "checkpoints");
const reportOf = (out: string) => join(out, "report.html");

function around(recipe: Recipe | Tuning, open: OpenWork, options: RecipeRunOptions): Around {
  const { out, resume = false, signal, group } = options;
  return {
    callbacks: [open.stopping],
    checkpoints: {
      folder: checkpointsOf(out),
      every: recipe.every.checkpoint,
      config: decisive(recipe),
      resume,
      readOnly: (group?.rank ?? 0) > 0,
    },
    ...(group !== undefined && { parallel: parallelOf(open, group) }),
    ...(signal !== undefined && { signal }),
  };
}

function parallelOf({ learned }: OpenWork, group: ProcessGroup): DataParallel {
  for (const [, parameter] of learned) parameter.requireGrad(); // those that do are averaged
  return new DataParallel(learned, group);
}

/** Throws where what the processes learn has come apart, which no step can do. */
async function refuseApart({ learned }: OpenWork, group: ProcessGroup | undefined): Promise<void> {
  if (group === undefined || (await sameWeights(learned, group))) return;
  throw new TrainingError(`the weights of the ${group.worldSize} processes are not the same: are their builds?`);
}

function refuseOther(out: string, resume: boolean): void {
  if (!existsSync(out)) return;
  if (!statSync(out).isDirectory())
    throw new RecipeError(`${out}: is a file, and a run needs a folder: name one with --out`);
  if (resume || readdirSync(out).length === 0) return;
  throw new RecipeError(`${out} holds a run already: go on with --resume, or name another folder with --out`);
}

/** Takes away what was written before a run could begin; its folder was empty, or not there. */
function clear(out: string, there: boolean): void {
  if (!existsSync(out)) return;
  if (!there) rmSync(out, { recursive: true });
  else for (const name of readdirSync(out)) rmSync(join(out, name), { recursive: true });
}
