/** Generalization: the examples that are enough for a finite class by Valiant's bound, and whether they are. */

import { conjunctions, enough, type Hypotheses, thresholds, violations } from "../../../examples/pac-bound.ts";
import { row } from "../../harness/row.ts";

const SAMPLES = 20_000;
const SETTINGS = [
  { epsilon: 0.1, delta: 0.05 },
  { epsilon: 0.2, delta: 0.1 },
  { epsilon: 0.05, delta: 0.01 },
];

/** The classes, and truths of different size within each. */
const CLASSES: readonly (readonly [name: string, hypotheses: Hypotheses, truths: readonly number[]])[] = [
  ["thresholds on 100 points", thresholds(100), [0, 10, 50]],
  ["conjunctions of 5 variables", conjunctions(5), [0, 1, 4, 121]], // of 0, 1, 2 and 5 literals
];

export default row({
  id: "A24",
  bar:
    "thresholds on 100 points and conjunctions of 5 variables, seven truths, three pairs of epsilon and delta: with as many examples as the bound " +
    "asks for, a hypothesis that agrees with all of them and errs on more than epsilon is left in at most delta of 20,000 samples (upper end of the 95 % " +
    "interval); with a tenth of them in more than delta for every class and pair; for two hypotheses the frequency is (1 - error)^m within three standard errors",
  holds: {
    "largest share of delta that was used, upper end": { atMost: 1 },
    "class of two, standard errors from (1 - error)^m": { below: 3 },
    "control: frequency with a tenth of the examples, times delta, at least": { above: 1 },
  },
  oracle: "the bound m = (ln |H| + ln 1/delta) / epsilon; closed form (1 - error)^m for a class of two",

  short: {
    "the bound holds, and a tenth of its examples is too few": () => {
      const [epsilon, delta] = [0.1, 0.1];
      return Object.fromEntries(
        (
          [
            ["thresholds", thresholds(50), 25],
            ["conjunctions", conjunctions(4), 40],
          ] as const
        ).flatMap(([name, hypotheses, truth]) => {
          const m = enough(hypotheses.length, epsilon, delta);
          const left = (count: number) =>
            violations(hypotheses, hypotheses[truth]!, { m: count, epsilon, samples: 500, seed: 1 });
          return [
            [`${name}, m examples`, [left(m), { below: delta }]],
            [`${name}, m/10 examples`, [left(Math.ceil(m / 10)), { above: 3 * delta }]],
          ];
        }),
      );
    },
    "counts classes as they are: n + 1 thresholds, 3^n conjunctions": () => ({
      thresholds: [new Set(thresholds(20).map(String)).size, { is: 21 }],
      conjunctions: [new Set(conjunctions(4).map(String)).size, { is: 81 }],
      "examples that are enough for 81": [enough(81, 0.1, 0.05), { is: 74 }],
    }),
  },

  async full(log) {
    const value: Record<string, number | string> = {};
    let worstShare = 0;
    const tooFew: number[] = [];
    for (const [name, hypotheses, truths] of CLASSES)
      for (const { epsilon, delta } of SETTINGS) {
        const m = enough(hypotheses.length, epsilon, delta);
        const most = (count: number) =>
          Math.max(
            ...truths.map((truth) =>
              violations(hypotheses, hypotheses[truth]!, { m: count, epsilon, samples: SAMPLES, seed: count + truth }),
            ),
          );
        const [share, few] = [most(m), most(Math.ceil(m / 10))];
        worstShare = Math.max(worstShare, upperEnd(share) / delta);
        tooFew.push(few / delta);
        value[`${name}, epsilon ${epsilon}, delta ${delta}`] = `m ${m}: ${share} of samples at worst, m/10: ${few}`;
        log(`${name}, epsilon ${epsilon}, delta ${delta}: m ${m} -> ${share}, m/10 -> ${few}`);
      }
    const two = closedForm();
    return {
      value: {
        ...value,
        "largest share of delta that was used, upper end": worstShare,
        "class of two, standard errors from (1 - error)^m": two,
        "control: frequency with a tenth of the examples, times delta, at least": Math.min(...tooFew),
      },
      control: `with a tenth of the examples the frequency is ${Math.min(...tooFew).toFixed(1)} to ${Math.max(...tooFew).toFixed(1)} times delta`,
      interval: `Wilson's 95 % interval over ${SAMPLES} samples`,
    };
  },
});

/** Wilson's interval of a share, its upper end. */
function upperEnd(share: number): number {
  const z = 1.96;
  const spread = z * Math.sqrt((share * (1 - share)) / SAMPLES + z ** 2 / (4 * SAMPLES ** 2));
  return (share + z ** 2 / (2 * SAMPLES) + spread) / (1 + z ** 2 / SAMPLES);
}

/** The truth and one hypothesis that errs on 0.15 of 100 points, 20 examples: how far from the closed form, in standard errors. */
function closedForm(): number {
  const truth = Array<boolean>(100).fill(false);
  const other = truth.map((_, x) => x < 15);
  const share = violations([truth, other], truth, { m: 20, epsilon: 0.1, samples: SAMPLES, seed: 1 });
  const exact = 0.85 ** 20;
  return Math.abs(share - exact) / Math.sqrt((exact * (1 - exact)) / SAMPLES);
}
