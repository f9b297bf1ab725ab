/** Reference values of the applications of counting models, and the corpora made up for them: what tests and demonstrations share. */
import { z } from "zod";
import type { SentencePair } from "../src/ngram/index.ts";
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

/** Numbers in [0, 1) by a seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

const NOUNS = ["cat", "dog", "house", "river", "tree", "bank", "shore", "fish", "boat", "garden"];
const ADJECTIVES = ["old", "red", "small", "quiet", "green"];
const VERBS = ["sees", "likes", "finds", "follows", "leaves"];
const MONEY = ["robs", "founds", "trusts"];

/**
 * A made-up language: each English word has one of its own, adjectives stand behind their nouns, and "bank" and "shore" are the
 * same word, which only what stands beside it tells apart: what is done to a bank is not done to a shore.
 */
export function madeUpPairs(seed: number, count: number): (SentencePair & { readonly alignment: number[] })[] {
  const random = randomOf(seed);
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
