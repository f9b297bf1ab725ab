/** Runs a recipe from raw text to a folder that loads like any model. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { save, writeAtomically } from "../checkpoints/index.ts";
import type { Documents, TokenBatch } from "../data/index.ts";
import { DataParallel, sameWeights } from "../distributed/index.ts";
import { architecture } from "../models/index.ts";
import { distinctWeights, initialize, type Writes } from "../nn/index.ts";
import type { ProcessGroup } from "../tensor/index.ts";
import { listCheckpoints } from "./checkpoint.ts";
import { documentsOf, type Prepared, prepare } from "./corpus.ts";
import { writeEventFile } from "./event-file.ts";
import { surprise } from "./held-out.ts";
import { type CorpusOptions, type Recipe, RecipeError } from "./recipe.ts";
import { logging, sampling, stopping } from "./recipe-callbacks.ts";
import { build, configOf, partsOf } from "./recipe-parts.ts";
import { type Baseline, reportHtml } from "./report.ts";
import { type Entry, RunLog } from "./run-log.ts";
import { TrainingError } from "./step.ts";
import { type TrainOptions, type TrainResult, train } from "./train.ts";

/** Is told how a run goes. */
export interface Watcher {
  /** What is being done beside steps, in one line. */
  note?(line: string): void;
  /** A step, a measurement or a sample, as it enters the log. */
  entry?(entry: Entry, steps: number): void;
}

/** Where a recipe is run, and who is told. */
export interface RecipeRunOptions extends CorpusOptions {
  /** The folder of the run. */
  out: string;
  /** Goes on from the newest checkpoint; without it a folder that holds a run is refused. */
  resume?: boolean;
  /** Is told how it goes. */
  watcher?: Watcher;
  /** Ends the run behind the step that is being computed, with a checkpoint. */
  signal?: AbortSignal;
  /** Other models' bits per byte on the same split, for the report; asked once. */
  baselines?: (train: Documents, heldOut: Documents) => Promise<readonly Baseline[]>;
  /**
   * Several processes at this run, each with its share of every batch. Rank 0 alone prepares and writes the folder, which all
   * must see; its log has the losses of its share.
   */
  group?: ProcessGroup;
  /** A clock in milliseconds since 1970, by which event files are dated. */
  now?: () => number;
}

/** What came of a run. */
export interface RunResult extends TrainResult {
  /** Of the whole held-out text; only of a run that was not interrupted, and of rank 0. */
  readonly bitsPerByte?: number | undefined;
  /** Path of the report. */
  readonly report: string;
}

/**
 * Tokenizer, shards, training with checkpoints, and in the end the model (`config.json`, `model.safetensors`,
 * `tokenizer.json`), `metrics.jsonl`, an event file and `report.html`, all in one folder. Throws an error of one sentence
 * where the folder holds another run, the corpus cannot be had, a checkpoint is damaged or the disk refuses.
 */
export async function runRecipe(recipe: Recipe, options: RecipeRunOptions): Promise<RunResult> {
  const { group, out } = options;
  return group === undefined || group.rank === 0 ? lead(recipe, options) : follow(recipe, { ...options, group, out });
}

