/**
 * How Word2Vec is trained: stochastic gradient descent one guess at a time, as its authors did. A guess touches a handful of rows out of
 * V, so that a step over whole tables would cost thousands of times as much; the gradients of `word2vec.ts` are written out:
 *
 *     g = lr (label - sigmoid(u x)),     u += g x,     error += g u,     and v += error for what was read (for CBOW, its share)
 *
 * on plain arrays, where a row of a hundred numbers is cheaper to add than an operator to call.
 */
import { z } from "zod";
import { huffmanPaths, type Word2Vec, Word2VecConfig, word2vec } from "../models/index.ts";
import { setWeights } from "../nn/index.ts";
import { checked, strictObject } from "../sentences/index.ts";
import { fromData, keep } from "../tensor/index.ts";

/** What `trainWord2Vec` takes: the model's config, and how it is trained. */
export const Word2VecTraining = strictObject({
  ...Word2VecConfig.shape,
  /** Words to each side that are guessed or read; each time as many as are drawn from 1 to this. */
  window: z.int().positive().default(5),
  /** Words drawn against each guess. */
  negatives: z.int().positive().default(5),
  /** Share of the text above which words are thinned out; 0 for none. */
  subsample: z.number().nonnegative().default(1e-3),
  /** Times that the text is read. */
  epochs: z.int().positive().default(5),
  /** Learning rate at the beginning; falls in a line. */
  lr: z.number().positive().default(0.025),
  /** Learning rate at the end. */
  lastLr: z.number().positive().default(1e-4),
  /** Draws the vectors, the windows and the negatives. */
  seed: z.int().default(1),
});
export type Word2VecTraining = z.infer<typeof Word2VecTraining>;

/**
 * Trains on sentences of word ids 0 to V - 1. Takes about 10 s a million words and epoch at a width of 100 on one core.
 * `log` hears how much is done, 0 to 1. Throws where the options are none, or a word is outside the vocabulary.
 */
export function trainWord2Vec(
  sentences: readonly Int32Array[],
  options: z.input<typeof Word2VecTraining>,
  log?: (done: number) => void,
): Word2Vec {
  const config = checked(Word2VecTraining, options, "trainWord2Vec");
  const { vocabulary, width, reads, objective, window, epochs, lr, lastLr } = config;
  const counts = countsOf(sentences, vocabulary);
  const random = generator(config.seed);
  const kept = keptShares(counts, config.subsample);
  const model = word2vec({ vocabulary, width, reads, objective });
  const [embed, guess] = [model.embed, model.guess].map(({ table }) => new Float32Array(table.size)) as [
    Float32Array,
    Float32Array,
  ];
  for (let i = 0; i < embed.length; i++) embed[i] = (random() - 0.5) / width;
  const step = stepper(embed, guess, width);
  const guesses = objective === "negative-sampling" ? drawer(counts, config.negatives, random) : walker(counts);

  const read = new Int32Array(2 * window);
  const total = epochs * counts.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const sentence of sentences) {
      const rate = Math.max(lastLr, lr * (1 - seen / total));
      const words = sentence.filter((word) => kept[word] === 1 || random() < kept[word]!);
      for (let at = 0; at < words.length; at++) {
        const reach = 1 + Math.floor(random() * window);
        const [from, to] = [Math.max(0, at - reach), Math.min(words.length, at + reach + 1)];
        if (reads === "skip-gram") {
          read[0] = words[at]!;
          for (let other = from; other < to; other++) if (other !== at) step(read, 1, guesses(words[other]!), rate);
        } else if (to - from > 1) {
          let size = 0;
          for (let other = from; other < to; other++) if (other !== at) read[size++] = words[other]!;
          step(read, size, guesses(words[at]!), rate);
        }
      }
      seen += sentence.length;
    }
    log?.((epoch + 1) / epochs);
  }
  const table = (data: Float32Array) => keep(fromData(data, [data.length / width, width]));
  setWeights(
    model,
    new Map([
      ["embed.table", table(embed)],
      ["guess.table", table(guess)],
    ]),
  );
  return model;
}

