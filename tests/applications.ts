/** Reference values of the applications of counting models, and the corpora made up for them: what tests and demonstrations share. */
import { z } from "zod";
import {
  type Counts,
  countSentences,
  type NgramModel,
  type PinyinInput,
  type SentencePair,
  UNKNOWN,
  Vocabulary,
} from "../src/ngram/index.ts";
import type { Cut } from "../src/tokenizers/index.ts";
import { draws } from "./draws.ts";
import { fixture } from "./fixtures.ts";

const words = z.array(z.string());

/** `ngram/applications.json.gz`, by `tools/applications_parity.py`. */
export const ApplicationsFixture = z.strictObject({
  made: z.strictObject({ nltk: z.string(), jieba: z.string() }),
  grammars: z.array(
    z.strictObject({
      name: z.string(),
      text: z.string(),
      length: z.int(),
      words,
      tried: z.int(),
      accepted: words, // sentences, their words parted by spaces
    }),
  ),
  segmentation: z.strictObject({
    total: z.number(),
    counts: z.record(z.string(), z.number()),
    sentences: z.array(z.strictObject({ text: z.string(), words, logProb: z.number() })),
  }),
  alignment: z.strictObject({
    pairs: z.array(z.tuple([words, words])), // English, foreign
    iterations: z.int(),
    table: z.array(z.tuple([z.string(), z.string(), z.number()])), // English ("" is NULL), foreign, t(f | e)
  }),
});

export const applications = () => fixture("ngram/applications.json.gz", ApplicationsFixture);

/** jieba's counts of the words that the texts of the fixture may hold, and of all its other words together: one word that no text holds. */
export function jiebaDictionary(): Map<string, number> {
  const { total, counts } = applications().segmentation;
  const known = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return new Map([...Object.entries(counts).filter(([, count]) => count > 0), ["\0", total - known]]);
}

/** Every cut of a short text into words of a dictionary and single characters, 2^(n-1) at most, with its log probability. */
export function* cutsOf(text: string, dictionary: ReadonlyMap<string, number>): Generator<Cut> {
  const sum = [...dictionary.values()].reduce((total, count) => total + count, 0);
  const cut = function* (from: number): Generator<Cut> {
    if (from === text.length) yield { words: [], logProbability: 0 };
    for (let end = from + 1; end <= text.length; end++) {
      const word = text.slice(from, end);
      const count = dictionary.get(word) ?? (end === from + 1 ? 1 : 0);
      if (count === 0) continue;
      for (const { words, logProbability } of cut(end))
        yield { words: [word, ...words], logProbability: Math.log(count / sum) + logProbability };
    }
  };
  yield* cut(0);
}

/** `ngram/pinyin.json.gz`, by `tools/pinyin_data.py`: sentences of the Debian handbook, and pypinyin's readings. */
const PinyinFixture = z.strictObject({
  made: z.strictObject({ pypinyin: z.string() }),
  train: words,
  held: z.array(z.tuple([z.string(), z.string()])), // a sentence, its readings parted by spaces
  readings: z.record(z.string(), words), // of each character
});

/** An input method learned from the sentences of the fixture, and those that were held out. */
export function handbookInput(order: number, estimate: (counts: Counts) => NgramModel) {
  const { train, held, readings } = fixture("ngram/pinyin.json.gz", PinyinFixture);
  const vocabulary = new Vocabulary();
  const counts = countSentences(
    train.map((sentence) => [...sentence]),
    vocabulary,
    { order },
  );
  const bySyllable = new Map<string, number[]>();
  for (const [character, syllables] of Object.entries(readings))
    for (const syllable of syllables)
      bySyllable.set(syllable, [...(bySyllable.get(syllable) ?? []), vocabulary.add(character)]);
  const seen = (id: number) => id < counts.size;
  const input: PinyinInput = {
    candidates: (syllable) => bySyllable.get(syllable)?.filter(seen) ?? [], // what was never seen cannot be typed
    model: estimate(counts),
  };
  const sentences = held.map(([text, syllables]) => ({ text, syllables: syllables.split(" ") }));
  const write = (ids: readonly number[]) => ids.map((id) => vocabulary.word(id)).join("");
  const read = (text: string) => [...text].map((c) => (seen(vocabulary.id(c)) ? vocabulary.id(c) : UNKNOWN));
  return {
    input,
    write,
    read,
    sentences: sentences.filter(({ syllables }) => syllables.every((s) => input.candidates(s).length > 0)),
  };
}

/** The share of characters that are right, over sentences of equal length. */
export function characterAccuracy(pairs: readonly (readonly [found: string, right: string])[]): number {
  let [equal, all] = [0, 0];
  for (const [found, right] of pairs)
    for (let i = 0; i < right.length; i++, all++) equal += Number(found[i] === right[i]);
  return equal / all;
}

/** `ngram/spelling.json.gz`, by `tools/spelling_data.py`. */
const SpellingFixture = z
  .strictObject({
    made: z.strictObject({ wordfreq: z.string(), codespell: z.string() }),
    words: z.string(), // parted by spaces, in the order of the alphabet
    counts: z.array(z.int()),
    sets: z.array(z.array(z.tuple([z.string(), z.string(), words]))), // what was meant, what was written, Norvig's best
    misspellings: z.string(), // MEANT:WRITTEN, parted by spaces
  })
  .transform(({ words, counts, sets, misspellings }) => ({
    counts: new Map(words.split(" ").map((word, i) => [word, counts[i]!])),
    sets: sets.map((cases) => cases.map(([meant, written, norvig]) => ({ meant, written, norvig }))),
    misspellings: misspellings.split(" ").map((pair) => pair.split(":") as [meant: string, written: string]),
  }));

/** Words and how often they are used, Norvig's two test sets with what his program makes of them, and misspellings to learn from. */
export const spelling = () => fixture("ngram/spelling.json.gz", SpellingFixture);

const NOUNS = ["cat", "dog", "house", "river", "tree", "bank", "shore", "fish", "boat", "garden"];
const ADJECTIVES = ["old", "red", "small", "quiet", "green"];
const VERBS = ["sees", "likes", "finds", "follows", "leaves"];
const MONEY = ["robs", "founds", "trusts"];

/**
 * A made-up language: each English word has one of its own, adjectives stand behind their nouns, and "bank" and "shore" are the
 * same word, which only what stands beside it tells apart: what is done to a bank is not done to a shore.
 */
export function madeUpPairs(seed: number, count: number): (SentencePair & { readonly alignment: number[] })[] {
  const random = draws(seed);
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
  const foreignOf = (word: string) => (word === "shore" ? "knab" : [...word].reverse().join(""));
  return Array.from({ length: count }, () => {
    const english: string[] = [];
    const order: number[] = [];
    const phrase = (noun: string) => {
      const at = english.length;
      const adjective = random() < 0.5;
      english.push("the", ...(adjective ? [pick(ADJECTIVES)] : []), noun);
      order.push(at, ...(adjective ? [at + 2, at + 1] : [at + 1]));
    };
    const verb = random() < 0.3 ? pick(MONEY) : pick(VERBS);
    phrase(pick(NOUNS.filter((noun) => noun !== "bank" && noun !== "shore")));
    english.push(verb);
    order.push(english.length - 1);
    phrase(MONEY.includes(verb) ? "bank" : pick(NOUNS.filter((noun) => noun !== "bank")));
    return { english, foreign: order.map((i) => foreignOf(english[i]!)), alignment: order };
  });
}
