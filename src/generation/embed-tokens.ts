import { type EmbedOptions, unit } from "../lm/index.ts";
import { type Hook, type Interrupt, Packed, Pass, type Plan, type Reads } from "../nn/index.ts";
import { ids, keep, noGrad, release, scope, type Tensor } from "../tensor/index.ts";

/** Tokens of one pass, unless one text alone has more. */
const TOKENS_A_PASS = 1024;

type Pooling = NonNullable<EmbedOptions["pooling"]>;

interface EmbedTokensOptions {
  layer?: EmbedOptions["layer"] | undefined;
  pooling?: EmbedOptions["pooling"] | undefined;
  normalize?: boolean | undefined;
  interrupt?: Interrupt | undefined;
  turn: () => Promise<unknown>;
}

/**
 * The residual stream of each sequence behind a layer (0 is the embedding), pooled over its tokens. Several sequences share
 * a pass; `turn` is awaited between passes. Throws Interrupted.
 */
export async function embedTokens(
  model: Reads,
  sequences: readonly (readonly number[])[],
  { layer = model.blocks.length, pooling = "mean", normalize = false, interrupt, turn }: EmbedTokensOptions,
): Promise<number[][][]> {
  const vectors: number[][][] = [];
  for (const batch of batches(sequences)) {
    vectors.push(...scope(() => noGrad(() => embedBatch(model, batch, { layer, pooling, interrupt }))));
    await turn();
  }
  if (normalize) return vectors.map((one) => one.map(unit));
  return vectors;
}

/** Sequences [n] -> their streams [n, D], seen by a hook that stands at the layer for this pass, and pooled. */
function embedBatch(
  model: Reads,
  batch: readonly (readonly number[])[],
  { layer, pooling, interrupt }: { layer: number; pooling: Pooling; interrupt: Interrupt | undefined },
): number[][][] {
  let seen: Tensor | undefined;
  const look: Hook = (x, next) => {
    const y = next(x);
    seen = keep(y.clone()); // [N, D]
    return y;
  };
  const at = layer === 0 ? model.embed : model.blocks[layer - 1]!;
  const plan: Plan = new Map([[at.path, [look]]]);
  const layout = new Packed(batch.map(({ length }) => length));
  try {
    model.stream(ids(batch.flat()), new Pass({ layout, plan, interrupt }));
    return layout.apart(seen!.to("float32")).map((x) => pool(x.squeeze(0), pooling));
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
