/** Catastrophic forgetting (McCloskey & Cohen 1989): what fine-tuning on a new task does to an old one. */
import { backwardTransfer, forgetting } from "../../../src/evaluation/index.ts";
import { releaseModel } from "../../../src/nn/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { described, tInterval } from "../../harness/statistics.ts";
import { Learner } from "../../worlds/sequential-tasks.ts";

const SEEDS = [1, 2, 3];
const STEPS = 250;

const demonstration: Demonstration = {
  id: "J22",
  bar: "two tasks one after the other, three seeds: after the first its accuracy is at least 0.95, after the second that is at least 0.95 and the first has fallen by at least 20 points in each seed. Shown both at once the same model knows both at 0.95 and more, and tuned on its own task again it loses at most 2 points",
  oracle: "the planted names; chance is 1/16",
  sources: ["src/evaluation/forgetting.ts", "prove/worlds/sequential-tasks.ts", "prove/rows/J/J22.ts"],

  async run(log) {
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
    const met = runs.every(
      ({ scores, both, lost, drop }) =>
        scores[0]![0]! >= 0.95 && scores[1]![1]! >= 0.95 && drop >= 0.2 && Math.min(...both) >= 0.95 && lost <= 0.02,
    );
    const shown = (of: (run: (typeof runs)[number]) => number) => runs.map((run) => of(run).toFixed(3)).join(", ");
    return {
      status: met ? "passed" : "failed",
      value: {
        "first task, after it, by seed": shown(({ scores }) => scores[0]![0]!),
        "first task, after the second": shown(({ scores }) => scores[1]![0]!),
        "second task, after it": shown(({ scores }) => scores[1]![1]!),
        "backward transfer": shown(({ transfer }) => transfer),
      },
      seeds: SEEDS,
      interval: `forgetting: ${described(tInterval(runs.map(({ drop }) => drop)), SEEDS.length, 3)}`,
      control: `both at once: ${shown(({ both }) => Math.min(...both))}; tuned on its own task again, lost ${shown(({ lost }) => lost)}`,
    };
  },
};

export default demonstration;
