/** Training from raw text: tokenizer, shards, steps over rows of them, and in the end a folder that loads like any model. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { save, writeAtomically } from "../checkpoints/index.ts";
import { distinctWeights, type Writes } from "../nn/index.ts";
import { openPrepared, type Prepared, prepare } from "./corpus.ts";
import { surprise } from "./held-out.ts";
import { type Origin, originOf } from "./origin.ts";
import type { Recipe } from "./recipe.ts";
import { logging, sampling, stopping } from "./recipe-callbacks.ts";
import { partsOf, refuseRows } from "./recipe-parts.ts";
import { type Baseline, reportHtml } from "./report.ts";
import type { RecipeRunOptions } from "./run-options.ts";
import { settingsOf } from "./run-record.ts";
import { Source } from "./source.ts";
import { train } from "./train.ts";
import type { OpenWork, Work } from "./work.ts";

/** A recipe as work. Throws an error of one sentence where there is no such model, or the recipe asks for what cannot be. */
export async function pretraining(recipe: Recipe, options: RecipeRunOptions): Promise<Work> {
  const { group } = options;
  const origin = await originOf(recipe);
  let source: Source | undefined;
  return {
    async survey() {
      source = await Source.read(recipe, options);
      refuseRows(recipe, source.survey, group);
      return source.survey;
    },
    prepare: (folder) => prepare(folder, origin, source!, options),
    open: (folder) => open(recipe, options, { folder, origin, source }),
  };
}

interface Begun {
  readonly folder: string;
  readonly origin: Origin;
  /** In the process that prepares. */
  readonly source: Source | undefined;
}

function open(recipe: Recipe, options: RecipeRunOptions, { folder, origin, source }: Begun): OpenWork {
  const prepared = openPrepared(folder);
  const { model, config } = origin.model(prepared.tokenizer.vocabularySize);
  const { batch, every, evaluationTokens } = recipe;
  const parts = partsOf(recipe, model, prepared, options.group);
  const learned = [...distinctWeights(model)];
  const whole = { stride: Math.max(1, batch.length >> 1) };
  let baselines: readonly Baseline[] = [];
  return {
    learned,
    steps: recipe.steps,
    stopping: stopping("bitsPerByte", recipe),
    async before() {},
    train(around, teller) {
      if (teller === undefined) return train({ ...parts, ...around });
      const tokens = batch.rows * batch.length * batch.accumulate;
      const callbacks = [
        logging(() => tokens, teller.add),
        sampling(recipe, model, prepared, origin.context, teller),
        ...(around.callbacks ?? []),
      ];
      const measure = () => heldOutMetrics(model, prepared, recipe, { most: evaluationTokens });
      return train({ ...parts, ...around, callbacks, evaluate: { every: every.evaluation, measure } });
    },
    save: (out) => save(out, { model, config, tokenizerFiles: prepared.tokenizerFiles }),
    async after({ spare }) {
      const final = heldOutMetrics(model, prepared, recipe, whole);
      baselines = (await spare("the n-gram models", () => baselinesOf(recipe, options, source!))) ?? [];
      return final;
    },
    report(entries, final) {
      const parameters = learned.reduce((sum, [, { size }]) => sum + size, 0);
      const { corpus } = prepared;
      const settings = settingsOf(recipe);
      return reportHtml({
        name: recipe.name,
        settings,
        parameters,
        corpus,
        entries,
        baselines,
        final: final?.bitsPerByte,
      });
    },
  };
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
    if (signal?.aborted && error === signal.reason) return [];
    throw error;
  });
  if (!signal?.aborted) writeAtomically(path, (write) => write(Buffer.from(`${JSON.stringify(found)}\n`)));
  return found;
}
