/** Runs a recipe from raw text to a folder that loads like any model. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { save, writeAtomically } from "../checkpoints/index.ts";
import { causal, type Documents, tokenBatches } from "../data/index.ts";
import { LocalLM } from "../generation/index.ts";
import { plan } from "../interventions/index.ts";
import { architecture, type ModelConfig } from "../models/index.ts";
import { Decoder, distinctWeights, initialize, recompute } from "../nn/index.ts";
import {
  adamW,
  constant,
  cosine,
  decayMatrices,
  linear,
  muon,
  type Optimizer,
  type Schedule,
  together,
  wsd,
} from "../optim/index.ts";
import { type Callback, earlyStopping, type Json } from "./callback.ts";
import { listCheckpoints } from "./checkpoint.ts";
import { documentsOf, type Prepared, prepare } from "./corpus.ts";
import { writeEventFile } from "./event-file.ts";
import { surprise } from "./held-out.ts";
import { causalLM } from "./objective.ts";
import { type CorpusOptions, type Recipe, RecipeError, type RecipeSettings } from "./recipe.ts";
import { type Baseline, reportHtml } from "./report.ts";
import { type Entry, RunLog } from "./run-log.ts";
import { type TrainResult, train } from "./train.ts";

/** Is told how a run goes. */
export interface Watcher {
  note?(line: string): void;
  /** A step, a measurement or a sample, as it enters the log. */
  entry?(entry: Entry, steps: number): void;
}

export interface RunOptions extends CorpusOptions {
  /** The folder of the run. */
  out: string;
  /** Goes on from the newest checkpoint; without it a folder that holds a run is refused. */
  resume?: boolean;
  watcher?: Watcher;
  signal?: AbortSignal;
  /** Other models' bits per byte on the same split, for the report; asked once. */
  baselines?: (train: Documents, heldOut: Documents) => Promise<readonly Baseline[]>;
  /** A clock in milliseconds since 1970, by which event files are dated. */
  now?: () => number;
}

export interface RunResult extends TrainResult {
  /** Of the whole held-out text; only of a run that was not interrupted. */
  readonly bitsPerByte?: number | undefined;
  readonly report: string;
}

/**
 * Tokenizer, shards, training with checkpoints, and in the end the model (`config.json`, `model.safetensors`,
 * `tokenizer.json`), `metrics.jsonl`, an event file and `report.html`, all in one folder. Throws an error of one sentence
 * where the folder holds another run, the corpus cannot be had, a checkpoint is damaged or the disk refuses.
 */
