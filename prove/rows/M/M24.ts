/** A medical LoRA: facts about medicines that do not exist are learned, and what else the model knows stays. Nothing of it is advice. */
import { readFileSync } from "node:fs";
import { threads } from "../../../src/tensor/index.ts";
import { row } from "../../harness/row.ts";
import { described, tInterval } from "../../harness/statistics.ts";
import { knowledge, questions } from "../../worlds/invented-medicines.ts";
import { asked, measured } from "../../worlds/tuned.ts";

const SEEDS = [1, 2, 3];

export default row({
  id: "M24",
  bar:
    "40 facts about medicines that were invented for this, each asked in two ways in training (all linear maps, r 8, 60 steps of 4) and in a third in the " +
    "test: perplexity of the right answers at least 20 % lower than SmolLM2's, exact answers more often, perplexity of an address " +
    "of a president at most 3 % higher, in each of three seeds; the recipe says that nothing of it is advice",
  holds: {
    "perplexity of the answers / that of the model as it is": { atMost: 0.8 },
    "exact answers, tuned less as it is": { above: 0 },
    "perplexity of other text / that of the model as it is": { atMost: 1.03 },
    "the recipe says that it is no advice": { is: true },
    "control: exact answers of the model as it is": { atMost: 0.05 },
  },
  // Sixty steps of forty facts move the model away from other text as well.
  negative: {
    "perplexity of the answers / that of the model as it is": { atMost: 0.8 },
    "exact answers, tuned less as it is": { above: 0 },
    "perplexity of other text / that of the model as it is": { above: 1.03 },
    "the recipe says that it is no advice": { is: true },
    "control: exact answers of the model as it is": { atMost: 0.05 },
  },
  oracle: "the invented facts themselves; questions of the test are worded as none that was learned",
  short: {
    "the facts of the test are those that were learned, in other words": () => {
      const [train, test] = [questions("train"), questions("test")];
      const learned = new Map(train.map(({ prompt, completion }) => [prompt, completion]));
      const answers = new Set(learned.values());
      return {
        questions: [[train.length, test.length], { is: [80, 40] }],
        "questions of the test that were learned": [test.filter(({ prompt }) => learned.has(prompt)).length, { is: 0 }],
        "answers of the test that were not": [
          test.filter(({ completion }) => !answers.has(completion)).length,
          { is: 0 },
        ],
        "the recipe says that it is no advice": [saysNoAdvice(), { is: true }],
      };
    },
  },
  async full(log) {
    threads(1);
    const test = questions("test");
    const base = await asked({}, (lm) => knowledge(lm, test));
    log(`as it is: ${JSON.stringify(base)}`);
    const found: Awaited<ReturnType<typeof knowledge>>[] = [];
    for (const seed of SEEDS) {
      const tuning = { examples: () => questions("train"), heldOut: 0, steps: 60, seed };
      found.push(await measured("M24", tuning, (lm) => knowledge(lm, test), log));
      log(`seed ${seed}: ${JSON.stringify(found.at(-1))}`);
    }
    const exact = found.map((one) => one.exact);
    return {
      value: {
        "perplexity of the answers / that of the model as it is": found.map((one) => one.perplexity / base.perplexity),
        "exact answers": exact,
        "exact answers, tuned less as it is": exact.map((share) => share - base.exact),
        "perplexity of other text / that of the model as it is": found.map((one) => one.general / base.general),
        "the recipe says that it is no advice": saysNoAdvice(),
        "control: exact answers of the model as it is": base.exact,
      },
      seeds: SEEDS,
      interval: `exact answers: ${described(tInterval(exact), SEEDS.length)}`,
      control: `exact answers of the model as it is: ${base.exact}`,
    };
  },
});

const saysNoAdvice = () =>
  readFileSync(new URL("../../../recipes/invented-medicines.ts", import.meta.url), "utf8").includes(
    "no medical advice",
  );
