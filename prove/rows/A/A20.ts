/** Inductive biases: what four families of models take for granted, and what becomes of each where it does not hold. */
import { accuracy } from "../../../examples/locality.ts";
import { maxMargin, perceptron } from "../../../examples/max-margin.ts";
import { answers, equivarianceApart } from "../../../examples/order.ts";
import { margins } from "../../../tests/lessons.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { tInterval } from "../../harness/statistics.ts";

const SEEDS = [1, 2, 3, 4, 5];
const STEPS = 400;

const demonstration: Demonstration = {
  id: "A20",
  bar:
    "support vector machine: on 16 pairs of clouds in 1 to 20 dimensions the widest margin and its plane are libsvm's to 1e-3; convolutional network: another order " +
    "of pixels costs it at least 10 points (lower end of the 95 % interval), a perceptron on average at most 1 either way; Transformer without positions: f(P x) = P f(x) to 1e-6; " +
    "recurrent network: at least 0.95 where the answer depends on order, 0.45 to 0.55 when shuffled, a bag of words there both times",
  oracle: "scikit-learn 1.9.1's SVC (libsvm), C = 1e6; symmetry in closed form; chance, 0.5",
  sources: [
    "examples/max-margin.ts",
    "examples/locality.ts",
    "examples/order.ts",
    "tests/lessons.ts",
    "src/nn/attention.ts",
    "src/nn/recurrent.ts",
    "prove/rows/A/A20.ts",
  ],

  async run(log) {
    const planes = margins().map(({ above, below, weight, margin }) => {
      const ours = maxMargin(above, below);
      return {
        apart: Math.max(...ours.weight.map((w, k) => Math.abs(w - weight[k]!)), Math.abs(ours.margin / margin - 1)),
        perceptron: perceptron(above, below).margin / margin,
      };
    });
    const apart = Math.max(...planes.map((plane) => plane.apart));
    const narrower = planes.reduce((sum, plane) => sum + plane.perceptron, 0) / planes.length;
    log(`margins apart ${apart}; the perceptron's are ${narrower.toFixed(2)} of the widest`);

    const changes = (["convolutional", "perceptron"] as const).map((network) => {
      const runs = SEEDS.map((seed) =>
        [false, true].map((shuffled) => 100 * accuracy(network, { seed, shuffled, steps: STEPS })),
      );
      log(`${network}: ${runs.map(([as, other]) => `${as!.toFixed(1)} -> ${other!.toFixed(1)}`).join(", ")}`);
      return { before: tInterval(runs.map(([as]) => as!)), change: tInterval(runs.map(([as, other]) => other! - as!)) };
    });
    const [filters, pixels] = changes;

    const symmetric = Math.max(...SEEDS.map((seed) => equivarianceApart(seed)));
    const placed = Math.min(...SEEDS.map((seed) => equivarianceApart(seed, { positions: true })));
    const causal = Math.min(...SEEDS.map((seed) => equivarianceApart(seed, { causal: true })));

    const read = (reader: "recurrent" | "bag", task: "order" | "content") => {
      const runs = SEEDS.slice(0, 3).map((seed) => answers(reader, task, seed));
      log(`${task}, ${reader}: ${runs.map(({ right, shuffled }) => `${right} -> ${shuffled}`).join(", ")}`);
      return { right: runs.map(({ right }) => right), shuffled: runs.map(({ shuffled }) => shuffled) };
    };
    const [reader, bag, content] = [read("recurrent", "order"), read("bag", "order"), read("recurrent", "content")];
    const chance = [...reader.shuffled, ...bag.right, ...bag.shuffled];
    const met =
      apart < 1e-3 &&
      narrower < 0.9 &&
      filters!.change.high <= -10 &&
      Math.abs(pixels!.change.mean) <= 1 &&
      symmetric < 1e-6 &&
      Math.min(placed, causal) > 0.1 &&
      Math.min(...reader.right, ...content.shuffled) >= 0.95 &&
      chance.every((share) => share > 0.45 && share < 0.55);
    return {
      status: met ? "passed" : "failed",
      value: {
        "margin and plane beside libsvm's, worst": apart,
        "convolutional network, points": filters!.before.mean,
        "convolutional network, pixels in another order, change": filters!.change.mean,
        "perceptron, points": pixels!.before.mean,
        "perceptron, pixels in another order, change": pixels!.change.mean,
        "Transformer without positions, f(P x) - P f(x)": symmetric,
        "recurrent network, order, at least": Math.min(...reader.right),
        "recurrent network, shuffled, at most": Math.max(...reader.shuffled),
        "bag of words, order, at most": Math.max(...bag.right),
        "bag of words, shuffled, at most": Math.max(...bag.shuffled),
      },
      control:
        `a perceptron's margin is ${narrower.toFixed(2)} of the widest on average; with positions a Transformer is ${placed.toFixed(1)} from symmetry, ` +
        `with a causal mask ${causal.toFixed(1)}; where the answer depends on which words there are, shuffling leaves the recurrent network at ${Math.min(...content.shuffled)}`,
      seeds: SEEDS,
      interval:
        `change of the convolutional network ${between(filters!.change)} points, of the perceptron ${between(pixels!.change)} ` +
        "(95 % t intervals over five seeds); recurrent networks and bags: each of three seeds",
    };
  },
};

const between = ({ low, high }: { low: number; high: number }) => `${low.toFixed(1)} to ${high.toFixed(1)}`;

export default demonstration;
