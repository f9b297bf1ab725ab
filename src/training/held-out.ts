import { Run, type RunSettings } from "../interventions/index.ts";
import type { Writes } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { crossEntropy, infer, stack, type Tensor } from "../tensor/index.ts";

/** A text as token ids, read piece by piece; `Shards` are one. */
export interface Ids {
  /** How many there are. */
  readonly tokens: number;
  /** int64 [length] from token `start` on. */
  ids(start: number, length: number): Tensor;
}

/** How a held-out text is read. */
export interface HeldOutOptions extends RunSettings {
  /** T: tokens that the model sees at most. */
  length: number;
  /** Tokens by which the window moves on; what it moves over is scored, what lies before is context. Default T. */
  stride?: number;
  /** About how many tokens are scored, evenly spread; default all. */
  most?: number;
  /** Rows in one forward pass. */
  rows?: number;
}

const checkHeldOut = optionsOf<HeldOutOptions>("surprise", {
  length: "number",
  stride: "number?",
  most: "limit?",
  rows: "number?",
  with: "list?",
  interrupt: "object?",
  fast: "flag?",
});

/** What a held-out text costs a model. */
export interface Surprise {
  /** Nats in all. */
  readonly nats: number;
  /** Tokens that were predicted. */
  readonly tokens: number;
}

/**
 * How surprising a held-out text is, by a window that slides over it: each token is scored once, with at least T - stride tokens
 * before it where the text has them; a rest shorter than a stride is left out.
 *
 *     nats = -sum over i of log P(w_i | w_(i-T) ... w_(i-1)),     bits per byte = nats / (ln 2 bytes)
 *
 * Throws an ArgumentError where an option is none.
 */
export function surprise(model: Writes, text: Ids, options: HeldOutOptions): Surprise {
  checkHeldOut(options);
  const { most = Number.POSITIVE_INFINITY, rows = 16 } = options;
  const run = new Run(model, { with: options.with, interrupt: options.interrupt, fast: options.fast });
  const length = Math.min(options.length, text.tokens - 1);
  const { stride = length } = options;
  const windows = Math.max(1, Math.floor((text.tokens - 1 - length) / stride) + 1);
  const step = Math.max(1, Math.floor((windows * stride) / most));
  let [nats, tokens] = [0, 0];
  for (let first = 0; first < windows; first += rows * step) {
    const starts: number[] = [];
    for (let w = first; w < Math.min(windows, first + rows * step); w += step) starts.push(w * stride);
    // The first window has nothing before it to be context, so all of it counts.
    const counted = starts.map((start) => (start === 0 ? length : stride));
    nats += infer(() => natsOf(run, text, starts, counted, length));
    tokens += counted.reduce((sum, n) => sum + n, 0);
  }
  return { nats, tokens };
}

/** Nats of the last `counted` tokens of windows of T inputs and T targets. */
function natsOf(run: Run<Writes>, text: Ids, starts: number[], counted: number[], T: number): number {
  const windows = stack(starts.map((start) => text.ids(start, T + 1))); // [B, T + 1]
  const logits = run.read(windows.narrow(1, 0, T)).logits("all"); // [B, T, V]
  return starts.reduce((sum, _, row) => {
    const last = counted[row]!;
    const scored = logits
      .select(0, row)
      .narrow(0, T - last, last)
      .to("float32"); // [last, V]
    return sum + crossEntropy(scored, windows.select(0, row).narrow(0, 1 + T - last, last)).item() * last;
  }, 0);
}
