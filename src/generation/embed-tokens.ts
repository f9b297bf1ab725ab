import { intervene, Run, type RunSettings } from "../interventions/index.ts";
import { type EmbedOptions, unit } from "../lm/index.ts";
import type { Reads } from "../nn/index.ts";
import { infer, keep, release, type Tensor } from "../tensor/index.ts";
import { nonFinite } from "./highest.ts";
import type { LongRun } from "./score-tokens.ts";

/** Tokens of one pass, unless one text alone has more. */
const TOKENS_A_PASS = 1024;

type Pooling = NonNullable<EmbedOptions["pooling"]>;

interface EmbedTokensOptions extends LongRun {
  layer?: EmbedOptions["layer"] | undefined;
  pooling?: EmbedOptions["pooling"] | undefined;
  normalize?: boolean | undefined;
}

/**
 * The residual stream of each sequence behind a layer (0 is the embedding), pooled over its tokens. Several sequences share
 * a pass; `turn` is awaited between passes. Throws Interrupted, and a LanguageModelError where a number of a vector is not finite.
 */
export async function embedTokens(
  model: Reads,
  sequences: readonly (readonly number[])[],
  { layer = model.blocks.length, pooling = "mean", normalize = false, turn, ...settings }: EmbedTokensOptions,
): Promise<number[][][]> {
  const vectors: number[][][] = [];
  const { path } = layer === 0 ? model.embed : model.blocks[layer - 1]!;
  for (const batch of batches(sequences)) {
    vectors.push(...infer(() => streamsAt(path, model, batch, settings).map((x) => pool(x, pooling))));
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

function pool(x: Tensor, pooling: Pooling): number[][] {
  const { n } = x.dims("n D");
  if (pooling === "none") return Array.from({ length: n }, (_, i) => x.select(0, i).numbers());
  if (pooling === "mean") return [x.mean(0).numbers()];
  return [x.select(0, pooling === "first" ? 0 : n - 1).numbers()];
}

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
