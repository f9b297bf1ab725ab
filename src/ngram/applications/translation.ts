import { optionsOf } from "../../sentences/index.ts";
import type { NgramModel } from "../model.ts";

/** A sentence and its translation: the foreign words were made from the English ones. */
export interface SentencePair {
  /** Words of the sentence. */
  readonly english: readonly string[];
  /** Words of its translation. */
  readonly foreign: readonly string[];
}

/** The word from which foreign words come that no English word explains. */
export const NULL = "";

/** IBM Model 1: t(f | e), how it came to be, and which word made which. */
export interface TranslationTable {
  /** t(f | e); 0 where the two never met. */
  probability(foreign: string, english: string): number;
  /** The English words that may have made a foreign one, likeliest t(f | e) first. */
  sources(foreign: string): readonly (readonly [english: string, probability: number])[];
  /** log P(foreign | english) of all pairs, before each step and after the last; it never falls. */
  readonly logLikelihoods: readonly number[];
  /** For each foreign word the place of the English word that made it; -1 for NULL. */
  align(pair: SentencePair): number[];
}

const checkIbm1 = optionsOf<{ steps?: number }>("ibm1", { steps: "number?" });

/**
 * IBM Model 1 (Brown et al. 1993, "The mathematics of statistical machine translation"), by expectation maximization from equal
 * probabilities:
 *
 *     P(f | e) = (l + 1)^-m  prod_j sum_i t(f_j | e_i)               l and m words; i = 0 is NULL
 *     c(f | e) = sum over pairs, j, i of  t(f_j | e_i) / sum_k t(f_j | e_k)
 *     t(f | e) <- c(f | e) / sum_f c(f | e)
 *
 * The paper's factor for the length m is left out: no step moves it. The likelihood is concave, so every start leads to its maximum.
 * Throws an ArgumentError where an option is none.
 */
export function ibm1(pairs: readonly SentencePair[], options: { steps?: number } = {}): TranslationTable {
  checkIbm1(options);
  const { steps = 10 } = options;
  const foreignWords = new Set(pairs.flatMap(({ foreign }) => foreign));
  let t = new Map<string, Map<string, number>>(); // of an English word, t(. | e)
  for (const { english, foreign } of pairs)
    for (const e of [NULL, ...english]) for (const f of foreign) rowOf(t, e).set(f, 1 / foreignWords.size);
  const logLikelihoods: number[] = [];
  for (let step = 0; ; step++) {
    const { counts, logLikelihood } = expect(pairs, t);
    logLikelihoods.push(logLikelihood);
    if (step === steps) break;
    for (const row of counts.values()) normalize(row);
    t = counts;
  }
  return { ...lookUp(t), logLikelihoods };
}

type Table = Map<string, Map<string, number>>;

function rowOf(table: Table, english: string): Map<string, number> {
  const row = table.get(english) ?? new Map<string, number>();
  table.set(english, row);
  return row;
}

/** How often each word is expected to have made each other, under t. */
function expect(pairs: readonly SentencePair[], t: Table): { counts: Table; logLikelihood: number } {
  const counts: Table = new Map();
  let logLikelihood = 0;
  for (const { english, foreign } of pairs) {
    const sources = [NULL, ...english];
    for (const f of foreign) {
      const weights = sources.map((e) => t.get(e)!.get(f)!);
      const sum = weights.reduce((total, weight) => total + weight, 0);
      logLikelihood += Math.log(sum / sources.length);
      for (const [i, e] of sources.entries()) {
        const row = rowOf(counts, e);
        row.set(f, (row.get(f) ?? 0) + weights[i]! / sum);
      }
    }
  }
  return { counts, logLikelihood };
}

function normalize(row: Map<string, number>): void {
  const sum = [...row.values()].reduce((total, count) => total + count, 0);
  for (const [f, count] of row) row.set(f, count / sum);
}

