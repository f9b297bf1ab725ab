import { optionsOf } from "../sentences/index.ts";
import { type BleuTokenizer, bleuTokens } from "./bleu-tokens.ts";
import { countNgrams, overlap } from "./ngrams.ts";

/** How texts are cut, and how far n-grams go. */
export interface BleuOptions {
  /** Longest n-gram, N. Default 4. */
  readonly order?: number;
  /** How texts are cut. Default "13a", the one that scores are published with. */
  readonly tokenizer?: BleuTokenizer;
  /**
   * What stands for a p_n of 0, which would make the whole score 0: "exp" halves, for each such n, one match in all n-grams
   * (sacreBLEU's default); "none" leaves it.
   */
  readonly smoothing?: "exp" | "none";
}

const checkBleu = optionsOf<BleuOptions>("bleu", { order: "number?", tokenizer: "text?", smoothing: "text?" });

/** A score, and what it is made of. */
export interface Bleu {
  /** From 0 to 1; published scores are 100 times as much. */
  readonly score: number;
  /** p_1 to p_N, smoothed. */
  readonly precisions: readonly number[];
  /** BP, 1 where nothing is missing. */
  readonly brevityPenalty: number;
  /** h, in tokens. */
  readonly hypothesisLength: number;
  /** r, in tokens. */
  readonly referenceLength: number;
}

/**
 * BLEU, the bilingual evaluation understudy (Papineni et al. 2002), as sacreBLEU computes it (Post 2018, arXiv:1804.08771).
 *
 *     BLEU = BP exp((1/N) sum over n of ln p_n)
 *     p_n  = n-grams that a reference has too, each at most as often as there / n-grams        summed over the corpus
 *     BP   = 1 where the hypotheses are longer than the references, else exp(1 - r/h)
 *
 * Counts are summed before they are divided: the BLEU of a corpus is no mean over sentences.
 *
 * Hypotheses, and for each one or more references. The reference length is that of the one nearest in length, the
 * shorter of two. Throws a RangeError where their numbers differ or there is none.
 */
export function bleu(
  hypotheses: readonly string[],
  references: readonly (readonly string[])[],
  options: BleuOptions = {},
): Bleu {
  checkBleu(options);
  const { order = 4, tokenizer = "13a", smoothing = "exp" } = options;
  if (hypotheses.length !== references.length || hypotheses.length === 0 || references.some((r) => r.length === 0)) {
    throw new RangeError("BLEU needs hypotheses and for each of them at least one reference");
  }
  const matches = new Array<number>(order).fill(0);
  const totals = new Array<number>(order).fill(0);
  let [hypothesisLength, referenceLength] = [0, 0];
  for (const [i, hypothesis] of hypotheses.entries()) {
    const tokens = bleuTokens(hypothesis, tokenizer);
    const others = references[i]!.map((reference) => bleuTokens(reference, tokenizer));
    hypothesisLength += tokens.length;
    referenceLength += nearestLength(tokens.length, others);
    for (let n = 1; n <= order; n++) {
      matches[n - 1]! += overlap(countNgrams(tokens, n), most(others.map((other) => countNgrams(other, n))));
      totals[n - 1]! += Math.max(0, tokens.length - n + 1);
    }
  }
  const precisions = matches.some((count) => count > 0) ? smoothed(matches, totals, smoothing) : matches;
  const brevityPenalty =
    hypothesisLength >= referenceLength
      ? 1
      : hypothesisLength === 0
        ? 0
        : Math.exp(1 - referenceLength / hypothesisLength);
  const mean = precisions.reduce((sum, p) => sum + Math.log(p), 0) / order;
  return { score: brevityPenalty * Math.exp(mean), precisions, brevityPenalty, hypothesisLength, referenceLength };
}

function smoothed(matches: readonly number[], totals: readonly number[], smoothing: "exp" | "none"): number[] {
  let share = 1;
  return matches.map((count, i) => {
    const total = totals[i]!;
    if (total === 0 || count > 0 || smoothing === "none") return total === 0 ? 0 : count / total;
    share /= 2;
    return share / total;
  });
}

function nearestLength(length: number, references: readonly (readonly string[])[]): number {
  return references
    .map((reference) => reference.length)
    .reduce((best, own) => {
      const [d, e] = [Math.abs(own - length), Math.abs(best - length)];
      return d < e || (d === e && own < best) ? own : best;
    });
}

/** Of each gram the most that one of the references has. */
function most(references: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const reference of references) {
    for (const [gram, count] of reference) counts.set(gram, Math.max(count, counts.get(gram) ?? 0));
  }
  return counts;
}