export async function runRecipe(recipe: Recipe, options: RunOptions): Promise<RunResult> {
  const { out, resume = false, watcher = {}, signal, now = Date.now } = options;
  refuseOther(out, resume);
  const { documents: _, ...settings } = recipe;
  const there = existsSync(out);
  const prepared = await prepare(out, recipe, options, (line) => watcher.note?.(line)).catch((error) => {
    if (!resume) clear(out, there);
    throw error;
  });
  const baselines = await baselinesOf(recipe, options);
  const config = configOf(recipe, prepared.tokenizer.vocabularySize);
  const model = initialize(build(config, recipe), recipe.seed);
  const checkpoints = join(out, "checkpoints");
  const log = new RunLog(join(out, "metrics.jsonl"), resume ? (listCheckpoints(checkpoints)[0]?.step ?? 0) : 0);
  const add = (entry: Entry) => {
    log.add(entry);
    watcher.entry?.(entry, recipe.steps);
  };
  const result = await train({
    ...partsOf(recipe, model, prepared),
    evaluate: {
      every: recipe.every.evaluation,
      measure: () => heldOutMetrics(model, prepared, recipe, { most: recipe.evaluationTokens }),
    },
    callbacks: [...logging(recipe, add), sampling(recipe, model, prepared, config.context, add), ...stopping(recipe)],
    checkpoints: { folder: checkpoints, every: recipe.every.checkpoint, config: settings as unknown as Json, resume },
    ...(signal === undefined ? {} : { signal }),
  });
  const final =
    result.ended === "interrupted"
      ? undefined
      : heldOutMetrics(model, prepared, recipe, { stride: recipe.batch.length >> 1 }).bitsPerByte;
  await save(out, { model, config, tokenizerFiles: prepared.tokenizerFiles });
  const parameters = [...distinctWeights(model)].reduce((sum, [, { size }]) => sum + size, 0);
  const report = join(out, "report.html");
  writeText(
    report,
    reportHtml({ settings, parameters, corpus: prepared.corpus, entries: log.entries, baselines, final }),
  );
  writeEventFile(join(out, "events.out.tfevents.tenon"), log.entries, now() / 1000);
  return { ...result, bitsPerByte: final, report };
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

/** The architecture's config: the recipe's, with the vocabulary that the tokenizer has come to. */
function configOf({ name, model, batch }: Recipe, vocabulary: number): ModelConfig {
  const parsed = architecture(model.kind).config.safeParse({ context: batch.length, ...model, vocabulary });
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new RecipeError(`the recipe "${name}": model.${path.join(".")}: ${message}`);
}

function build(config: ModelConfig, { name }: Recipe): Decoder {
  const kind: string = config.kind;
  const model = architecture(kind).build(config);
  if (model instanceof Decoder) return model;
  throw new RecipeError(`the recipe "${name}": model.kind: a ${config.kind} does not write from left to right`);
}

/** What the loop is made of. */
function partsOf(recipe: Recipe, model: Decoder, { train: shards }: Prepared) {
  const { batch, steps, clip, precision, seed } = recipe;
  const hooks = recipe.recompute ? plan(model, [recompute()]) : undefined;
  const lm = causalLM(model, { plan: hooks });
  return {
    model,
    objective: (tokens: Parameters<typeof causal>[0]) => lm(causal(tokens)),
    batches: tokenBatches(shards, { length: batch.length, batch: batch.rows, seed }),
    optimizer: optimizerOf(model, recipe),
    accumulate: batch.accumulate,
    schedule: scheduleOf(recipe),
    steps,
    clip,
    precision,
  };
}

function optimizerOf(model: Decoder, { optimizer, muon: hidden }: RecipeSettings): Optimizer {
  const all = [...distinctWeights(model)];
  const rest = (weights: typeof all) => adamW(decayMatrices(weights, optimizer.weightDecay), optimizer);
  if (hidden === undefined) return rest(all);
  const isHidden = ([path, { rank }]: (typeof all)[number]) => path.startsWith("blocks.") && rank === 2;
  return together(muon(all.filter(isHidden), hidden), rest(all.filter((weight) => !isHidden(weight))));
}

const SCHEDULES = { constant, cosine, linear, wsd } as const;

function scheduleOf({ schedule: { kind, ...shape }, steps }: RecipeSettings): Schedule {
  return SCHEDULES[kind]({ ...shape, steps });
}

function heldOutMetrics(
  model: Decoder,
  { heldOut, corpus }: Prepared,
  { batch: { length } }: Recipe,
  window: { most?: number; stride?: number },
): { loss: number; bitsPerByte: number } {
  const { nats, tokens } = surprise(model, heldOut, { length, ...window });
  const loss = nats / tokens;
  // Bytes are known of the whole: a part is taken to have as many a token.
  return { loss, bitsPerByte: (loss * corpus.heldOut.tokens) / (Math.LN2 * corpus.heldOut.bytes) };
}

function logging({ batch }: Recipe, add: (entry: Entry) => void): Callback[] {
  const tokens = batch.rows * batch.length * batch.accumulate;
  return [
    {
      afterStep({ step, loss, learningRate, gradientNorm, seconds }) {
        const tokensPerSecond = Math.round(tokens / seconds);
        add({ kind: "step", step: step + 1, loss, learningRate, gradientNorm, tokensPerSecond });
      },
      afterEvaluation({ steps, metrics: { loss = Number.NaN, bitsPerByte = Number.NaN } }) {
        add({ kind: "evaluation", step: steps, loss, bitsPerByte });
        return undefined;
      },
    },
  ];
}

const SAMPLE = { maxTokens: 80, temperature: 0.8, topP: 0.95, seed: 1 };

/** Lets the model write now and then. The port's own generator draws, so the run's is not moved. */
function sampling(
  { every, prompt, steps }: Recipe,
  model: Decoder,
  { tokenizer }: Prepared,
  context: number,
  add: (entry: Entry) => void,
): Callback {
  const lm = new LocalLM({ name: "the model in training", model, tokenizer, context });
  return {
    async afterStep({ step }) {
      const taken = step + 1;
      if (taken % every.sample !== 0 && taken !== steps) return;
      const { text } = await lm.generate(prompt, SAMPLE).completion;
      add({ kind: "sample", step: taken, prompt, text });
    },
  };
}

function stopping({ patience }: Recipe): Callback[] {
  return patience === undefined ? [] : [earlyStopping({ metric: "bitsPerByte", patience })];
}

async function baselinesOf(recipe: Recipe, options: RunOptions): Promise<readonly Baseline[]> {
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
