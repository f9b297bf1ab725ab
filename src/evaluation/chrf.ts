import { optionsOf } from "../sentences/index.ts";
import { words } from "./blanks.ts";
import { countNgrams, overlap } from "./ngrams.ts";

/** How far n-grams go, and how recall counts. */
export interface ChrfOptions {
  /** Longest n-gram of characters. Default 6. */
  readonly characters?: number;
  /** Longest n-gram of words; 2 makes it chrF++. Default 0. */
  readonly words?: number;
  /** b: how many times as much recall counts as precision. Default 2. */
  readonly beta?: number;
}

const checkChrf = optionsOf<ChrfOptions>("chrf", { characters: "number?", words: "number?", beta: "number?" });

/** Of one order: n-grams of the hypothesis, of the reference, and of both. */
interface Counts {
  hypothesis: number;
  reference: number;
  match: number;
}

/**
 * chrF (Popovic 2015) and, with word n-grams, chrF++ (Popovic 2017), as sacreBLEU computes them.
 *
 *     F = (1 + b^2) P R / (b^2 P + R)        b = 2: recall counts twice as much
 *
 * P and R are means over n of the precisions and recalls of character n-grams, spaces left out, their counts summed over the
 * corpus. No words are needed: a language without spaces is measured as any other.
 *
 * From 0 to 1: hypotheses, and for each one or more references, of which the best counts. Throws a RangeError where
 * their numbers differ or there is none.
 */
export function chrf(
  hypotheses: readonly string[],
  references: readonly (readonly string[])[],
  options: ChrfOptions = {},
): number {
  checkChrf(options);
  const { characters = 6, words: order = 0, beta = 2 } = options;
  if (hypotheses.length !== references.length || hypotheses.length === 0 || references.some((r) => r.length === 0)) {
    throw new RangeError("chrF needs hypotheses and for each of them at least one reference");
  }
  const totals = Array.from({ length: characters + order }, (): Counts => ({ hypothesis: 0, reference: 0, match: 0 }));
  for (const [i, hypothesis] of hypotheses.entries()) {
    const own = grams(hypothesis, characters, order);
    const found = references[i]!.map((reference) => counts(own, grams(reference, characters, order)));
    const best = found.reduce((a, b) => (fScore(b, beta) > fScore(a, beta) ? b : a));
    for (const [order, { hypothesis, reference, match }] of best.entries()) {
      totals[order]!.hypothesis += hypothesis;
      totals[order]!.reference += reference;
      totals[order]!.match += match;
    }
  }
  return fScore(totals, beta);
}

type Grams = readonly ReadonlyMap<string, number>[];

function grams(text: string, characters: number, order: number): Grams {
  const apart = words(text);
  const letters = Array.from(apart.join(""));
  const cut = apart.flatMap(punctuationApart);
  const orders = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
  return [...orders(characters).map((n) => countNgrams(letters, n)), ...orders(order).map((n) => countNgrams(cut, n))];
}

/** One sign at the end of a word, or else at its beginning, is a word of its own. */
function punctuationApart(word: string): string[] {
  const letters = Array.from(word);
  const isSign = (letter: string) => /^[!-/:-@[-`{-~]$/.test(letter);
  if (letters.length === 1) return [word];
  if (isSign(letters.at(-1)!)) return [letters.slice(0, -1).join(""), letters.at(-1)!];
  if (isSign(letters[0]!)) return [letters[0]!, letters.slice(1).join("")];
  return [word];
}

function counts(hypothesis: Grams, reference: Grams): Counts[] {
  const size = (grams: ReadonlyMap<string, number>) => [...grams.values()].reduce((sum, count) => sum + count, 0);
  return hypothesis.map((own, order) => {
    const other = reference[order]!;
    // A reference too short for an order says nothing of it.
    return { hypothesis: other.size === 0 ? 0 : size(own), reference: size(other), match: overlap(own, other) };
  });
}

/** F over the means of those orders that both texts reach. */
function fScore(orders: readonly Counts[], beta: number): number {
  const reached = orders.filter(({ hypothesis, reference }) => hypothesis > 0 && reference > 0);
  if (reached.length === 0) return 0;
  const mean = (of: (counts: Counts) => number) => reached.reduce((sum, c) => sum + of(c), 0) / reached.length;
  const precision = mean(({ match, hypothesis }) => match / hypothesis);
  const recall = mean(({ match, reference }) => match / reference);
  if (precision + recall === 0) return 0;
  return ((1 + beta ** 2) * precision * recall) / (beta ** 2 * precision + recall);
}
