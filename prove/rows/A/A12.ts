/** Distributed word vectors: a word is a row of a table, and words that stand in the same places get like rows. */
import { trainWord2Vec, word2vec } from "../../../src/models/index.ts";
import { Packed, Pass, releaseModel } from "../../../src/nn/index.ts";
import { ids, randn, scope, seed, threads, zeros } from "../../../src/tensor/index.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { described, tInterval } from "../../harness/statistics.ts";
import { plantedSynonyms, synonymsFound } from "../../worlds/words.ts";

const SEEDS = [1, 2, 3];
const PAIRS = 30;

/** The largest difference between looking ids up and multiplying their one-hot rows with the table. */
function lookupDifference(V: number, D: number): number {
  return scope(() => {
    seed(V);
    const model = word2vec({ vocabulary: V, width: D });
    model.embed.table = randn([V, D]);
    const words = Array.from({ length: 200 }, (_, i) => (i * 7919) % V);
    const oneHot = zeros([words.length, V]);
    for (const [row, word] of words.entries()) oneHot.select(0, row).narrow(0, word, 1).fill(1);
    const looked = model.call(ids(words), new Pass({ layout: new Packed([words.length]) }));
    return looked.sub(oneHot.matmul(model.embed.table)).abs().max().item();
  });
}

/** Synonyms found in a text, and in the same text with every word put somewhere else. */
function found(draw: number, shuffled: boolean): number {
  const { sentences, vocabulary } = plantedSynonyms(draw, { pairs: PAIRS });
  if (shuffled) {
    const all = sentences.flatMap((sentence) => [...sentence]);
    const order = scope(() => randn([all.length]).sort().indices.numbers());
    for (const [i, sentence] of sentences.entries()) sentence.set(order.slice(i * 5, i * 5 + 5).map((at) => all[at]!));
  }
  const model = trainWord2Vec(sentences, { vocabulary, width: 32, subsample: 0, epochs: 8, seed: draw });
  const share = synonymsFound(model.embed.table, 2 * PAIRS);
  releaseModel(model);
  return share;
}

const demonstration: Demonstration = {
  id: "A12",
  bar:
    "looking words up equals the product of their one-hot rows and the table bit for bit; of 60 planted synonyms at least 0.9 have the other " +
    "one as their nearest neighbour, by each of three seeds",
  oracle: "the closed form, a one-hot product; the pairs that were planted",
  sources: [
    "src/models/word2vec.ts",
    "src/models/word2vec-training.ts",
    "src/models/huffman.ts",
    "prove/worlds/words.ts",
    "prove/rows/A/A12.ts",
  ],

  async run(log) {
    threads(1);
    const apart = Math.max(lookupDifference(50, 16), lookupDifference(3000, 64));
    const shares = SEEDS.map((draw) => found(draw, false));
    const shuffled = SEEDS.map((draw) => found(draw, true));
    log(`lookup ${apart}; synonyms ${shares}; shuffled ${shuffled}`);
    const met = apart === 0 && shares.every((share) => share >= 0.9) && shuffled.every((share) => share < 0.2);
    return {
      status: met ? "passed" : "failed",
      value: {
        "lookup beside one-hot product, largest difference": apart,
        "synonym is the nearest, share by seed": shares.map((share) => share.toFixed(3)).join(", "),
      },
      seeds: SEEDS,
      interval: described(tInterval(shares), SEEDS.length, 3),
      control: `the same texts with their words shuffled: ${shuffled.map((share) => share.toFixed(3)).join(", ")}`,
    };
  },
};

export default demonstration;
