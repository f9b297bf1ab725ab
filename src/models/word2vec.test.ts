import { describe, expect, it } from "vitest";
import { plantedSynonyms, synonymsFound } from "../../prove/worlds/words.ts";
import { distance } from "../../tests/contracts/model.ts";
import { releaseModel } from "../nn/index.ts";
import { fromData, ids, randn, seed, tensor } from "../tensor/index.ts";
import { keptShares, trainWord2Vec } from "../training/index.ts";
import { hierarchicalSoftmax, huffmanPaths, nearest, negativeSampling, unitRows } from "./index.ts";

const counts = [40, 1, 7, 7, 3, 19];

describe("Huffman's tree", () => {
  it("makes probabilities that sum to 1", () => {
    seed(4);
    const [table, x] = [randn([5, 3]), randn([3])];
    const sum = huffmanPaths(counts).reduce(
      (total, path) => total + Math.exp(-hierarchicalSoftmax(table, x, path).item()),
      0,
    );
    expect(sum).toBeCloseTo(1, 5);
  });

  it("is as short as can be, and no path begins another", () => {
    const paths = huffmanPaths(counts).map(({ turns }) => turns.join(""));
    expect(paths.reduce((sum, path, word) => sum + path.length * counts[word]!, 0)).toBe(147);
    for (const a of paths) for (const b of paths) if (a !== b) expect(b.startsWith(a)).toBe(false);
  });

  it("has V - 1 inner nodes, the root the last, and at each a way to either side", () => {
    const ways = huffmanPaths(counts).flatMap(({ nodes, turns }) => {
      expect([nodes[0], nodes.length]).toEqual([counts.length - 2, turns.length]);
      return [...nodes].map((node, i) => `${node} ${turns[i]}`);
    });
    expect([...new Set(ways)].sort()).toEqual([0, 1, 2, 3, 4].flatMap((node) => [`${node} 0`, `${node} 1`]));
    expect(huffmanPaths([3, 5]).map(({ nodes }) => [...nodes])).toEqual([[0], [0]]);
  });

  it("needs two words", () => expect(() => huffmanPaths([3])).toThrow(/two words at least, not 1/));
});

describe("a guess is scored by its formula", () => {
  seed(5);
  const table = randn([5, 3]);
  const rows = table.numbers();
  const product = (row: number, x: readonly number[]) =>
    x.reduce((sum, value, i) => sum + value * rows[3 * row + i]!, 0);
  const logSigmoid = (x: number) => -Math.log1p(Math.exp(-x));
  const [a, b] = [[1, -2, 0.5], [0.3, 0.7, -1]] as const; // biome-ignore format: one line

  it("against drawn words: -ln sigmoid(u_o x) - sum_k ln sigmoid(-u_k x), on average", () => {
    const loss = negativeSampling(table, tensor([a, b]), ids([0, 3]), ids([1, 2, 4, 4]).reshape([2, 2]));
    const one = (x: readonly number[], word: number, drawn: readonly number[]) =>
      -logSigmoid(product(word, x)) - drawn.reduce((sum, k) => sum + logSigmoid(-product(k, x)), 0);
    expect(loss.item()).toBeCloseTo((one(a, 0, [1, 2]) + one(b, 3, [4, 4])) / 2, 5);
  });

  it("along a path: -sum_j ln sigmoid((1 - 2 turn_j) u_j x)", () => {
    const path = { nodes: Int32Array.of(4, 1, 0), turns: Uint8Array.of(0, 1, 1) };
    const sum = logSigmoid(product(4, a)) + logSigmoid(-product(1, a)) + logSigmoid(-product(0, a));
    expect(hierarchicalSoftmax(table, tensor(a), path).item()).toBeCloseTo(-sum, 5);
  });
});

describe("training word vectors", () => {
  it("thins common words out by the formula of the authors' program", () => {
    const [common, rare] = keptShares([990, 10], 0.01);
    expect(common).toBeCloseTo(Math.sqrt(0.01 / 0.99) + 0.01 / 0.99, 12);
    expect(rare).toBe(1);
  });

  it.each([
    ["cbow", "negative-sampling"],
    ["skip-gram", "hierarchical-softmax"],
    ["cbow", "hierarchical-softmax"],
  ] as const)("%s with %s finds synonyms too, the same ones from the same seed", (reads, objective) => {
    const { sentences, vocabulary } = plantedSynonyms(2, { pairs: 5, sentences: 1500 });
    const options = { vocabulary, width: 12, subsample: 0, epochs: 12, lr: 0.1, reads, objective };
    const [a, b] = [trainWord2Vec(sentences, options), trainWord2Vec(sentences, options)];
    expect(synonymsFound(a.embed.table, 10)).toBeGreaterThanOrEqual(0.9);
    expect(distance(a.embed.table, b.embed.table)).toBe(0);
    releaseModel(a);
    releaseModel(b);
  });

  it("refuses a word that the vocabulary lacks", () => {
    expect(() => trainWord2Vec([Int32Array.of(0, 7)], { vocabulary: 5 })).toThrow("word 7 is not among the 5");
  });

  it("finds nearest words, those it is told to leave out left out", () => {
    const table = fromData(Float32Array.of(1, 0, 0.9, 0.1, 0, 1, -1, 0), [4, 2]);
    expect(distance(unitRows(tensor([[3, 4], [0, -2], [1, 0]])), tensor([[0.6, 0.8], [0, -1], [1, 0]]))).toBeLessThan(1e-6); // biome-ignore format: one line
    expect(nearest(table, table.select(0, 0), { count: 2, except: [0] })).toEqual([1, 2]);
    expect(nearest(table, table.select(0, 3))).toEqual([3]);
    expect(nearest(table, tensor([5, 0.1]), { count: 9 })).toEqual([0, 1, 2, 3]);
  });
});
