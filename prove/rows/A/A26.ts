/** Pretrain, then fine-tune: one pretrained encoder, three tasks, learning curves. */

import { releaseModel } from "../../../src/nn/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import { row } from "../../harness/row.ts";
import { described, mean, tInterval } from "../../harness/statistics.ts";
import { encoderOf, fewLabels, type Start, tuned } from "../../worlds/finetuning.ts";
import { corpus, KINDS } from "../../worlds/masked-training.ts";

const SEEDS = [1, 2, 3];
const LABELS = [25, 100, 400];
const [FEW, ASKED] = [LABELS.indexOf(25), LABELS.indexOf(100)];

export default row({
  id: "A26",
  bar: "one pretrained encoder tuned to three tasks (agreement of pronouns, of number, of countries), three seeds: with 100 labels each task's mean is at least 5 points above that of an encoder from nothing, and over all tasks the lower end of the 95 % interval is at least 5 points; curves of 25, 100 and 400 labels are told, and where they cross",
  holds: {
    "gain with 100 labels, by task": { atLeast: 0.05 },
    "gain with 100 labels, mean of the tasks, lower end": { atLeast: 0.05 },
    "control: accuracy from nothing with 25 labels, by task": { below: 0.95 },
  },
  // With 100 labels an encoder from nothing knows these tasks as well: that pretraining gives something shows with fewer.
  negative: {
    "gain with 25 labels, mean of the tasks, 95 %": { above: 0 },
    "control: accuracy from nothing with 25 labels, by task": { below: 0.95 },
  },
  oracle: "the planted agreement; chance is 0.5",

  short: {
    "an encoder that has read without labels learns from 25 of them what one from nothing does not": fewLabels,
  },

  async full(log) {
    threads(1);
    const text = corpus();
    /** [seed][task][labels] */
    const curvesOf = (start: Start) =>
      SEEDS.map((seed) => {
        const model = encoderOf(text, start, seed);
        const curves = KINDS.map((_, kind) => LABELS.map((labels) => tuned(text, model, kind, labels, seed)));
        releaseModel(model);
        log(`${start}, seed ${seed}: ${JSON.stringify(curves)}`);
        return curves;
      });
    const [pretrained, scratch] = [curvesOf("pretrained"), curvesOf("scratch")];
    const curve = (all: typeof scratch, task: number) =>
      LABELS.map((_, l) => mean(all.map((curves) => curves[task]![l]!)));
    const told = KINDS.map((name, task) => ({ name, ours: curve(pretrained, task), theirs: curve(scratch, task) }));
    const gainsWith = (labels: number) =>
      SEEDS.map((_, s) => mean(KINDS.map((_, k) => pretrained[s]![k]![labels]! - scratch[s]![k]![labels]!)));
    const [few, gain] = [tInterval(gainsWith(FEW)), tInterval(gainsWith(ASKED))];
    const byTask = (labels: number) => told.map(({ ours, theirs }) => ours[labels]! - theirs[labels]!);
    const blank = told.map(({ theirs }) => theirs[FEW]!);
    const crossing = told.flatMap(({ name, ours, theirs }) =>
      LABELS.filter((_, l) => theirs[l]! > ours[l]!).map((labels) => `${name} at ${labels}`),
    );
    const shown = (list: readonly number[]) => list.map((accuracy) => accuracy.toFixed(3)).join(", ");
    return {
      value: {
        ...Object.fromEntries(
          told.flatMap(({ name, ours, theirs }) => [
            [`${name}, pretrained, with 25, 100 and 400 labels`, ours],
            [`${name}, from nothing`, theirs],
          ]),
        ),
        "where the curve from nothing lies above": crossing.join("; ") || "nowhere",

        "gain with 100 labels, by task": byTask(ASKED),
        "gain with 100 labels, mean of the tasks, lower end": gain.low,
        "gain with 25 labels, by task": byTask(FEW),
        "gain with 25 labels, mean of the tasks, 95 %": [few.low, few.high],
        "control: accuracy from nothing with 25 labels, by task": blank,
      },
      seeds: SEEDS,
      interval: `gain with 100 labels, mean of the tasks: ${described(gain, SEEDS.length, 3)}`,
      control: `an encoder from nothing with 25 labels: ${shown(blank)}`,
    };
  },
});
