import { z } from "zod";
import type { LowRankDelta } from "../interventions/index.ts";
import type { Writes } from "../nn/index.ts";
import { checked, strictObject } from "../sentences/index.ts";
import { infer, keep, release, type Tensor } from "../tensor/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import { blockAt, checkBlock, downOf } from "./block.ts";
import { rankOne } from "./rank-one.ts";
import { located, type Rewrite, refuseFirst } from "./rewrite.ts";
import { seenAt } from "./seen.ts";
import { shiftFields, shiftOf } from "./shift.ts";
import { type EditSupport, momentOf, textsOf } from "./support.ts";

/** What `rome` takes; the values suit SmolLM2-135M. */
export const RomeConfig = strictObject({
  /** The technique. */
  kind: z.literal("rome").default("rome"),
  /** The block whose `mlp.down` is changed. Default: a sixth of the depth down. */
  block: z.int().nonnegative().optional(),
  ...shiftFields({ steps: 20, clamp: 4 }),
});
export type RomeConfig = z.infer<typeof RomeConfig>;

/** What ROME writes into a map: its answer v [D] to the key k [F]. */
export interface KeyValue {
  /** Path of the map. */
  readonly at: string;
  /** Number of its block. */
  readonly block: number;
  /** k [F]. */
  readonly key: Tensor;
  /** v [D]. */
  readonly value: Tensor;
}

/**
 * ROME: rank-one model editing (Meng et al. 2022, arXiv:2202.05262). Notes: model editing, locate and edit.
 *
 *     k = mean over texts of what `mlp.down` reads at the subject's last token,     v = W k + d
 *     W' = W + d u^T / (u^T k),     u = C^-1 k,     so that W' k = v
 *
 * d is `shiftOf`'s. One k stands in all three places: where the key of the bare prompt takes the place of the mean in some of them, single
 * edits break a model (Gupta et al. 2024, arXiv:2403.07175). C has 1e-4 of its mean diagonal added to it.
 * Kin: MEMIT spreads many facts over several blocks.
 *
 * A delta of rank 1. Throws an EditError where the subject is the text's first token, is not in the prompt, or the block is none.
 */
export function rome(
  model: Writes,
  tokenizer: Tokenizer,
  rewrite: Rewrite,
  support: EditSupport = {},
  input: z.input<typeof RomeConfig> = {},
): LowRankDelta {
  const { at, block, key, value } = keyValue(model, tokenizer, rewrite, support, input);
  try {
    return infer(() => {
      const moment = momentOf(support, block);
      return rankOne(model, { at, key, value, ...(moment && { moment }), with: support.with ?? [] });
    });
  } finally {
    release(key, value);
  }
}

/** The block that ROME changes where it is not told which. */
export const romeBlock = (model: Writes): number => blockAt(model, 1 / 6);

/** k and v of a fact; they live until they are released. Throws as `rome` does. */
export function keyValue(
  model: Writes,
  tokenizer: Tokenizer,
  rewrite: Rewrite,
  support: EditSupport = {},
  input: z.input<typeof RomeConfig> = {},
): KeyValue {
  const { block = romeBlock(model), kind: _, ...settings } = checked(RomeConfig, input, "rome");
  const map = checkBlock(model, block);
  refuseFirst("ROME", rewrite, located(tokenizer, rewrite));
  const { with: riding = [] } = support;
  const before = textsOf(model, tokenizer, support);
  const texts = before.map((text) => located(tokenizer, rewrite, text)).map(({ ids, at }) => ({ ids, at: [at] }));
  const [key, out] = infer(() => {
    const { x, y } = seenAt(model, texts, downOf(block), { with: riding });
    return [keep(x.mean(0)), keep(y.mean(0))] as const; // k [F], W k [D]
  });
  const norm = infer(() => out.norm().item());
  const place = { at: downOf(block), block, width: map.outWidth, norm, before, with: riding };
  const d = shiftOf(model, tokenizer, rewrite, place, settings);
  const value = infer(() => keep(out.add(d)));
  release(out, d);
  return { at: downOf(block), block, key, value };
}
