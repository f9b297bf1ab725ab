import { Run, type RunSettings } from "../interventions/index.ts";
import { LanguageModelError } from "../lm/index.ts";
import { KVCache, type Writes } from "../nn/index.ts";
import { ids, infer, scope } from "../tensor/index.ts";
import { nonFinite } from "./highest.ts";

/** A long work's settings, and what it awaits between passes, so that others have a turn. */
export interface LongRun extends RunSettings {
  turn: () => Promise<unknown>;
}

/** Tokens of one pass. */
const CHUNK = 256;
/** Positions whose logits, V numbers each, are held at a time. */
const HEAD_ROWS = 64;

/**
 * ln P(token | those before) of each token but the first. The text is read in chunks behind a cache and its logits are
 * never held as a whole, so that memory stays flat; `turn` is awaited between chunks. Throws Interrupted, and a LanguageModelError
 * where one is not finite.
 */
export async function scoreTokens(
  model: Writes,
  tokens: readonly number[],
  { turn, ...settings }: LongRun,
): Promise<number[]> {
  const run = new Run(model, { ...settings, sequences: new KVCache() });
  const logprobs: number[] = [];
  try {
    for (let start = 0; start < tokens.length - 1; start += CHUNK) {
      const read = tokens.slice(start, Math.min(start + CHUNK, tokens.length - 1));
      const next = tokens.slice(start + 1, start + 1 + read.length);
      logprobs.push(...infer(() => scoreChunk(run, read, next)));
      await turn();
    }
  } finally {
    run.release();
  }
  return logprobs;
}

/**
 * The same by windows of `window` tokens that move by `stride`, each read anew: every token is scored once, in the first window
 * that it is in but not the first of. With a stride as wide as the window, as others have it, the first token of every window is
 * scored by none.
 */
export async function scoreWindows(
  model: Writes,
  tokens: readonly number[],
  { window, stride, ...reading }: { window: number; stride: number } & LongRun,
): Promise<number[]> {
  const logprobs: number[] = [];
  let done = 0; // tokens that are scored, or that no window scores
  for (let begin = 0; done < tokens.length; begin += stride) {
    const end = Math.min(begin + window, tokens.length);
    const own = await scoreTokens(model, tokens.slice(begin, end), reading); // of begin + 1 to end
    logprobs.push(...own.slice(Math.max(0, done - begin - 1)));
    done = end;
  }
  return logprobs;
}

function scoreChunk(run: Run<Writes>, read: readonly number[], next: readonly number[]): number[] {
  const reading = run.read([read]);
  const logprobs: number[] = [];
  for (let row = 0; row < read.length; row += HEAD_ROWS) {
    const rows = Math.min(HEAD_ROWS, read.length - row);
    const part = scope(() => {
      const logits = run.model.logits(reading.stream.narrow(0, row, rows), reading.pass).to("float32"); // [rows, V]
      const chosen = logits.gather(-1, ids(next.slice(row, row + rows)).unsqueeze(-1)); // [rows, 1]
      return chosen.sub(logits.logSumExp(-1, true)).numbers();
    });
    if (!part.every(Number.isFinite)) throw nonFinite("log-probabilities");
    logprobs.push(...part);
  }
  return logprobs;
}

/** Throws a LanguageModelError where windows are wider than a context, or leave a token that none of them scores. */
export function checkWindows({ window, stride }: { window: number; stride: number }, context: number): void {
  const whole = (name: string, value: number, from: number, to: number) => {
    if (Number.isInteger(value) && value >= from && value <= to) return;
    throw new LanguageModelError("bad-request", `score: ${name} must be a whole number from ${from} to ${to}`);
  };
  whole("window", window, 2, context);
  whole("stride", stride, 1, window - 1);
}
