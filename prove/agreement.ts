/**
 * Agreement at a distance: a subject, one or many; six to twelve words that say nothing of it; and a verb whose form the subject decides.
 * Whoever sees less than seven words back can only guess.
 */
import type { Writes } from "../src/nn/index.ts";
import { fromData } from "../src/tensor/index.ts";
import { uniform } from "./adding.ts";
import { nextLogProbs, trainNext } from "./language-models.ts";

const [NOUNS, FILLERS, VERBS] = [10, 20, 8]; // nouns and verbs of each number
const filler = 2 * NOUNS;
const verb = filler + FILLERS;
const END = verb + 2 * VERBS;
export const VOCABULARY = END + 1;
const [NEAREST, FARTHEST] = [6, 12];
const LENGTH = FARTHEST + 2;

/** A sentence filled up with ends, and where its verb stands; a noun's number is its half of the nouns. */
export function agreementSentence(
  random: () => number,
  [nearest, farthest] = [NEAREST, FARTHEST],
): { words: number[]; at: number; number: number } {
  const pick = (size: number) => Math.floor(random() * size);
  const number = pick(2);
  const distance = nearest + pick(farthest - nearest + 1);
  const between = Array.from({ length: distance }, () => filler + pick(FILLERS));
  const words = [number * NOUNS + pick(NOUNS), ...between, verb + number * VERBS + pick(VERBS)];
  return { words: [...words, ...Array<number>(LENGTH + 1 - words.length).fill(END)], at: distance + 1, number };
}

/**
 * Trains on sentences without end, near ones first (a curriculum, Elman 1993): over the first four
 * fifths of the steps the farthest subject moves from one word before the verb to twelve. Begun at six to twelve, agreement is a
 * twentieth of the loss, and an LSTM is still at chance after 800 steps.
 */
export function learnAgreement(seed: number, steps: number, log?: (line: string) => void): Writes {
  const random = uniform(seed);
  const B = 32;
  return trainNext(
    { model: { vocabulary: VOCABULARY, width: 16, hidden: 32 }, seed, lr: 2e-2, steps, ...(log && { log }) },
    (step) => {
      const farthest = Math.min(FARTHEST, 1 + Math.floor((FARTHEST * step) / (0.8 * steps)));
      const ids = Array.from({ length: B }, () => agreementSentence(random, [1, farthest]).words).flat();
      return fromData(BigInt64Array.from(ids, BigInt), [B, LENGTH + 1]);
    },
  );
}

/** The share of new sentences in which the verbs of the right number together are likelier than the others. */
export function agreementAccuracy(
  conditional: (words: readonly number[]) => ArrayLike<number>,
  sentences = 200,
  seed = 99,
): number {
  const random = uniform(seed);
  let right = 0;
  for (let i = 0; i < sentences; i++) {
    const { words, at, number } = agreementSentence(random);
    const p = conditional(words.slice(0, at));
    const mass = [0, 1].map((form) =>
      Array.from({ length: VERBS }, (_, v) => p[verb + form * VERBS + v]!).reduce((a, b) => a + b),
    );
    if (mass[number]! > mass[1 - number]!) right++;
  }
  return right / sentences;
}

export const conditionalOf = (model: Writes) => (words: readonly number[]) => nextLogProbs(model, words).map(Math.exp);
