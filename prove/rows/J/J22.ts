/** Catastrophic forgetting (McCloskey & Cohen 1989): what fine-tuning on a new task does to an old one. */

import { backwardTransfer, forgetting } from "../../../src/evaluation/index.ts";
import { releaseModel } from "../../../src/nn/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import { row } from "../../harness/row.ts";
import { described, tInterval } from "../../harness/statistics.ts";
import { Learner } from "../../worlds/sequential-tasks.ts";

const SEEDS = [1, 2, 3];
const STEPS = 250;

export default row({
  id: "J22",
  bar: "two tasks one after the other, three seeds: after the first its accuracy is at least 0.95, after the second that is at least 0.95 and the first has fallen by at least 20 points in each seed. Shown both at once the same model knows both at 0.95 and more, and tuned on its own task again it loses at most 2 points",
  holds: {
    "first task, after it, by seed": { atLeast: 0.95 },
    "second task, after it": { atLeast: 0.95 },
    "forgetting, by seed": { atLeast: 0.2 },
    "control: worse task of a model shown both at once, by seed": { atLeast: 0.95 },
    "control: lost by tuning on its own task again, by seed": { atMost: 0.02 },
  },
  oracle: "the planted names; chance is 1/16",

  short: {
    "what one task taught is gone when the next has been learned, and stays where both are shown": () => {
      const learner = new Learner(1);
      learner.learn([0], 100);
      const before = learner.accuracy(0);
      learner.learn([1], 100);
      const after = learner.accuracy(0);
      releaseModel(learner.model);
      const joint = new Learner(1);
      joint.learn([0, 1], 150);
      const both = [joint.accuracy(0), joint.accuracy(1)];
      releaseModel(joint.model);
      return {
        "accuracy lost": [before - after, { above: 0.2 }],
        "accuracy of a model shown both": [both, { above: 0.9 }],
      };
    },
  },

  async full(log) {
    threads(1);
    const runs = SEEDS.map((seed) => {
      const learner = new Learner(seed);
      const scores = ([0, 1] as const).map((task) => {
        learner.learn([task], STEPS);
        return [learner.accuracy(0), learner.accuracy(1)];
      });
      releaseModel(learner.model);
      const joint = new Learner(seed);
      joint.learn([0, 1], 2 * STEPS);
      const both = [joint.accuracy(0), joint.accuracy(1)];
      releaseModel(joint.model);
      const same = new Learner(seed);
      same.learn([0], STEPS);
      const before = same.accuracy(0);
      same.learn([0], STEPS);
      const lost = before - same.accuracy(0);
      releaseModel(same.model);
      log(`seed ${seed}: ${JSON.stringify({ scores, both, lost })}`);
      return { scores, both, lost, drop: forgetting(scores), transfer: backwardTransfer(scores) };
    });
    const shown = (of: (run: (typeof runs)[number]) => number) => runs.map(of);
    return {
      value: {
        "first task, after it, by seed": shown(({ scores }) => scores[0]![0]!),
        "first task, after the second": shown(({ scores }) => scores[1]![0]!),
        "second task, after it": shown(({ scores }) => scores[1]![1]!),
        "backward transfer": shown(({ transfer }) => transfer),

        "forgetting, by seed": shown(({ drop }) => drop),
        "control: worse task of a model shown both at once, by seed": shown(({ both }) => Math.min(...both)),
        "control: lost by tuning on its own task again, by seed": shown(({ lost }) => lost),
      },
      seeds: SEEDS,
      interval: `forgetting: ${described(tInterval(runs.map(({ drop }) => drop)), SEEDS.length, 3)}`,
      control: `both at once: ${shown(({ both }) => Math.min(...both)).join(", ")}; tuned on its own task again, lost ${shown(({ lost }) => lost).join(", ")}`,
    };
  },
});
