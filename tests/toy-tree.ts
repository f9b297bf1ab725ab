/** Language models small enough to be written down: what search is tried on, where the best answer is known. */
import type { Choice, Frontier } from "../src/generation/index.ts";

/** A model as a function from what was written to the probabilities [V] of what comes next, for search to begin on. */
export function written(next: (prefix: readonly number[]) => readonly number[]): Frontier {
  let prefixes: (readonly number[])[] = [[]];
  return {
    logits: () => prefixes.map((prefix) => next(prefix).map(Math.log)),
    extend(choices: readonly Choice[]) {
      prefixes = choices.map(({ row, token }) => [...prefixes[row]!, token]);
    },
  };
}

/** Every token as likely as any other. */
export const uniform = (vocabulary: number) => written(() => new Array<number>(vocabulary).fill(1 / vocabulary));

const WORDS = ["脖子", "是", "长", "草食", ...Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i))];

/** Some probabilities, and what is left shared equally by the other words. */
function spread(known: Readonly<Record<string, number>>): number[] {
  const rest = 1 - Object.values(known).reduce((sum, p) => sum + p, 0);
  const share = rest / (WORDS.length - Object.keys(known).length);
  return WORDS.map((word) => known[word] ?? share);
}

/**
 * The course book's sentence about giraffes: 是 is the likeliest first word and 草食 what follows it best, together 0.03; 脖子 and
 * 长 together have 0.1.
 */
export const giraffe = {
  start: () =>
    written((prefix) => {
      if (prefix.length === 0) return spread({ 是: 0.5, 脖子: 0.4 });
      return spread(WORDS[prefix[0]!] === "是" ? { 草食: 0.06 } : WORDS[prefix[0]!] === "脖子" ? { 长: 0.25 } : {});
    }),
  words: (tokens: readonly number[]) => tokens.map((token) => WORDS[token]),
};
