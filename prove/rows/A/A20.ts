/** Inductive biases: what four families of models take for granted, and what becomes of each where it does not hold. */

import { accuracy } from "../../../examples/locality.ts";
import { maxMargin, perceptron } from "../../../examples/max-margin.ts";
import { answers, equivarianceApart } from "../../../examples/order.ts";
import { margins } from "../../../tests/lessons.ts";
import { refusal, row } from "../../harness/row.ts";
import { tInterval } from "../../harness/statistics.ts";

const SEEDS = [1, 2, 3, 4, 5];
const STEPS = 400;

export default row({
  id: "A20",
  bar:
    "support vector machine: on 16 pairs of clouds in 1 to 20 dimensions the widest margin and its plane are libsvm's to 1e-3; convolutional network: another order " +
    "of pixels costs it at least 10 points (lower end of the 95 % interval), a perceptron on average at most 1 either way; Transformer without positions: f(P x) = P f(x) to 1e-6; " +
    "recurrent network: at least 0.95 where the answer depends on order, 0.45 to 0.55 when shuffled, a bag of words there both times",
  holds: {
    "margin and plane beside libsvm's, worst": { below: 1e-3 },
    "convolutional network, pixels in another order, change, 95 %": { atMost: -10 },
    "perceptron, pixels in another order, change": { atLeast: -1, atMost: 1 },
    "Transformer without positions, f(P x) - P f(x)": { below: 1e-6 },
    "recurrent network, order, at least": { atLeast: 0.95 },
    "recurrent network, shuffled, at most": { below: 0.55 },
    "bag of words, order, at most": { below: 0.55 },
    "bag of words, shuffled, at most": { below: 0.55 },
    "the least of these three": { above: 0.45 },
    "control: a perceptron's margin as a share of the widest, mean": { below: 0.9 },
    "control: Transformer with positions, f(P x) - P f(x)": { above: 0.1 },
    "control: Transformer with a causal mask, f(P x) - P f(x)": { above: 0.1 },
    "control: recurrent network, shuffled, where words alone decide, at least": { atLeast: 0.95 },
  },
  oracle: "scikit-learn 1.9.1's SVC (libsvm), C = 1e6; symmetry in closed form; chance, 0.5",

  short: {
    "the widest margin and its plane are libsvm's": async () => {
      const all = margins().map(({ above, below, weight, bias, margin }) => {
        const ours = maxMargin(above, below);
        return {
          margin: Math.abs(ours.margin / margin - 1),
          plane: Math.max(Math.abs(ours.bias - bias), ...ours.weight.map((w, k) => Math.abs(w - weight[k]!))),
          perceptron: perceptron(above, below).margin / margin - 1,
        };
      });
      return {
        "margin, share apart": [Math.max(...all.map(({ margin }) => margin)), { below: 5e-6 }],
        "plane, worst number apart": [Math.max(...all.map(({ plane }) => plane)), { below: 5e-5 }],
        "a perceptron's margin above it, share": [Math.max(...all.map((one) => one.perceptron)), { atMost: 1e-9 }],
        "classes that no plane parts": [
          await refusal(() => maxMargin([[0], [2]], [[1]])),
          { says: "no plane parts the classes" },
        ],
      };
    },
    "filters need neighbours, a perceptron does not": () => {
      const right = (network: "convolutional" | "perceptron", shuffled: boolean) =>
        accuracy(network, { seed: 1, shuffled, steps: 100 });
      return {
        "lost by filters": [right("convolutional", false) - right("convolutional", true), { above: 0.2 }],
        "changed for a perceptron": [Math.abs(right("perceptron", false) - right("perceptron", true)), { below: 0.05 }],
      };
    },
    "a Transformer without positions takes a text for a set, unless it looks back only": () => ({
      "f(P x) - P f(x)": [equivarianceApart(1), { below: 1e-12 }],
      "the same with positions": [equivarianceApart(1, { positions: true }), { above: 0.1 }],
      "the same with a causal mask": [equivarianceApart(1, { looksBack: true }), { above: 0.1 }],
    }),
    "a recurrent network can learn an order, which a bag of words cannot": () => {
      const [reader, bag] = [answers("recurrent", "order", 1, 120), answers("bag", "order", 1, 120)];
      return {
        "recurrent network": [reader.right, { above: 0.9 }],
        "shuffled; bag; bag, shuffled": [[reader.shuffled, bag.right, bag.shuffled], { above: 0.44, below: 0.56 }],
      };
    },
  },

  async full(log) {
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
    const causal = Math.min(...SEEDS.map((seed) => equivarianceApart(seed, { looksBack: true })));

    const read = (reader: "recurrent" | "bag", task: "order" | "content") => {
      const runs = SEEDS.slice(0, 3).map((seed) => answers(reader, task, seed));
      log(`${task}, ${reader}: ${runs.map(({ right, shuffled }) => `${right} -> ${shuffled}`).join(", ")}`);
      return { right: runs.map(({ right }) => right), shuffled: runs.map(({ shuffled }) => shuffled) };
    };
    const [reader, bag, content] = [read("recurrent", "order"), read("bag", "order"), read("recurrent", "content")];
    const chance = [...reader.shuffled, ...bag.right, ...bag.shuffled];
    return {
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

        "convolutional network, pixels in another order, change, 95 %": [filters!.change.low, filters!.change.high],
        "the least of these three": Math.min(...chance),
        "control: a perceptron's margin as a share of the widest, mean": narrower,
        "control: Transformer with positions, f(P x) - P f(x)": placed,
        "control: Transformer with a causal mask, f(P x) - P f(x)": causal,
        "control: recurrent network, shuffled, where words alone decide, at least": Math.min(...content.shuffled),
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
});

const between = ({ low, high }: { low: number; high: number }) => `${low.toFixed(1)} to ${high.toFixed(1)}`;
