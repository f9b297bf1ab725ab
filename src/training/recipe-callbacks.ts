/** What happens around the steps of a recipe's run: numbers go into its log, the model writes, and it may stop. */
import { LocalLM } from "../generation/index.ts";
import type { Writes } from "../nn/index.ts";
import { type Callback, earlyStopping } from "./callback.ts";
import type { Prepared } from "./corpus.ts";
import type { Recipe } from "./recipe.ts";
import type { Entry } from "./run-log.ts";
import type { HeldOut } from "./work.ts";

/** Takes an entry into the log. */
type Add = (entry: Entry) => Promise<void>;

/** `tokens`: how many this process has read since it was last asked. */
export function logging(tokens: () => number, add: Add): Callback {
  return {
    afterStep({ step, loss, learningRate, gradientNorm, seconds }) {
      const tokensPerSecond = Math.round(tokens() / seconds);
      return add({ kind: "step", step: step + 1, loss, learningRate, gradientNorm, tokensPerSecond });
    },
    afterSkip({ step, reason }) {
      tokens();
      return add({ kind: "skip", step: step + 1, reason });
    },
    async afterEvaluation({ steps, metrics: { loss = Number.NaN, bitsPerByte } }) {
      await add({ kind: "evaluation", step: steps, loss, ...(bitsPerByte !== undefined && { bitsPerByte }) });
      return undefined;
    },
  };
}

/** What is nice to have, and no reason to lose a run: where it fails, `warn` is told, once for each reason. */
export type Spare = <T>(what: string, body: () => T | Promise<T>) => Promise<T | undefined>;

export function sparing(warn: (line: string) => void): Spare {
  const told = new Set<string>();
  return async (what, body) => {
    try {
      return await body();
    } catch (error) {
      const line = `${what}: ${error instanceof Error ? error.message : String(error)}; the run goes on without`;
      if (!told.has(line)) warn(line);
      told.add(line);
      return undefined;
    }
  };
}

const SAMPLE = { maxTokens: 80, temperature: 0.8, topP: 0.95, seed: 1 };

/** Lets the model write now and then. The port's own generator draws, so the run's is not moved. */
export function sampling(
  { every, prompt, steps }: Recipe,
  model: Writes,
  { tokenizer }: Prepared,
  context: number,
  { add, spare }: { add: Add; spare: Spare },
): Callback {
  const lm = new LocalLM({ name: "the model in training", model, tokenizer, context });
  const fits = endOf(prompt, tokenizer, context);
  return {
    async afterStep({ step }) {
      const taken = step + 1;
      if (taken % every.sample !== 0 && taken !== steps) return;
      const sample = await spare("the sample", () => lm.generate(fits, SAMPLE).completion);
      if (sample !== undefined) await add({ kind: "sample", step: taken, prompt: fits, text: sample.text });
    },
  };
}

/** A prompt, or where it would leave the model no room to write, its end. */
function endOf(prompt: string, tokenizer: Prepared["tokenizer"], context: number): string {
  const ids = tokenizer.encode(prompt);
  return ids.length < context ? prompt : tokenizer.decode(ids.slice(-Math.max(1, Math.floor(context / 2))));
}

/** Counts evaluations without improvement in any case, so that a run which goes on may be given a patience, or another. */
export function stopping(
  metric: keyof HeldOut,
  { patience = Number.POSITIVE_INFINITY }: Pick<Recipe, "patience">,
): Callback {
  return earlyStopping({ metric, patience });
}
