/** Runs a recipe from raw text to a folder that loads like any model. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { save, writeAtomically } from "../checkpoints/index.ts";
import type { TokenBatch } from "../data/index.ts";
import { DataParallel, sameWeights } from "../distributed/index.ts";
import { distinctWeights, type Writes } from "../nn/index.ts";
import type { ProcessGroup } from "../tensor/index.ts";
import { listCheckpoints } from "./checkpoint.ts";
import { openPrepared, type Prepared, prepare } from "./corpus.ts";
import { EventFile } from "./event-file.ts";
import { surprise } from "./held-out.ts";
import { type Origin, originOf } from "./origin.ts";
import { type Recipe, RecipeError } from "./recipe.ts";
import { logging, type Spare, sampling, sparing, stopping } from "./recipe-callbacks.ts";
import { partsOf, refuseRows } from "./recipe-parts.ts";
import { type Baseline, reportHtml } from "./report.ts";
import { type Entry, RunLog, readLog } from "./run-log.ts";
import { checkRun, type RecipeRunOptions } from "./run-options.ts";
import { decisive, recordRun } from "./run-record.ts";
import { Source } from "./source.ts";
import { TrainingError } from "./step.ts";
import { type TrainResult, train } from "./train.ts";
import type { TrainOptions } from "./train-options.ts";

/** What came of a run. */
export interface RunResult extends TrainResult {
  /** Of the whole held-out text; only of a run that was not interrupted, and of rank 0. */
  readonly bitsPerByte?: number | undefined;
  /** Path of the report. */
  readonly report: string;
}

/**
 * Tokenizer, shards, training with checkpoints, and in the end the model (`config.json`, `model.safetensors`,
 * `tokenizer.json`), `metrics.jsonl`, event files and `report.html`, all in one folder. What of them is decoration (log, samples,
 * report) ends no run. Throws an error of one sentence where the recipe asks for what cannot be, the folder holds another run, the
 * corpus cannot be had, a checkpoint is damaged or the disk refuses; what the signal was aborted with, where that was before the first step.
 */
export async function runRecipe(recipe: Recipe, options: RecipeRunOptions): Promise<RunResult> {
  checkRun(options);
  const { group, out } = options;
  return group === undefined || group.rank === 0 ? lead(recipe, options) : follow(recipe, { ...options, group, out });
}

async function lead(recipe: Recipe, options: RecipeRunOptions): Promise<RunResult> {
  const { out, resume = false, watcher = {}, group, signal } = options;
  const note = (line: string) => watcher.note?.(line);
  refuseOther(out, resume);
  const origin = await originOf(recipe);
  const source = await Source.read(recipe, options);
  refuseRows(recipe, source.survey, group);
  const begun = await begin(recipe, options, { origin, source });
  await group?.barrier(); // the others wait for the folder
  const { model, config, prepared, loop } = begun;
  const from = resume ? (listCheckpoints(checkpointsOf(out))[0]?.step ?? 0) : 0;
  const spare = sparing(note);
  const { log, add } = await openLog(recipe, options, from, spare);
  const result = await train({
    ...loop,
    evaluate: {
      every: recipe.every.evaluation,
      measure: () => heldOutMetrics(model, prepared, recipe, { most: recipe.evaluationTokens }),
    },
    callbacks: [
      logging(recipe, add),
      sampling(recipe, model, prepared, origin.context, { add, spare }),
      stopping(recipe),
    ],
  });
  await refuseApart(model, group);
  const ended = result.ended !== "interrupted";
  const whole = { stride: Math.max(1, recipe.batch.length >> 1) };
  const final = ended ? heldOutMetrics(model, prepared, recipe, whole).bitsPerByte : undefined;
  await save(out, { model, config, tokenizerFiles: prepared.tokenizerFiles });
  const baselines =
    ended && !signal?.aborted ? await spare("the n-gram models", () => baselinesOf(recipe, options, source)) : [];
  await spare("the report", () => {
    const { documents: _, ...settings } = recipe;
    const parameters = [...distinctWeights(model)].reduce((sum, [, { size }]) => sum + size, 0);
    const { corpus } = prepared;
    writeText(
      reportOf(out),
      reportHtml({ settings, parameters, corpus, entries: log.entries, baselines: baselines ?? [], final }),
    );
  });
  return { ...result, bitsPerByte: final, report: reportOf(out) };
}

