/** Word2Vec (Mikolov et al. 2013, arXiv:1301.3781 and arXiv:1310.4546): gradients, planted analogies, and gensim on real text. */

import { speeches } from "../../../src/data/index.ts";
import { hierarchicalSoftmax, huffmanPaths, nearest, negativeSampling, unitRows } from "../../../src/models/index.ts";
import { releaseModel } from "../../../src/nn/index.ts";
import {
  fromData,
  gradcheck,
  ids,
  noGrad,
  randn,
  scope,
  seed,
  type Tensor,
  threads,
} from "../../../src/tensor/index.ts";
import { stepper, trainWord2Vec } from "../../../src/training/index.ts";
import { fixture, GensimFixture, rowOf } from "../../../tests/fixtures.ts";
import type { Checks } from "../../harness/row.ts";
import { row } from "../../harness/row.ts";
import { described, spearman, tInterval } from "../../harness/statistics.ts";
import { analogyAccuracy, plantedAnalogies } from "../../worlds/words.ts";

const SEEDS = [1, 2, 3];
const LEAST = 10;
const EPOCHS = 5;
const reference = () => fixture("word2vec/gensim.json.gz", GensimFixture);

/** The addresses as gensim was given them: sentences of words that stand ten times or more, as ids. */
function readText(): { sentences: Int32Array[]; idOf: Map<string, number>; tokens: number } {
  const words = [...speeches()].flatMap(({ text }) =>
    text
      .toLowerCase()
      .split(/[.!?]/)
      .map((sentence) => sentence.match(/[a-z]+/g) ?? []),
  );
  const counts = new Map<string, number>();
  for (const sentence of words) for (const word of sentence) counts.set(word, (counts.get(word) ?? 0) + 1);
  const known = [...counts].filter(([, count]) => count >= LEAST).map(([word]) => word);
  const idOf = new Map(known.map((word, id) => [word, id]));
  const sentences = words.map((sentence) => Int32Array.from(sentence.flatMap((word) => idOf.get(word) ?? [])));
  return { sentences, idOf, tokens: words.reduce((sum, sentence) => sum + sentence.length, 0) };
}

/** Cosines of the reference's pairs, and the share of Google's questions that are answered rightly. */
function examine(table: Tensor, idOf: ReadonlyMap<string, number>): { cosines: number[]; right: number } {
  const { pairs, words, questions } = reference();
  return scope(() => {
    const unit = unitRows(table);
    const columns = [0, 1].map((side) =>
      ids(Array.from({ length: pairs.shape[0]! }, (_, i) => idOf.get(words[rowOf(pairs, i)[side]!]!)!)),
    );
    const [left, right] = columns.map((column) => unit.indexSelect(0, column));
    const correct = questions.filter((question) => {
      const [a, b, c, d] = question.map((word) => idOf.get(word)!);
      const row = (id: number) => unit.select(0, id);
      return scope(() => nearest(unit, row(b!).sub(row(a!)).add(row(c!)), { except: [a!, b!, c!] })[0]) === d;
    });
    return { cosines: left!.mul(right!).sum(1).numbers(), right: correct.length / questions.length };
  });
}

