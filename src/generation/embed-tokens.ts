import { intervene, Run, type RunSettings } from "../interventions/index.ts";
import { type EmbedOptions, type Pooling, unit } from "../lm/index.ts";
import type { Reads } from "../nn/index.ts";
import { arange, infer, keep, release, type Tensor } from "../tensor/index.ts";
import { nonFinite } from "./highest.ts";
import type { LongRun } from "./score-tokens.ts";

/** Tokens of one pass, unless one text alone has more. */
const TOKENS_A_PASS = 1024;

interface EmbedTokensOptions extends LongRun {
  layer?: EmbedOptions["layer"] | undefined;
  /** Of several, the vectors stand one behind the other. */
  pooling?: Pooling | readonly Exclude<Pooling, "none">[] | undefined;
  normalize?: boolean | undefined;
  /** Tokens in front, such as those of a prompt, that are read and not pooled. */
  unpooled?: number | undefined;
}

/**
 * The residual stream of each sequence behind a layer (0 is the embedding), pooled over its tokens. Several sequences share
 * a pass; `turn` is awaited between passes. Throws Interrupted, and a LanguageModelError where a number of a vector is not finite.
 */
export async function embedTokens(
  model: Reads,
  sequences: readonly (readonly number[])[],
  {
    layer = model.blocks.length,
    pooling = "mean",
    normalize = false,
    unpooled = 0,
    turn,
    ...settings
  }: EmbedTokensOptions,
): Promise<number[][][]> {
  const vectors: number[][][] = [];
  const { path } = layer === 0 ? model.embed : model.blocks[layer - 1]!;
  for (const batch of batches(sequences)) {
    vectors.push(...infer(() => streamsAt(path, model, batch, settings).map((x) => pooled(x, pooling, unpooled))));
    await turn();
  }
  if (!vectors.every((one) => one.every((vector) => vector.every(Number.isFinite)))) throw nonFinite("vectors");
  return normalize ? vectors.map((one) => one.map(unit)) : vectors;
}

/** Sequences [n] -> what comes out at a path for each of their tokens, [n, D]. */
function streamsAt(path: string, model: Reads, batch: readonly (readonly number[])[], settings: RunSettings): Tensor[] {
  let seen: Tensor | undefined;
  const look = intervene("look", path, () => (x, next) => {
    const y = next(x);
    seen = keep(y.clone()); // [N, D]
    return y;
  });
  try {
    const reading = new Run(model, { ...settings, with: [look, ...(settings.with ?? [])] }).read(batch);
    return reading.layout.apart(reading.own(seen!).to("float32"), true).map((x) => x.squeeze(0));
  } finally {
    if (seen !== undefined) release(seen);
  }
}

/**
 * States [n, D] of the tokens of a text as one vector, or as one for each; the first `unpooled` do not count.
 *
 *     mean:  s = (1/n) sum over i of h_i
 */
function pooled(x: Tensor, pooling: Pooling | readonly Exclude<Pooling, "none">[], unpooled: number): number[][] {
  const { n } = x.dims("n D");
  const first = Math.min(unpooled, n - 1);
  const own = x.narrow(0, first, n - first);
  if (pooling === "none") return Array.from({ length: n - first }, (_, i) => own.select(0, i).numbers());
  return [[pooling].flat().flatMap((one) => poolings[one](own, first).numbers())];
}

/** Of states [n, D] of the tokens of a text behind `first` others. */
const poolings: Readonly<Record<Exclude<Pooling, "none">, (x: Tensor, first: number) => Tensor>> = {
  mean: (x) => x.mean(0),
  first: (x) => x.select(0, 0),
  last: (x) => x.select(0, x.shape[0]! - 1),
  max: (x) => x.max(0),
  "mean-sqrt-length": (x) => x.sum(0).div(Math.sqrt(x.shape[0]!)),
  "weighted-mean": (x, first) => {
    const weights = arange(first + 1, first + 1 + x.shape[0]!)
      .to("float32")
      .unsqueeze(-1); // [n, 1]
    return x.mul(weights).sum(0).div(weights.sum());
  },
};

function* batches(sequences: readonly (readonly number[])[]): Iterable<(readonly number[])[]> {
  let batch: (readonly number[])[] = [];
  let tokens = 0;
  for (const sequence of sequences) {
    if (batch.length > 0 && tokens + sequence.length > TOKENS_A_PASS) {
      yield batch;
      batch = [];
      tokens = 0;
    }
    batch.push(sequence);
    tokens += sequence.length;
  }
  if (batch.length > 0) yield batch;
}
