/** Modified Kneser-Ney by its formula over strings, as plainly as can be: what the tables are compared with. */
import { describe, expect, it } from "vitest";
import { countSentences } from "./counter.ts";
import { modifiedKneserNey } from "./modified-kneser-ney.ts";
import { BEGIN, Vocabulary } from "./vocabulary.ts";

/** A pseudo-random text over a few words, some of them rare. */
function text(seed: number, sentences: number, words = 12): string[][] {
  let x = seed;
  const draw = () => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return x / 2 ** 32;
  };
  const zipf = () => `w${Math.floor(words * draw() ** 3)}`;
  return Array.from({ length: sentences }, () => Array.from({ length: 1 + Math.floor(9 * draw()) }, zipf));
}

type Tally = Map<string, number>;
const add = (tally: Tally, key: string, value = 1) => tally.set(key, (tally.get(key) ?? 0) + value);

function bruteForce(sentences: readonly string[][], order: number) {
  const raw: Tally[] = Array.from({ length: order + 1 }, () => new Map());
  const vocabulary = new Set(["<unk>", "</s>"]);
  for (const sentence of sentences) {
    const padded = ["<s>", ...sentence, "</s>"];
    for (const word of sentence) vocabulary.add(word);
    for (let end = 1; end < padded.length; end++)
      for (let k = 1; k <= Math.min(order, end + 1); k++) add(raw[k]!, padded.slice(end + 1 - k, end + 1).join(" "));
  }
  const a = raw.map((tally, k) => {
    if (k === order || k === 0) return tally;
    const left: Tally = new Map();
    for (const longer of raw[k + 1]!.keys()) add(left, longer.split(" ").slice(1).join(" "));
    return new Map([...tally].map(([ngram, count]) => [ngram, ngram.startsWith("<s>") ? count : left.get(ngram)!]));
  });
  const D = a.map((tally) => {
    const n = [0, 1, 2, 3, 4].map((r) => [...tally.values()].filter((count) => count === r).length);
    const Y = n[1]! / (n[1]! + 2 * n[2]!);
    const d = [0, 1, 2, 3].map((r) => r - ((r + 1) * Y * n[r + 1]!) / n[r]!);
    return d.slice(1).every((x, i) => x >= 0 && x <= i + 1) ? d : [0, 0.5, 1, 1.5];
  });
  const P = (context: readonly string[], word: string): number => {
    const lower = context.length === 0 ? 1 / vocabulary.size : P(context.slice(1), word);
    const k = context.length + 1;
    const following = [...a[k]!].filter(([ngram]) => ngram.split(" ").slice(0, -1).join(" ") === context.join(" "));
    const whole = following.reduce((sum, [, count]) => sum + count, 0);
    if (whole === 0) return lower;
    const off = (count: number) => D[k]![Math.min(count, 3)]!;
    const mass = following.reduce((sum, [, count]) => sum + off(count), 0);
    const count = a[k]!.get([...context, word].join(" ")) ?? 0;
    return (count > 0 ? count - off(count) : 0) / whole + (mass / whole) * lower;
  };
  return { P, words: [...vocabulary] };
}

describe("modified Kneser-Ney", () => {
  it.each([1, 2, 3, 4])("of order %i equals its formula over strings", (order) => {
    const sentences = text(order, 60);
    const vocabulary = new Vocabulary();
    const model = modifiedKneserNey(countSentences(sentences, vocabulary, { order }));
    const { P, words } = bruteForce(sentences, order);
    const contexts = [["<s>"], ["<unk>"], ...sentences.slice(0, 8).map((words) => words.slice(0, order - 1))];
    for (const context of contexts.map((words) => words.slice(words.length - order + 1 || words.length))) {
      const ids = context.map((word) => (word === "<s>" ? BEGIN : vocabulary.id(word)));
      for (const word of words) {
        const token = vocabulary.words().indexOf(word);
        expect(Math.exp(model.logProb(ids, token))).toBeCloseTo(P(context, word), 12);
      }
    }
  });
});
