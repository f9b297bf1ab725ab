/** What happens around the steps of a recipe's run: numbers go into its log, the model writes, and it may stop. */
import { LocalLM } from "../generation/index.ts";
import type { Writes } from "../nn/index.ts";
import { type Callback, earlyStopping } from "./callback.ts";
import type { Prepared } from "./corpus.ts";
import type { Recipe } from "./recipe.ts";
import type { Entry } from "./run-log.ts";

export function logging({ batch }: Recipe, add: (entry: Entry) => void): Callback[] {
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
export function sampling(
  { every, prompt, steps }: Recipe,
  model: Writes,
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

export function stopping({ patience }: Recipe): Callback[] {
  return patience === undefined ? [] : [earlyStopping({ metric: "bitsPerByte", patience })];
}
