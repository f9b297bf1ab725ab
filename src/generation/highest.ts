import { LanguageModelError } from "../lm/index.ts";

/**
 * Index of the highest of a row of logits, of equal ones the lowest; -Infinity rules a token out. Throws a LanguageModelError of kind
 * "non-finite" where one is NaN or Infinity, or all are ruled out: nothing can be chosen from such a row.
 */
export function highest(logits: ArrayLike<number>): number {
  let best = -1;
  let most = -Infinity;
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id]!;
    if (logit <= most) continue;
    if (Number.isNaN(logit)) throw nonFinite("logits"); // is never <=, so that looking for it costs nothing
    most = logit;
    best = id;
  }
  if (best < 0 || most === Infinity) throw nonFinite("logits");
  return best;
}

/** What a model computed is no number: its weights are damaged, or what rides on them, or too large for their precision. */
export function nonFinite(what: string): LanguageModelError {
  return new LanguageModelError("non-finite", `the ${what} that the model computed are not finite numbers`);
}
