/** A language model is a distribution over token sequences, by the chain rule (Shannon 1948). */

import {
  BEGIN,
  backoffModel,
  countSentences,
  END,
  katz,
  kneserNey,
  modifiedKneserNey,
  type NgramModel,
  UNKNOWN,
  Vocabulary,
  wittenBell,
} from "../../../src/ngram/index.ts";
import { row } from "../../harness/row.ts";

/** Finished strings of fewer words than this, and the prefixes of as many, are all enumerated. */
const LENGTH = 9;

const sentences = ["a b b a", "b a", "a a b", "b b b a b", "a"].map((line) => line.split(" "));

/** The probability of all finished strings below a length in words and of all prefixes of that length. */
function mass(model: NgramModel, alphabet: readonly number[], length: number): number {
  const walk = (prefix: readonly number[], logProb: number): number => {
    if (prefix.length === length) return Math.exp(logProb);
    let sum = Math.exp(logProb + model.logProb([BEGIN, ...prefix], END));
    for (const id of alphabet) sum += walk([...prefix, id], logProb + model.logProb([BEGIN, ...prefix], id));
    return sum;
  };
  return walk([], 0);
}

/** P(w1..wk ...) by adding up the joint probabilities of all strings that begin so: no conditional of the prefix is used. */
function marginal(joint: ReadonlyMap<string, number>, prefix: readonly number[]): number {
  const start = prefix.join(" ");
  let sum = 0;
  for (const [string, p] of joint) if (string === start || string.startsWith(`${start} `)) sum += p;
  return sum;
}

function jointTable(model: NgramModel, alphabet: readonly number[], length: number): Map<string, number> {
  const table = new Map<string, number>();
  const visit = (prefix: readonly number[]) => {
    const scores = model.score(prefix);
    const words = scores.subarray(0, prefix.length).reduce((total, value) => total + value, 0);
    if (prefix.length === length) table.set(prefix.join(" "), Math.exp(words));
    else {
      table.set([...prefix, "end"].join(" "), Math.exp(words + scores[prefix.length]!));
      for (const id of alphabet) visit([...prefix, id]);
    }
  };
  visit([]);
  return table;
}

export default row({
  id: "A01",
  bar:
    `finished strings of fewer than ${LENGTH} words and prefixes of ${LENGTH} have probabilities that sum to 1 within 1e-6; ` +
    "the product of conditionals equals the joint by enumeration within 1e-12",
  holds: {
    "worst distance of a sum from 1": { below: 1e-6 },
    "worst distance of the chain rule from the joint": { below: 1e-12 },
    "control: distance from 1 with all back-off weights 1": { above: 0.1 },
  },
  oracle: "enumeration",

  short: {
    "gives sequences probabilities by the chain rule, which sum to 1": () => {
      const words = new Vocabulary();
      const few = sentences.slice(0, 3);
      const model = modifiedKneserNey(countSentences(few, words, { order: 3 }));
      const alphabet = [UNKNOWN, words.id("a"), words.id("b")];
      const ids = few[0]!.map((word) => words.id(word));
      const product = ids.reduce((p, id, i) => p * model.conditional([BEGIN, ...ids.slice(0, i)])[id]!, 1);
      const chained = model
        .score(ids)
        .subarray(0, ids.length)
        .reduce((total, value) => total + value, 0);
      return {
        "distance of the sum from 1": [Math.abs(mass(model, alphabet, 6) - 1), { below: 5e-13 }],
        "distance of the chain rule from the product": [Math.abs(Math.exp(chained) - product), { below: 5e-16 }],
      };
    },
  },

  async full(log) {
    const vocabulary = new Vocabulary();
    const counts = countSentences(sentences, vocabulary, { order: 3 });
    const alphabet = [UNKNOWN, vocabulary.id("a"), vocabulary.id("b")];
    const models = {
      modified: modifiedKneserNey(counts),
      kneserNey: kneserNey(counts),
      katz: katz(counts),
      witten: wittenBell(counts),
    };
    const off = Object.values(models).map((model) => Math.abs(mass(model, alphabet, LENGTH) - 1));
    log(`distances of the sums from 1: ${off}`);
    const joint = jointTable(models.modified, alphabet, 6);
    const prefixes = [[3], [3, 4], [4, 3, 3], [4, 4, 3, 3]];
    const apart = prefixes.map((prefix) => {
      const chain = prefix.reduce(
        (p, id, i) => p * models.modified.conditional([BEGIN, ...prefix.slice(0, i)])[id]!,
        1,
      );
      return Math.abs(chain - marginal(joint, prefix));
    });
    // Without the weights of backing off a model is no distribution.
    const levels = models.modified.table!.levels.map((level) => ({ ...level, backoffs: level.backoffs.map(() => 0) }));
    const broken = mass(backoffModel(models.modified, levels), alphabet, LENGTH);
    return {
      value: {
        "strings enumerated, a model": (3 ** (LENGTH + 1) - 1) / 2,
        "worst distance of a sum from 1": Math.max(...off),
        "worst distance of the chain rule from the joint": Math.max(...apart),
        "control: distance from 1 with all back-off weights 1": Math.abs(broken - 1),
      },
      control: `with all back-off weights 1 the same sum is ${broken.toFixed(3)}`,
    };
  },
});
