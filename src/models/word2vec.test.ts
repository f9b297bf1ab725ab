import { describe, expect, it } from "vitest";
import { analogyAccuracy, plantedAnalogies, plantedSynonyms, synonymsFound } from "../../prove/words.ts";
import { distance } from "../../tests/contracts/model.ts";
import { Packed, Pass, releaseModel } from "../nn/index.ts";
import { fromData, gradcheck, ids, noGrad, randn, seed, type Tensor } from "../tensor/index.ts";
import {
  hierarchicalSoftmax,
  huffmanPaths,
  keptShares,
  nearest,
  negativeSampling,
  stepper,
  trainWord2Vec,
  word2vec,
} from "./index.ts";

const counts = [40, 1, 7, 7, 3, 19];
const one = new Pass({ layout: new Packed([1]) });
const wide = (...shape: number[]) => randn(shape, 1, { dtype: "float64" }).requireGrad();
const flat = (table: Tensor) => table.detach().floats();

describe("word vectors", () => {
  it("[A12] looking a word up is the product of its one-hot row and the table, bit for bit", () => {
    seed(1);
    const table = randn([9, 5]);
    const words = [4, 0, 8, 4];
    const oneHot = words.flatMap((word) => Array.from({ length: 9 }, (_, i) => Number(i === word)));
    const model = word2vec({ vocabulary: 9, width: 5 });
    model.embed.table = table;
    const looked = model.call(ids(words), one);
    expect(distance(looked, fromData(Float32Array.from(oneHot), [4, 9]).matmul(table))).toBe(0);
  });

  it("[A12] the nearest neighbour of a planted synonym is the other", () => {
    const { sentences, vocabulary } = plantedSynonyms(1, { pairs: 10, sentences: 2500 });
    const model = trainWord2Vec(sentences, { vocabulary, width: 16, subsample: 0, epochs: 8 });
    expect(synonymsFound(model.embed.table, 20)).toBeGreaterThanOrEqual(0.9);
    releaseModel(model);
  });

  it("[A13] the derivatives of both objectives equal finite differences", () => {
    seed(2);
    const table = wide(6, 3);
    const sampled = (x: Tensor, u: Tensor) =>
      negativeSampling(u, x, ids([0, 4]), fromData(new BigInt64Array([1n, 2n, 5n, 3n]), [2, 2]));
    expect(gradcheck((x, u) => sampled(x!, u!), [wide(2, 3), table])).toBeLessThanOrEqual(1);
    const path = huffmanPaths(counts)[1]!;
    const nodes = wide(5, 3);
    expect(gradcheck((x, u) => hierarchicalSoftmax(u!, x!, path), [wide(3), nodes])).toBeLessThanOrEqual(1);
  });

  it.each(["negative sampling", "hierarchical softmax"])(
    "[A13] a step of training is minus rate times the derivative: %s",
    (objective) => {
      seed(3);
      const [embed, guess] = [randn([6, 4]).requireGrad(), randn([6, 4]).requireGrad()];
      const read = [1, 3, 4]; // CBOW's; skip-gram is the case of one
      const x = embed.indexSelect(0, ids(read)).mean(0, true); // [1, D]
      const path = huffmanPaths(counts)[4]!;
      const [loss, step] =
        objective === "negative sampling"
          ? [
              negativeSampling(guess, x, ids([2]), ids([5, 0]).unsqueeze(0)),
              { rows: Int32Array.of(2, 5, 0), labels: Uint8Array.of(1, 0, 0) },
            ]
          : [
              hierarchicalSoftmax(guess, x.squeeze(0), path),
              { rows: path.nodes, labels: path.turns.map((turn) => 1 - turn) },
            ];
      loss.backward();
      const [v, u] = [flat(embed), flat(guess)];
      stepper(v, u, 4)(Int32Array.from(read), read.length, step, 0.1);
      noGrad(() => {
        expect(distance(fromData(v, [6, 4]), embed.sub(embed.grad!.mul(0.1)))).toBeLessThan(1e-6);
        expect(distance(fromData(u, [6, 4]), guess.sub(guess.grad!.mul(0.1)))).toBeLessThan(1e-6);
      });
    },
  );

  it("[A13] planted analogies come out at the first guess", () => {
    const text = plantedAnalogies(1, { items: 8, kinds: 2, sentences: 4000 });
    expect(analogyAccuracy(text, { epochs: 6 })).toBeGreaterThanOrEqual(0.9);
  });
});

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

  it("needs two words", () => expect(() => huffmanPaths([3])).toThrow(/two words at least, not 1/));
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
    expect(nearest(table, table.select(0, 0), { count: 2, except: [0] })).toEqual([1, 2]);
  });
});
