/** Distributed word vectors: a word is a row of a table, and words that stand in the same places get like rows. */

import { word2vec } from "../../../src/models/index.ts";
import { Packed, Pass, releaseModel } from "../../../src/nn/index.ts";
import { ids, randn, scope, seed, threads, zeros } from "../../../src/tensor/index.ts";
import { trainWord2Vec } from "../../../src/training/index.ts";
import { row } from "../../harness/row.ts";
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

export default row({
  id: "A12",
  bar:
    "looking words up equals the product of their one-hot rows and the table bit for bit; of 60 planted synonyms at least 0.9 have the other " +
    "one as their nearest neighbour, by each of three seeds",
  holds: {
    "lookup beside one-hot product, largest difference": { is: 0 },
    "synonym is the nearest, share by seed": { atLeast: 0.9 },
    "control: the same of shuffled texts, by seed": { below: 0.2 },
  },
  oracle: "the closed form, a one-hot product; the pairs that were planted",

  short: {
    "looking a word up is the product of its one-hot row and the table, bit for bit": () => ({
      "largest difference": [lookupDifference(9, 5), { is: 0 }],
    }),
    "the nearest neighbour of a planted synonym is the other": () => {
      const { sentences, vocabulary } = plantedSynonyms(1, { pairs: 10, sentences: 2500 });
      const model = trainWord2Vec(sentences, { vocabulary, width: 16, subsample: 0, epochs: 8 });
      const share = synonymsFound(model.embed.table, 20);
      releaseModel(model);
      return { "share found": [share, { atLeast: 0.9 }] };
    },
  },

  async full(log) {
    threads(1);
    const apart = Math.max(lookupDifference(50, 16), lookupDifference(3000, 64));
    const shares = SEEDS.map((draw) => found(draw, false));
    const shuffled = SEEDS.map((draw) => found(draw, true));
    log(`lookup ${apart}; synonyms ${shares}; shuffled ${shuffled}`);
    return {
      value: {
        "lookup beside one-hot product, largest difference": apart,
        "synonym is the nearest, share by seed": shares,
        "control: the same of shuffled texts, by seed": shuffled,
      },
      seeds: SEEDS,
      interval: described(tInterval(shares), SEEDS.length, 3),
      control: `the same texts with their words shuffled: ${shuffled.map((share) => share.toFixed(3)).join(", ")}`,
    };
  },
});