async function lead(recipe: Recipe, options: RecipeRunOptions): Promise<RunResult> {
  const { out, resume = false, watcher = {}, group, now = Date.now } = options;
  refuseOther(out, resume);
  const there = existsSync(out);
  const prepared = await prepare(out, recipe, options, (line) => watcher.note?.(line)).catch((error) => {
    if (!resume) clear(out, there);
    throw error;
  });
  const baselines = await baselinesOf(recipe, options);
  await group?.barrier(); // the others wait for the folder
  const config = configOf(recipe, prepared.tokenizer.vocabularySize);
  const { context = Number.POSITIVE_INFINITY } = architecture(config.kind).facts(config);
  const model = initialize(build(config, recipe), recipe.seed);
  const log = new RunLog(join(out, "metrics.jsonl"), resume ? (listCheckpoints(checkpointsOf(out))[0]?.step ?? 0) : 0);
  const add = (entry: Entry) => {
    log.add(entry);
    watcher.entry?.(entry, recipe.steps);
  };
  const result = await train({
    ...loopOf(recipe, model, prepared, options),
    evaluate: {
      every: recipe.every.evaluation,
      measure: () => heldOutMetrics(model, prepared, recipe, { most: recipe.evaluationTokens }),
    },
    callbacks: [...logging(recipe, add), sampling(recipe, model, prepared, context, add), ...stopping(recipe)],
  });
  await refuseApart(model, group);
  const final =
    result.ended === "interrupted"
      ? undefined
      : heldOutMetrics(model, prepared, recipe, { stride: recipe.batch.length >> 1 }).bitsPerByte;
  await save(out, { model, config, tokenizerFiles: prepared.tokenizerFiles });
  const { documents: _, ...settings } = recipe;
  const parameters = [...distinctWeights(model)].reduce((sum, [, { size }]) => sum + size, 0);
  writeText(
    reportOf(out),
    reportHtml({ settings, parameters, corpus: prepared.corpus, entries: log.entries, baselines, final }),
  );
  writeEventFile(join(out, "events.out.tfevents.tenon"), log.entries, now() / 1000);
  return { ...result, bitsPerByte: final, report: reportOf(out) };
}

/** A process that only computes: its weights are those of rank 0 in every step. */
async function follow(recipe: Recipe, options: RecipeRunOptions & { group: ProcessGroup }): Promise<RunResult> {
  const { out, group } = options;
  await group.barrier();
  const prepared = await prepare(out, recipe, options, () => {});
  const model = initialize(build(configOf(recipe, prepared.tokenizer.vocabularySize), recipe), recipe.seed);
  const result = await train(loopOf(recipe, model, prepared, options));
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
  const { documents: _, ...settings } = recipe;
  return {
    ...partsOf(recipe, model, prepared, group),
    checkpoints: {
      folder: checkpointsOf(out),
      every: recipe.every.checkpoint,
      config: settings,
      resume,
      readOnly: (group?.rank ?? 0) > 0,
    },
    ...(group !== undefined && { parallel: parallelOf(model, group) }),
    ...(signal !== undefined && { signal }),
  };
}

function parallelOf(model: Writes, group: ProcessGroup): DataParallel {
  for (const [, weight] of distinctWeights(model)) weight.requireGrad(); // those that do are averaged
  return new DataParallel(model, group);
}

/** Throws where the weights of the processes have come apart, which no step can do. */
async function refuseApart(model: Writes, group: ProcessGroup | undefined): Promise<void> {
  if (group === undefined || (await sameWeights(model, group))) return;
  throw new TrainingError(`the weights of the ${group.worldSize} processes are not the same: are their builds?`);
}

function refuseOther(out: string, resume: boolean): void {
  if (resume || !existsSync(out) || readdirSync(out).length === 0) return;
  throw new RecipeError(`${out} holds a run already: go on with --resume, or name another folder with --out`);
}

/** Takes away what was written before a run could begin; its folder was empty, or not there. */
function clear(out: string, there: boolean): void {
  if (!there) rmSync(out, { recursive: true, force: true });
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

async function baselinesOf(recipe: Recipe, options: RecipeRunOptions): Promise<readonly Baseline[]> {
  const { out, baselines, watcher } = options;
  if (baselines === undefined) return [];
  const path = join(out, "baselines.json");
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as Baseline[];
  watcher?.note?.("measuring the n-gram models to be beaten");
  const found = await baselines(documentsOf(recipe, "train", options), documentsOf(recipe, "heldOut", options));
  mkdirSync(out, { recursive: true });
  writeText(path, `${JSON.stringify(found)}\n`);
  return found;
}

function writeText(path: string, text: string): void {
  writeAtomically(path, (write) => write(Buffer.from(text)));
}