function lookUp(t: Table): Omit<TranslationTable, "logLikelihoods"> {
  const probability = (f: string, e: string) => t.get(e)?.get(f) ?? 0;
  const sources = new Map<string, [string, number][]>();
  for (const [e, row] of t) {
    if (e === NULL) continue;
    for (const [f, p] of row) sources.set(f, [...(sources.get(f) ?? []), [e, p]]);
  }
  for (const list of sources.values()) list.sort((a, b) => b[1] - a[1]);
  return {
    probability,
    sources: (f) => sources.get(f) ?? [],
    align({ english, foreign }) {
      return foreign.map((f) => {
        const best = english.reduce((top, e, i) => (probability(f, e) > probability(f, english[top]!) ? i : top), 0);
        const made = english[best];
        return made === undefined || probability(f, NULL) > probability(f, made) ? -1 : best;
      });
    },
  };
}

/** What the decoder needs of a language model of English words. */
export interface Fluency {
  /** How probable English words are behind each other. */
  readonly model: NgramModel;
  /** The id of a word, that of the unknown one where it has none. */
  readonly idOf: (word: string) => number;
}

/** What the search for a translation looks at. */
export interface TranslateOptions {
  /** P(english); without it the likeliest source of each foreign word stands in its place. */
  readonly fluency?: Fluency;
  /** How many places ahead of the first word that is not translated a word may be taken from. Default 1. */
  readonly reach?: number;
  /** What each place that is jumped over takes off the logarithm of the probability. Default 0.5. */
  readonly distortion?: number;
  /** English words considered for a foreign one. Default 5. */
  readonly choices?: number;
  /** Partial translations kept of each length. Default 50. */
  readonly beam?: number;
}

const checkDecode = optionsOf<TranslateOptions>("decode", {
  fluency: "object?",
  reach: "number?",
  distortion: "number?",
  choices: "number?",
  beam: "number?",
});

interface Partial {
  readonly words: readonly string[];
  readonly ids: readonly number[];
  readonly taken: ReadonlySet<number>;
  readonly last: number; // the place that was translated last
  readonly score: number;
}

/**
 * The noisy channel: argmax over english of P(english) P(foreign | english), a word for a word, by beam search. The table says what
 * words mean, the language model which of them stand together and in which order; jumps cost, as in phrase-based translation
 * (Koehn, Och & Marcu 2003). Throws an ArgumentError where an option is none.
 */
export function decode(foreign: readonly string[], table: TranslationTable, options: TranslateOptions = {}): string[] {
  checkDecode(options);
  const { fluency, choices = 5 } = options;
  const meanings = foreign.map((f) => {
    const sources = table.sources(f).slice(0, choices);
    return sources.length > 0 ? sources : ([[f, 1]] as const); // an unknown word stays as it is
  });
  if (fluency === undefined) return meanings.map(([first]) => first![0]);
  return search(meanings, fluency, options);
}

type Meanings = readonly (readonly (readonly [string, number])[])[];

function search(
  meanings: Meanings,
  { model, idOf }: Fluency,
  { reach = 1, distortion = 0.5, beam = 50 }: TranslateOptions,
): string[] {
  let partials: Partial[] = [{ words: [], ids: [model.begin], taken: new Set(), last: -1, score: 0 }];
  for (let length = 0; length < meanings.length; length++) {
    const longer: Partial[] = [];
    for (const { words, ids, taken, last, score } of partials) {
      let first = 0;
      while (taken.has(first)) first++;
      for (let j = first; j <= Math.min(first + reach, meanings.length - 1); j++) {
        if (taken.has(j)) continue;
        const jump = distortion * Math.abs(j - last - 1);
        for (const [word, probability] of meanings[j]!) {
          const id = idOf(word);
          longer.push({
            words: [...words, word],
            ids: [...ids, id],
            taken: new Set([...taken, j]),
            last: j,
            score: score + Math.log(probability) - jump + model.logProb(ids, id),
          });
        }
      }
    }
    partials = longer.sort((a, b) => b.score - a.score).slice(0, beam);
  }
  const whole = ({ ids, score }: Partial) => (model.end === undefined ? score : score + model.logProb(ids, model.end));
  return [...partials.reduce((best, each) => (whole(each) > whole(best) ? each : best)).words];
}
