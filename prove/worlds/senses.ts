/**
 * Words with two senses, told apart by nothing but order. In one sense a word stands behind the cues p ... q and before its words u v; in the
 * other behind q ... p and before v u. Both kinds of sentence hold the same words, so that a bag of them says nothing.
 */
import { type Elmo, elmo } from "../../src/models/index.ts";
import { distinctWeights, initialize, Padded, Pass } from "../../src/nn/index.ts";
import { adamW } from "../../src/optim/index.ts";
import { fromData, noGrad, randn, seed as reseed, scope, type Tensor } from "../../src/tensor/index.ts";
import { elmoLoss, learner } from "../../src/training/index.ts";
import { uniform } from "./adding.ts";

const [AMBIGUOUS, FILLERS, LETTERS, LONGEST] = [8, 12, 12, 5];
const [P, Q] = [0, 1];
const ambiguous = 2;
const telling = ambiguous + AMBIGUOUS;
const filler = telling + 2 * AMBIGUOUS;
const V = filler + FILLERS;
/** Where the ambiguous word stands. */
const AT = 4;

type Sentence = readonly number[];

function sentence(word: number, sense: number, random: () => number): Sentence {
  const any = () => filler + Math.floor(random() * FILLERS);
  const [first, second] = sense === 0 ? [P, Q] : [Q, P];
  const [u, v] = [telling + 2 * word + sense, telling + 2 * word + 1 - sense];
  return [any(), first, any(), second, ambiguous + word, u, v, any()];
}

/** The characters [C] of every word: spelled at random, three to five letters, no two alike. */
function spellings(random: () => number): number[][] {
  const seen = new Set<string>();
  while (seen.size < V) {
    const letters = Array.from({ length: 3 + Math.floor(random() * 3) }, () => 1 + Math.floor(random() * LETTERS));
    seen.add([...letters, ...Array<number>(LONGEST - letters.length).fill(0)].join());
  }
  return [...seen].map((word) => word.split(",").map(Number));
}

export interface Reader {
  readonly model: Elmo;
  readonly spelled: readonly number[][];
}

const int64 = (values: readonly number[], shape: readonly number[]) =>
  fromData(BigInt64Array.from(values, BigInt), shape);

function charactersOf(sentences: readonly Sentence[], spelled: readonly number[][]): Tensor {
  const T = sentences[0]!.length;
  return int64(
    sentences.flatMap((words) => words.flatMap((word) => spelled[word]!)),
    [sentences.length, T, LONGEST],
  );
}

const rows = ({ length }: readonly Sentence[], T: number) => new Padded(Array<number>(length).fill(T));

/** A language model of both directions that has read such sentences; the caller releases it. */
export function readSenses(seed: number, steps: number, log?: (line: string) => void): Reader {
  const random = uniform(seed);
  const spelled = spellings(random);
  const model = initialize(elmo({ vocabulary: V, characters: LETTERS + 1, width: 24 }), seed);
  const learn = learner(adamW(distinctWeights(model), { lr: 5e-3, weightDecay: 0 }), { clip: 1 });
  for (let step = 1; step <= steps; step++) {
    const loss = learn.step(() => {
      const read = Array.from({ length: 64 }, () =>
        sentence(Math.floor(random() * AMBIGUOUS), random() < 0.5 ? 0 : 1, random),
      );
      const T = read[0]!.length;
      const words = int64(read.flat(), [read.length, T]);
      return elmoLoss(model, charactersOf(read, spelled), words, new Pass({ layout: rows(read, T) }));
    });
    if (step % 100 === 0) log?.(`seed ${seed}, step ${step}: ${loss.toFixed(4)} nats`);
  }
  learn.end();
  return { model, spelled };
}

/** The share of triples (A, A', B), one word in one sense twice and in the other once, with cos(A, A') > cos(A, B); a tie counts half. */
export interface Told {
  readonly elmo: number;
  readonly layers: readonly number[];
  readonly static: number;
  readonly bag: number;
}

export function tellApart({ model, spelled }: Reader, triples = 200, seed = 77): Told {
  const random = uniform(seed);
  const read = Array.from({ length: triples }, (_, i) => {
    const [word, sense] = [i % AMBIGUOUS, i % 2];
    return [sense, sense, 1 - sense].map((one) => sentence(word, one, random));
  }).flat();
  return noGrad(() =>
    scope(() => {
      const T = read[0]!.length;
      const pass = new Pass({ layout: rows(read, T) });
      const characters = charactersOf(read, spelled);
      const layers = model.layers(characters, pass); // [L + 1, 3 triples, T, 2 D]
      const at = (states: Tensor) => states.select(1, AT); // [3 triples, 2 D]
      const words = layers.select(0, 0); // the words' own vectors
      const context = words
        .sum(1)
        .sub(at(words))
        .div(T - 1); // the mean of all others in the sentence
      return {
        elmo: share(at(model.call(characters, pass))),
        layers: Array.from({ length: layers.shape[0]! }, (_, j) => share(at(layers.select(0, j)))),
        static: share(at(words)),
        bag: share(context),
      };
    }),
  );
}

/** Vectors [3 triples, D] of A, A' and B in turn. */
function share(vectors: Tensor): number {
  const unit = vectors
    .to("float64")
    .div(vectors.to("float64").pow(2).sum(1, true).sqrt())
    .reshape([-1, 3, vectors.shape[1]!]);
  const cosine = (other: number) => unit.select(1, 0).mul(unit.select(1, other)).sum(1);
  const gap = cosine(1).sub(cosine(2)).numbers();
  return gap.reduce((sum, value) => sum + (Math.abs(value) < 1e-9 ? 0.5 : Number(value > 0)), 0) / gap.length;
}

/** The largest difference between a model's mixture under random s and gamma, and gamma sum_j softmax(s)_j h_j written out in numbers. */
export function mixtureDifference({ model, spelled }: Reader): number {
  return noGrad(() =>
    scope(() => {
      reseed(5);
      const random = uniform(5);
      const read = [sentence(0, 0, random), sentence(1, 1, random)];
      const pass = new Pass({ layout: rows(read, read[0]!.length) });
      const characters = charactersOf(read, spelled);
      const [scores, gamma] = [randn([3]), randn([1])];
      model.mix.scores.copyFrom(scores);
      model.mix.gamma.copyFrom(gamma);
      const found = model.call(characters, pass).numbers();
      const layers = Array.from({ length: 3 }, (_, j) => model.layers(characters, pass).select(0, j).numbers());
      const powers = scores.numbers().map(Math.exp);
      const total = powers.reduce((sum, power) => sum + power);
      model.mix.scores.fill(0);
      model.mix.gamma.fill(1);
      const expected = found.map(
        (_, i) => gamma.item() * layers.reduce((sum, h, j) => sum + (powers[j]! / total) * h[i]!, 0),
      );
      return Math.max(...found.map((value, i) => Math.abs(value - expected[i]!)));
    }),
  );
}
