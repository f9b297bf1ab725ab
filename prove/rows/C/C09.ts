/** Penalties for what was said before (Keskar et al. 2019, arXiv:1909.05858). */

import { repetitionRate } from "../../../src/evaluation/index.ts";
import { greedy } from "../../../src/generation/index.ts";
import { releaseModel } from "../../../src/nn/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import { compareProcessors } from "../../../tests/parity/processors.ts";
import { row } from "../../harness/row.ts";
import { described, tInterval } from "../../harness/statistics.ts";
import { continuations, meanOf, openings } from "../../worlds/open-ended.ts";
import { smollm2 } from "../../worlds/smollm2.ts";

const SEEDS = [1, 2, 3];
const PENALTY = 1.3;

export default row({
  id: "C09",
  bar: `logits and kept ids equal transformers' processors'; SmolLM2, greedily, 20 prompts x 64 tokens, three draws of prompts: a repetition penalty of ${PENALTY} lowers the rate of repeated 4-grams by at least half in each`,
  holds: {
    "chains beside transformers": { above: 15 },
    "ids apart": { is: 0 },
    "largest difference of logits": { below: 1e-5 },
    "fall of rep-4, by seed": { atLeast: 0.5 },
    "control: rise of rep-4 where repetition is rewarded, by seed": { above: 0 },
  },
  oracle: "transformers 5.23.0, RepetitionPenaltyLogitsProcessor among its chains of processors",

  short: {
    "chains of processors keep the ids and the logits that transformers keeps": () => {
      const { chains, apart, worst } = compareProcessors(() => true);
      return {
        chains: [chains, { above: 100 }],
        "ids apart": [apart, { is: 0 }],
        "largest difference of logits": [worst, { below: 1e-5 }],
        "chains with a penalty": [
          compareProcessors(({ repetitionPenalty }) => repetitionPenalty !== undefined).chains,
          { above: 15 },
        ],
      };
    },
  },

  async full(log) {
    threads(1);
    const { chains, apart, worst } = compareProcessors(({ repetitionPenalty }) => repetitionPenalty !== undefined);
    const { model, tokenizer } = await smollm2();
    const rep4 = (texts: readonly (readonly number[])[]) => meanOf(texts.map((text) => repetitionRate(text, 4)));
    const runs = SEEDS.map((seed) => {
      const prompts = openings((text) => tokenizer.encode(text), seed).map(({ prompt }) => prompt);
      const write = (repetitionPenalty: number) =>
        rep4(continuations(model, prompts, { temperature: 0, repetitionPenalty }, () => greedy));
      const rates = { free: write(1), penalized: write(PENALTY), encouraged: write(1 / 1.05) };
      log(`seed ${seed}: ${JSON.stringify(rates)}`);
      return rates;
    });
    releaseModel(model);
    const falls = runs.map(({ free, penalized }) => 1 - penalized / free);
    return {
      value: {
        "chains beside transformers": chains,
        "ids apart": apart,
        "largest difference of logits": worst,
        "rep-4 without a penalty, by seed": runs.map(({ free }) => free),
        "rep-4 with it": runs.map(({ penalized }) => penalized),

        "fall of rep-4, by seed": falls,
        "control: rise of rep-4 where repetition is rewarded, by seed": runs.map(
          ({ free, encouraged }) => encouraged - free,
        ),
      },
      seeds: SEEDS,
      interval: `fall of rep-4: ${described(tInterval(falls), SEEDS.length, 3)}`,
      control: `a penalty below one, 1/1.05, which rewards repetition: rep-4 ${runs.map(({ encouraged }) => encouraged.toFixed(3)).join(", ")}`,
    };
  },
});