/** What one guess is scored on: rows of the table and, for each, whether it is said yes to. */
export interface Guess {
  readonly rows: Int32Array;
  readonly labels: Uint8Array;
}

/** One step of gradient descent on tables [.., width], in place: lowers the loss of a guess, given the first `size` words of `read`. */
export function stepper(embed: Float32Array, guess: Float32Array, width: number) {
  const x = new Float32Array(width);
  const error = new Float32Array(width);
  return (read: Int32Array, size: number, { rows, labels }: Guess, rate: number): void => {
    const share = 1 / size;
    x.fill(0);
    error.fill(0);
    for (let i = 0; i < size; i++) {
      for (let d = 0, at = read[i]! * width; d < width; d++, at++) x[d]! += embed[at]! * share;
    }
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k]! * width;
      let product = 0;
      for (let d = 0; d < width; d++) product += x[d]! * guess[row + d]!;
      const g = rate * (labels[k]! - 1 / (1 + Math.exp(-product)));
      for (let d = 0, at = row; d < width; d++, at++) {
        const u = guess[at]!;
        error[d]! += g * u;
        guess[at] = u + g * x[d]!;
      }
    }
    for (let i = 0; i < size; i++) {
      for (let d = 0, at = read[i]! * width; d < width; d++, at++) embed[at]! += error[d]! * share;
    }
  };
}

function countsOf(sentences: readonly Int32Array[], vocabulary: number): number[] {
  const counts = Array<number>(vocabulary).fill(0);
  for (const sentence of sentences) {
    for (const word of sentence) {
      if (!(word >= 0 && word < vocabulary))
        throw new RangeError(`word ${word} is not among the ${vocabulary} of the vocabulary`);
      counts[word]!++;
    }
  }
  return counts;
}

/** How often a word is kept that makes up a share f of the text: sqrt(t / f) + t / f of the time, as the authors' program has it. */
export function keptShares(counts: readonly number[], subsample: number): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Float64Array.from(counts, (count) => {
    const ratio = (subsample * total) / count;
    return subsample === 0 || count === 0 ? 1 : Math.min(1, Math.sqrt(ratio) + ratio);
  });
}

const TABLE = 1 << 20;

/** Guesses by negative sampling: the word, and others drawn as counts^(3/4). The same arrays each time. */
function drawer(counts: readonly number[], negatives: number, random: () => number): (word: number) => Guess {
  const powers = counts.map((count) => count ** 0.75);
  const total = powers.reduce((sum, power) => sum + power, 0);
  const table = new Int32Array(TABLE);
  let [word, sum] = [0, powers[0]!];
  for (let i = 0; i < TABLE; i++) {
    table[i] = word;
    while ((i + 1) / TABLE > sum / total && word < counts.length - 1) sum += powers[++word]!;
  }
  const rows = new Int32Array(1 + negatives);
  const labels = Uint8Array.from(rows, (_, k) => (k === 0 ? 1 : 0));
  const guess = { rows, labels };
  return (wanted) => {
    rows[0] = wanted;
    for (let k = 1; k <= negatives; k++) {
      do rows[k] = table[Math.floor(random() * TABLE)]!;
      while (rows[k] === wanted);
    }
    return guess;
  };
}

/** Guesses by hierarchical softmax: the inner nodes on the word's path, yes where it turns to 0. */
function walker(counts: readonly number[]): (word: number) => Guess {
  const guesses = huffmanPaths(counts).map(({ nodes, turns }) => ({
    rows: nodes,
    labels: turns.map((turn) => 1 - turn),
  }));
  return (word) => guesses[word]!;
}

/** Uniform numbers in [0, 1): xorshift (Marsaglia 2003). */
function generator(seed: number): () => number {
  let x = Math.imul(seed, 0x9e3779b9) || 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}
