/** Exact maximization of probability: every continuation looked at. */

import { exhaustiveSearch } from "../../../src/generation/index.ts";
import { uniform, written } from "../../../tests/toy-tree.ts";
import { refusal, row } from "../../harness/row.ts";

export default row({
  id: "C01",
  bar: "the number of continuations is |D|^M for |D| = 2 to 6 and M = 1 to 5 (81 for 3 and 4, not 64); the best one is Viterbi's for a first-order model",
  holds: {
    "continuations of 4 tokens over 3 words": { is: 81 },
    "sizes counted wrongly, of 25": { is: 0 },
    "bigram models on which the best differs from Viterbi's, of 50": { is: 0 },
    "control: models on which greedy search misses the best, of 50": { above: 0 },
  },
  oracle: "closed form; Viterbi (1967) over a bigram model, on which maximization is polynomial",

  short: {
    "looks at |D|^M continuations: 81 for three words and four places, not 64": async () => {
      const { count, best } = exhaustiveSearch(uniform(3), { length: 4 });
      return {
        continuations: [count, { is: 81 }],
        "ln P of the best from ln 1/81": [Math.abs(best.logprob - Math.log(1 / 81)), { below: 5e-13 }],
        "a thousand words": [
          await refusal(() => exhaustiveSearch(uniform(1000), { length: 3 })),
          { says: "more than 100000" },
        ],
      };
    },
  },

  async full() {
    let miscounted = 0;
    for (let D = 2; D <= 6; D++) {
      for (let M = 1; M <= 5; M++) {
        if (exhaustiveSearch(uniform(D), { length: M }).count !== D ** M) miscounted++;
      }
    }
    let apart = 0;
    let greedyApart = 0;
    for (let model = 0; model < 50; model++) {
      const table = bigram(4, model);
      const { best } = exhaustiveSearch(
        written((prefix) => table[prefix.at(-1) ?? 0]!),
        { length: 5 },
      );
      if (Math.abs(Math.exp(best.logprob) - viterbi(table, 5)) > 1e-12) apart++;
      if (Math.abs(Math.exp(best.logprob) - greedyProduct(table, 5)) > 1e-12) greedyApart++;
    }
    return {
      value: {
        "continuations of 4 tokens over 3 words": exhaustiveSearch(uniform(3), { length: 4 }).count,
        "sizes counted wrongly, of 25": miscounted,
        "bigram models on which the best differs from Viterbi's, of 50": apart,
        "control: models on which greedy search misses the best, of 50": greedyApart,
      },
      control: `greedy search in place of all continuations misses the best on ${greedyApart} of 50 models`,
    };
  },
});

/** P(next | last) of `words` words, [words][words], by a fixed scramble of the model's number. */
function bigram(words: number, model: number): number[][] {
  return Array.from({ length: words }, (_, last) => {
    const weights = Array.from(
      { length: words },
      (_, next) => 1 + ((model * 37 + last * 101 + next * 53 + last * next * 7) % 23),
    );
    const total = weights.reduce((a, b) => a + b);
    return weights.map((weight) => weight / total);
  });
}

/** Probability of the best sequence of a length behind word 0, by dynamic programming. */
function viterbi(table: readonly (readonly number[])[], length: number): number {
  let best: number[] = table.map((_, word) => (word === 0 ? 1 : 0));
  for (let step = 0; step < length; step++) {
    best = table.map((_, next) => Math.max(...best.map((p, last) => p * table[last]![next]!)));
  }
  return Math.max(...best);
}

function greedyProduct(table: readonly (readonly number[])[], length: number): number {
  let [word, product] = [0, 1];
  for (let step = 0; step < length; step++) {
    const row = table[word]!;
    product *= Math.max(...row);
    word = row.indexOf(Math.max(...row));
  }
  return product;
}