export default row({
  id: "A13",
  bar:
    "the derivative of negative sampling within 1e-4 of finite differences; planted analogies right at the first guess in 0.9 of cases and more by " +
    "each of three seeds; on the State of the Union addresses the rank correlation of our cosines of 2,000 pairs of words with gensim's at least 0.6",
  holds: {
    "words of text less gensim's": { is: 0 },
    "different words less gensim's": { is: 0 },
    "largest difference from finite differences": { below: 1e-4 },
    "planted analogies right, by seed": { atLeast: 0.9 },
    "rank correlation with gensim": { atLeast: 0.6 },
    "control: rank correlation with gensim's cosines of other pairs": { above: -0.1, below: 0.1 },
    "control: analogies right of items drawn at random, by seed": { below: 0.5 },
  },
  oracle: "gensim 4.4.0 Word2Vec on the same text with the same settings; gensim with another seed as the ceiling",

  short: {
    "the derivatives of both objectives equal finite differences": () =>
      scope(() => {
        seed(2);
        const wide = (...shape: number[]) => randn(shape, 1, { dtype: "float64" }).requireGrad();
        const negatives = fromData(new BigInt64Array([1n, 2n, 5n, 3n]), [2, 2]);
        const table = wide(6, 3);
        const path = huffmanPaths(COUNTS)[1]!;
        const nodes = wide(5, 3);
        return {
          "negative sampling, share of the tolerance": [
            gradcheck((x, u) => negativeSampling(u!, x!, ids([0, 4]), negatives), [wide(2, 3), table]),
            { atMost: 1 },
          ],
          "hierarchical softmax, share of the tolerance": [
            gradcheck((x, u) => hierarchicalSoftmax(u!, x!, path), [wide(3), nodes]),
            { atMost: 1 },
          ],
        };
      }),
    "a step of training is minus rate times the derivative: negative sampling": () => stepApart("negative sampling"),
    "a step of training is minus rate times the derivative: hierarchical softmax": () =>
      stepApart("hierarchical softmax"),
    "planted analogies come out at the first guess": () => ({
      "share right": [
        analogyAccuracy(plantedAnalogies(1, { items: 8, kinds: 2, sentences: 4000 }), { epochs: 6 }),
        { atLeast: 0.9 },
      ],
    }),
  },

  async full(log) {
    threads(1);
    const gradient = scope(() => {
      seed(1);
      const wide = (...shape: number[]) => randn(shape, 1, { dtype: "float64" }).requireGrad();
      const negatives = fromData(
        BigInt64Array.from({ length: 20 }, (_, i) => BigInt((i * 7) % 30)),
        [4, 5],
      );
      const loss = (x: Tensor, u: Tensor) => negativeSampling(u, x, ids([3, 11, 19, 3]), negatives);
      return 1e-4 * gradcheck((x, u) => loss(x!, u!), [wide(4, 10), wide(30, 10)], { atol: 1e-4, rtol: 0 });
    });
    const planted = SEEDS.map((draw) => analogyAccuracy(plantedAnalogies(draw), { epochs: 5, seed: draw }));
    const shuffled = SEEDS.map((draw) =>
      analogyAccuracy(plantedAnalogies(draw, { shuffled: true }), { epochs: 5, seed: draw }),
    );
    log(`gradient ${gradient}; planted ${planted}; shuffled ${shuffled}`);

    const { sentences, idOf, tokens } = readText();
    const begin = performance.now();
    const model = trainWord2Vec(sentences, { vocabulary: idOf.size, width: 100, epochs: EPOCHS, seed: 1 }, (done) =>
      log(`text: ${done}`),
    );
    const seconds = (performance.now() - begin) / 1000;
    const { cosines, right } = examine(model.embed.table, idOf);
    releaseModel(model);
    const [first, second] = reference().similarities.map(({ data }) => [...data]);
    const [ours, ceiling] = [spearman(cosines, first!), spearman(second!, first!)];
    const chance = spearman(cosines, [...first!.slice(1), first![0]!]);
    log(
      `spearman ${ours}, gensim with itself ${ceiling}; questions ${right}, gensim ${reference().right}; ${seconds} s`,
    );
    return {
      value: {
        "largest difference from finite differences": gradient,
        "planted analogies right, by seed": planted,
        "words of text": tokens,
        "rank correlation with gensim": ours,
        "gensim's with itself under another seed": ceiling,
        "Google's analogies right, of 3,122 questions": right,
        "gensim's, by seed": [...reference().right],
        "seconds of training, one core": Math.round(seconds),

        "words of text less gensim's": tokens - reference().tokens,
        "different words less gensim's": idOf.size - reference().vocabulary,
        "control: rank correlation with gensim's cosines of other pairs": chance,
        "control: analogies right of items drawn at random, by seed": shuffled,
      },
      seeds: SEEDS,
      interval: `planted analogies: ${described(tInterval(planted), SEEDS.length)}`,
      control:
        `items' words drawn at random: planted analogies right ${shuffled.map((share) => share.toFixed(4)).join(", ")}; ` +
        `against gensim's cosines of other pairs: rank correlation ${chance.toFixed(4)}`,
    };
  },
});

/** How often six words stand in a text, for Huffman's tree. */
const COUNTS = [40, 1, 7, 7, 3, 19];

/** A step of the trainer, which has no derivatives, beside autograd's of the same objective. */
function stepApart(objective: "negative sampling" | "hierarchical softmax"): Checks {
  return scope(() => {
    seed(3);
    const [embed, guess] = [randn([6, 4]).requireGrad(), randn([6, 4]).requireGrad()];
    const read = [1, 3, 4]; // CBOW's; skip-gram is the case of one
    const x = embed.indexSelect(0, ids(read)).mean(0, true); // [1, D]
    const path = huffmanPaths(COUNTS)[4]!;
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
    const [v, u] = [embed.detach().floats(), guess.detach().floats()];
    stepper(v, u, 4)(Int32Array.from(read), read.length, step, 0.1);
    const apart = (table: Float32Array, before: Tensor) =>
      noGrad(() =>
        fromData(table, [6, 4])
          .sub(before.sub(before.grad!.mul(0.1)))
          .abs()
          .max()
          .item(),
      );
    return {
      "words apart": [apart(v, embed), { below: 1e-6 }],
      "guesses apart": [apart(u, guess), { below: 1e-6 }],
    };
  });
}