/** Makes the folder, and in it what a run needs. Where a run cannot begin after all, the folder is as it was. */
async function begin(
  recipe: Recipe,
  options: RecipeRunOptions,
  { origin, source }: { origin: Origin; source: Source },
) {
  const { out, resume = false, watcher = {} } = options;
  const note = (line: string) => watcher.note?.(line);
  const there = existsSync(out);
  try {
    recordRun(out, recipe, source.survey, note);
    await prepare(out, origin, source, note);
    return open(recipe, options, origin);
  } catch (error) {
    if (!resume && !isAbort(error, options.signal)) clear(out, there);
    throw error;
  }
}

const isAbort = (error: unknown, signal: AbortSignal | undefined) =>
  signal?.aborted === true && error === signal.reason;

/** What training is made of, out of a folder that was prepared. */
function open(recipe: Recipe, options: RecipeRunOptions, origin: Origin) {
  const prepared = openPrepared(options.out);
  const { model, config } = origin.model(prepared.tokenizer.vocabularySize);
  return { prepared, model, config, loop: loopOf(recipe, model, prepared, options) };
}

/** The log, and how an entry comes into it, into the event file, and before who watches. */
async function openLog(
  recipe: Recipe,
  { out, watcher = {}, now = Date.now }: RecipeRunOptions,
  from: number,
  spare: Spare,
) {
  const path = join(out, "metrics.jsonl");
  const log = new RunLog(path, from, (await spare("the log", () => readLog(path))) ?? []);
  const events = await spare("the event file", () => new EventFile(out, from, () => now() / 1000));
  const add = async (entry: Entry) => {
    await spare("the log", () => log.add(entry));
    await spare("the event file", () => events?.add(entry));
    watcher.entry?.(entry, recipe.steps);
  };
  return { log, add };
}

/** A process that only computes: its weights are those of rank 0 in every step. */
async function follow(recipe: Recipe, options: RecipeRunOptions & { group: ProcessGroup }): Promise<RunResult> {
  const { out, group } = options;
  await group.barrier();
  const { model, loop } = open(recipe, options, await originOf(recipe));
  const result = await train({ ...loop, callbacks: [stopping(recipe)] });
  await refuseApart(model, group);
  return { ...result, report: reportOf(out) };
}

const checkpointsOf = (out: string) => join(out, "checkpoints");
const reportOf = (out: string) => join(out, "report.html");

/** The part of the loop's options that all processes have. */
function loopOf(
  recipe: Recipe,
  model: Writes,
  prepared: Prepared,
  options: RecipeRunOptions,
): TrainOptions<TokenBatch> {
  const { out, resume = false, signal, group } = options;
  return {
    ...partsOf(recipe, model, prepared, group),
    checkpoints: {
      folder: checkpointsOf(out),
      every: recipe.every.checkpoint,
      config: decisive(recipe),
      resume,
      readOnly: (group?.rank ?? 0) > 0,
    },
    ...(group !== undefined && { parallel: parallelOf(model, group) }),
    ...(signal !== undefined && { signal }),
  };
}

function parallelOf(model: Writes, group: ProcessGroup): DataParallel {
  for (const [, weight] of distinctWeights(model)) weight.requireGrad(); // those that do are averaged
  return new DataParallel(distinctWeights(model), group);
}

/** Throws where the weights of the processes have come apart, which no step can do. */
async function refuseApart(model: Writes, group: ProcessGroup | undefined): Promise<void> {
  if (group === undefined || (await sameWeights(distinctWeights(model), group))) return;
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

function heldOutMetrics(
  model: Writes,
  { heldOut, corpus }: Prepared,
  { batch: { length } }: Recipe,
  window: { most?: number; stride?: number },
): { loss: number; bitsPerByte: number } {
  const { nats, tokens } = surprise(model, heldOut, { length, ...window });
  const loss = nats / tokens;
  // Bytes are known of the whole: a part is taken to have as many a token.
  return { loss, bitsPerByte: (loss * corpus.heldOut.tokens) / (Math.LN2 * corpus.heldOut.bytes) };
}

async function baselinesOf(
  recipe: Recipe,
  { out, baselines, watcher, signal }: RecipeRunOptions,
  source: Source,
): Promise<readonly Baseline[]> {
  if (baselines === undefined || !recipe.baselines) return [];
  const path = join(out, "baselines.json");
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as Baseline[];
  watcher?.note?.("measuring n-gram models beside it; Ctrl-C leaves them out");
  const found = await baselines(source.documents("train"), source.documents("heldOut"), signal).catch((error) => {
    if (isAbort(error, signal)) return [];
    throw error;
  });
  if (!signal?.aborted) writeText(path, `${JSON.stringify(found)}\n`);
  return found;
}

function writeText(path: string, text: string): void {
  writeAtomically(path, (write) => write(Buffer.from(text)));
}
