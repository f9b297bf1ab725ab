import { z } from "zod";
import { checked, strictObject } from "../sentences/index.ts";
import { full, type Generator, ops, rand, scope, type Tensor, where } from "../tensor/index.ts";
import { IGNORED } from "./collators.ts";

const share = z.number().min(0).max(1);

/** What `maskTokens` takes. */
export const MaskingConfig = strictObject({
  /** V: random tokens are drawn from 0 to V - 1. */
  vocabulary: z.int().positive(),
  /** The id of the mask token. */
  mask: z.int().nonnegative(),
  /** Ids that are never selected, such as padding. */
  special: z.array(z.int().nonnegative()).default([]),
  /** Share of tokens selected. */
  rate: share.default(0.15),
  /** Share of the selected that become the mask token. */
  masked: share.default(0.8),
  /** Share of the selected that become a token at random; with `masked` at most 1. */
  random: share.default(0.1),
}).refine(({ masked, random }) => masked + random <= 1, {
  path: ["random"],
  error: "must leave masked + random at most 1",
});

/** What is read, and what is to be found in it. */
export interface MaskedBatch {
  /** int64, of the shape of the tokens */
  readonly inputs: Tensor;
  /** int64, of the same shape: the token that stood at each selected place; `IGNORED` elsewhere. */
  readonly targets: Tensor;
}

/**
 * Masked language modelling, the cloze test (Taylor 1953; Devlin et al. 2019, arXiv:1810.04805). Of the tokens that may be, a
 * share `rate` is selected, each by itself; a selected one is the target at its place, and no other place has a target. What the
 * model sees in its place is
 *
 *     the mask token        80 %
 *     a token at random     10 %     so that it cannot trust what it sees,
 *     the token itself      10 %     nor learn to distrust all of it
 *
 * Tokens are int64 of any shape, and draws come from `generator`; equal generators select the same. Throws where the
 * config is no `MaskingConfig`.
 */
export function maskTokens(tokens: Tensor, input: z.input<typeof MaskingConfig>, generator?: Generator): MaskedBatch {
  const { vocabulary, mask, special, rate, masked, random } = checked(MaskingConfig, input, "maskTokens");
  return scope(() => {
    const draw = () => rand(tokens.shape, generator === undefined ? {} : { generator });
    const free = special.map((id) => tokens.ne(id)).reduce((a, b) => a.logicalAnd(b), tokens.ge(0));
    const selected = draw().lt(rate).logicalAnd(free);
    const kind = draw(); // [0, masked) the mask, [masked, masked + random) at random, else itself
    const strangers = ops.aten.floor.default(draw().mul(vocabulary)).to("int64");
    const hidden = where(kind.lt(masked), full(tokens.shape, mask, { dtype: "int64" }), where(kind.lt(masked + random), strangers, tokens)); // biome-ignore format: one line
    return { inputs: where(selected, hidden, tokens), targets: where(selected, tokens, IGNORED) };
  });
}
