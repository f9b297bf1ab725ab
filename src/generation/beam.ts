import { optionsOf } from "../sentences/index.ts";
import { type Choice, type Frontier, follow, type Hypothesis, logSoftmax } from "./search.ts";

/** How wide a beam is, and when it ends. */
export interface BeamOptions {
  /** Partial sequences held, b. */
  readonly beams: number;
  /** Most tokens to write. */
  readonly maxTokens: number;
  /** Tokens that end a sequence, and are its last. */
  readonly stopIds?: ReadonlySet<number>;
  /** Exponent a of the length, above. Default 1. */
  readonly lengthPenalty?: number;
  /**
   * When to stop: `true` once b sequences have ended; `false` once no open one, as long as it is now, scores above the worst of
   * them; "never" once none could, however it goes on. Default false.
   */
  readonly earlyStopping?: boolean | "never";
}

const checkBeam = optionsOf<BeamOptions>("beamSearch", {
  beams: "number",
  maxTokens: "number",
  stopIds: "object?",
  lengthPenalty: "number?",
  earlyStopping: "any?",
});

/**
 * Beam search (Lowerre 1976; as transformers decodes): of all one-token continuations of the b partial sequences held, the b
 * most probable go on.
 *
 *     score(y) = ln P(y | x) / |y|^a        a = lengthPenalty: 0 compares probabilities, 1 means per token
 *
 * A sequence that ends in a stop token leaves the beam for the list of results, which keeps the b best scores. With b as
 * large as there are continuations nothing is ever dropped, and the best one is found.
 *
 * Returns the results by score, best first: up to `beams` of them. Throws a RangeError on a beam of no width.
 */
export function beamSearch(frontier: Frontier, options: BeamOptions): Hypothesis[] {
  checkBeam(options);
  const { beams, maxTokens, stopIds = new Set() } = options;
  if (!(beams >= 1 && maxTokens >= 1)) throw new RangeError("a beam needs at least one sequence and one token");
  let open: Hypothesis[] = [{ tokens: [], logprob: 0, score: 0 }];
  let ended: Hypothesis[] = [];
  for (let length = 1; ; length++) {
    // Enough that b go on whatever ends: at most one continuation of each sequence for each stop token.
    const best = bestContinuations(frontier.logits(), open, Math.max(2, 1 + stopIds.size) * beams);
    const ends = ({ token }: Choice) => length === maxTokens || stopIds.has(token);
    const grown = best.map((choice) => ({ choice, hypothesis: follow(open[choice.row]!, choice.token, choice.own) }));
    const late = grown.slice(0, beams).filter(({ choice }) => ends(choice)); // no result that the beam would have dropped
    ended = [...ended, ...late.map(({ hypothesis }) => scored(hypothesis, options))]
      .sort((a, b) => b.score - a.score)
      .slice(0, beams);
    const going = grown.filter(({ choice }) => !ends(choice)).slice(0, beams);
    open = going.map(({ hypothesis }) => hypothesis);
    if (open.length === 0 || isDone(open[0]!, ended, options)) return ended;
    frontier.extend(going.map(({ choice }) => choice));
  }
}

interface Continuation extends Choice {
  /** ln P of the token alone. */
  readonly own: number;
}

/** The `count` most probable continuations of all rows, best first; of equal ones the first row and the lowest id. */
function bestContinuations(
  rows: readonly ArrayLike<number>[],
  open: readonly Hypothesis[],
  count: number,
): Continuation[] {
  const all = rows.flatMap((logits, row) => {
    const logprobs = logSoftmax(logits);
    // No row gives more than `count`: sorting a whole vocabulary as objects would be most of the work.
    const floor = nthHighest(logprobs, count);
    const own: (Continuation & { total: number })[] = [];
    for (const [token, logprob] of logprobs.entries()) {
      if (logprob >= floor && logprob > -Infinity)
        own.push({ row, token, own: logprob, total: open[row]!.logprob + logprob });
    }
    return own;
  });
  return all.sort((a, b) => b.total - a.total).slice(0, count);
}

function nthHighest(values: Float64Array, n: number): number {
  return n >= values.length ? -Infinity : values.slice().sort()[values.length - n]!;
}

function scored(hypothesis: Hypothesis, { lengthPenalty = 1 }: BeamOptions): Hypothesis {
  return { ...hypothesis, score: hypothesis.logprob / hypothesis.tokens.length ** lengthPenalty };
}

/** Whether what is still open cannot get into the results any more, by the rule that was asked for. */
function isDone(best: Hypothesis, ended: readonly Hypothesis[], options: BeamOptions): boolean {
  const { beams, maxTokens, lengthPenalty = 1, earlyStopping = false } = options;
  if (ended.length < beams) return false;
  if (earlyStopping === true) return true;
  // A penalty above 0 divides a longer sequence's negative sum by more: its best hope is to be as long as can be.
  const length = earlyStopping === "never" && lengthPenalty > 0 ? maxTokens : best.tokens.length;
  return best.logprob / length ** lengthPenalty <= ended.at(-1)!.score;
}
