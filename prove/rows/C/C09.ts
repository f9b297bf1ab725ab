/** Penalties for what was said before (Keskar et al. 2019, arXiv:1909.05858). */
import { repetition } from "../../../src/evaluation/index.ts";
import { greedy } from "../../../src/generation/index.ts";
import { releaseModel } from "../../../src/nn/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import { compareProcessors } from "../../../tests/parity/processors.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { described, tInterval } from "../../harness/statistics.ts";
import { continuations, meanOf, openings } from "../../worlds/open-ended.ts";
import { smollm2 } from "../../worlds/smollm2.ts";

const SEEDS = [1, 2, 3];
const PENALTY = 1.3;

const demonstration: Demonstration = {
  id: "C09",
  bar: `logits and kept ids equal transformers' processors'; SmolLM2, greedily, 20 prompts x 64 tokens, three draws of prompts: a repetition penalty of ${PENALTY} lowers the rate of repeated 4-grams by at least half in each`,
  oracle: "transformers 5.23.0, RepetitionPenaltyLogitsProcessor among its chains of processors",
  sources: [
    "src/generation/processors.ts",
    "src/generation/decoding.ts",
    "src/evaluation/diversity.ts",
    "prove/worlds/open-ended.ts",
    "prove/rows/C/C09.ts",
  ],

  async run(log) {
    threads(1);
    const { chains, apart, worst } = compareProcessors(({ repetitionPenalty }) => repetitionPenalty !== undefined);
    const { model, tokenizer } = await smollm2();
    const rep4 = (texts: readonly (readonly number[])[]) => meanOf(texts.map((text) => repetition(text, 4)));
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
    const met =
      chains > 15 &&
      apart === 0 &&
      worst < 1e-5 &&
      falls.every((fall) => fall >= 0.5) &&
      runs.every(({ free, encouraged }) => encouraged > free);
    return {
      status: met ? "passed" : "failed",
      value: {
        "chains beside transformers": chains,
        "ids apart": apart,
        "largest difference of logits": worst,
        "rep-4 without a penalty, by seed": runs.map(({ free }) => free.toFixed(3)).join(", "),
        "rep-4 with it": runs.map(({ penalized }) => penalized.toFixed(3)).join(", "),
      },
      seeds: SEEDS,
      interval: `fall of rep-4: ${described(tInterval(falls), SEEDS.length, 3)}`,
      control: `a penalty below one, 1/1.05, which rewards repetition: rep-4 ${runs.map(({ encouraged }) => encouraged.toFixed(3)).join(", ")}`,
    };
  },
};

export default demonstration;
