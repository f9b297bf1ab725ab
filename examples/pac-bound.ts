/**
 * How many examples are enough? With a finite class of hypotheses H, one of which is the truth,
 *
 *     m >= (ln |H| + ln 1/delta) / epsilon
 *
 * examples leave, with probability at least 1 - delta, no hypothesis that agrees with all of them and is wrong on more than
 * epsilon of the world (Valiant 1984, "A theory of the learnable"). For one that wrong agrees with an example with probability
 * below 1 - epsilon, with m of them below e^(-epsilon m), and there are |H| of them. Here samples are drawn again and again, and
 * the share after which a wrong hypothesis is left stands beside delta.
 */
import { Generator, rand, scope } from "tenon/tensor";

/** For each hypothesis, what it says of each point of a finite world. */
export type Hypotheses = readonly (readonly boolean[])[];

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** x >= t on a line of points, for every t: points + 1 hypotheses. */
export function thresholds(points: number): Hypotheses {
  return range(points + 1).map((t) => range(points).map((x) => x >= t));
}

/** Conjunctions of some of n variables, each as it is or negated, over all 2^n assignments: 3^n hypotheses. */
export function conjunctions(n: number): Hypotheses {
  return range(3 ** n).map((code) => {
    const uses = range(n).map((i) => Math.floor(code / 3 ** i) % 3); // 0 not at all, 1 as it is, 2 negated
    return range(2 ** n).map((x) => uses.every((use, i) => use === 0 || (use === 1) === (((x >> i) & 1) === 1)));
  });
}

/** The bound: examples that are enough for any learner that agrees with all it has seen. */
export function enough(hypotheses: number, epsilon: number, delta: number): number {
  return Math.ceil((Math.log(hypotheses) + Math.log(1 / delta)) / epsilon);
}

/**
 * The share of samples of m points, uniform and with replacement, that some hypothesis outlives which is wrong on more than
 * epsilon of all points: after such a sample a learner may choose it.
 */
export function violations(
  hypotheses: Hypotheses,
  truth: readonly boolean[],
  { m, epsilon, samples, seed }: { m: number; epsilon: number; samples: number; seed: number },
): number {
  const points = truth.length;
  const wrong = hypotheses
    .map((says) => range(points).filter((x) => says[x] !== truth[x]))
    .filter((places) => places.length > epsilon * points);
  const generator = new Generator(seed);
  let violated = 0;
  for (let sample = 0; sample < samples; sample++) {
    const seen = new Set(scope(() => rand([m], { generator }).mul(points).numbers()).map(Math.floor));
    violated += Number(wrong.some((places) => places.every((x) => !seen.has(x))));
  }
  return violated / samples;
}

if (process.argv[1] === import.meta.filename) {
  const [epsilon, delta, samples] = [0.1, 0.05, 2000];
  console.log(`epsilon ${epsilon}, delta ${delta}, ${samples} samples of m examples each`);
  const classes: readonly (readonly [name: string, hypotheses: Hypotheses, truth: number])[] = [
    ["thresholds on 100 points", thresholds(100), 50],
    ["conjunctions of 5 variables", conjunctions(5), 121], // all five, as they are
  ];
  for (const [name, hypotheses, truth] of classes) {
    const bound = enough(hypotheses.length, epsilon, delta);
    for (const m of [bound, Math.ceil(bound / 2), Math.ceil(bound / 10)]) {
      const share = violations(hypotheses, hypotheses[truth]!, { m, epsilon, samples, seed: m });
      const verdict = share <= delta ? "within delta" : "more than delta";
      console.log(`${name}, |H| = ${hypotheses.length}, m = ${m}: a wrong one is left in ${share}, ${verdict}`);
    }
  }
}
