import { Run, type RunSettings } from "../interventions/index.ts";
import type { Reads } from "../nn/index.ts";
import { ArgumentError, optionsOf } from "../sentences/index.ts";
import { ids, infer, tensor } from "../tensor/index.ts";
import { record } from "./record.ts";

const settings = { with: "list?", interrupt: "object?", fast: "flag?" } as const;
const checkPrefix = optionsOf<RunSettings>("prefixMatching", settings);
const checkPrevious = optionsOf<RunSettings>("previousToken", settings);

/**
 * The prefix-matching score of every head (Olsson et al. 2022, arXiv:2209.11895): how much of its attention goes to where the present
 * token was followed by something. Notes: induction heads.
 *
 *     score = mean over t of sum of A[t, s] over s <= t with x_(s-1) = x_t
 *
 * `[layer][head]`, over the tokens that have stood in the text before; near 1 for induction heads, on tokens drawn at random and then
 * repeated. Throws an ArgumentError where the settings do not fit or no token is repeated, and an InterventionError where the model does
 * not attend.
 */
export function prefixMatching(model: Reads, tokens: readonly number[], settings: RunSettings = {}): number[][] {
  checkPrefix(settings);
  const follows = (t: number, s: number) => s > 0 && s <= t && tokens[s - 1] === tokens[t];
  return attentionAt(model, tokens, follows, settings);
}

/**
 * How much every head looks at the token before the present one (Olsson et al. 2022): what an induction head needs of an earlier layer.
 *
 *     score = mean over t of A[t, t - 1]
 *
 * `[layer][head]`. Throws as `prefixMatching` does, where there is no second token.
 */
export function previousToken(model: Reads, tokens: readonly number[], settings: RunSettings = {}): number[][] {
  checkPrevious(settings);
  return attentionAt(model, tokens, (t, s) => s === t - 1, settings);
}

/** The attention that heads give to chosen places, the mean over the tokens that have such. */
function attentionAt(
  model: Reads,
  tokens: readonly number[],
  chosen: (t: number, s: number) => boolean,
  { with: own = [], interrupt, fast }: RunSettings,
): number[][] {
  const T = tokens.length;
  const places = tokens.map((_, t) => tokens.map((_, s) => Number(chosen(t, s))));
  const counted = places.filter((row) => row.includes(1)).length;
  if (counted === 0) throw new ArgumentError("no token of the text has such a place: repeat some");
  const recorder = record("blocks.*.mixer.pattern");
  try {
    return infer(() => {
      new Run(model, { with: [recorder, ...own], interrupt, fast }).read(ids(tokens).unsqueeze(0));
      const mask = tensor(places);
      return [...recorder.seen.values()].map((pattern) => {
        const [, , Q = 0, S = 0] = pattern.shape; // [1, H, P + T, P + T]
        const seen = pattern
          .select(0, 0)
          .narrow(1, Q - T, T)
          .narrow(2, S - T, T)
          .to("float32"); // [H, T, T]
        return seen.mul(mask).flatten(1, 2).sum(1).div(counted).numbers();
      });
    });
  } finally {
    recorder.clear();
  }
}
