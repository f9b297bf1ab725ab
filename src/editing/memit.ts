import { z } from "zod";
import { type Intervention, type LowRank, LowRankDelta } from "../interventions/index.ts";
import type { Writes } from "../nn/index.ts";
import { checked, strictObject } from "../sentences/index.ts";
import { infer, keep, ops, release, scope, stack, type Tensor } from "../tensor/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import { blockAt, checkBlock, downOf } from "./block.ts";
import { EditError } from "./edit-error.ts";
import { located, type Rewrite, refuseFirst } from "./rewrite.ts";
import { type Looked, seenAt } from "./seen.ts";
import { shiftFields, shiftOf } from "./shift.ts";
import { type EditSupport, momentOf, textsOf } from "./support.ts";

/** What `memit` takes; the values suit SmolLM2-135M. */
export const MemitConfig = strictObject({
  /** The technique. */
  kind: z.literal("memit").default("memit"),
  /** The blocks whose `mlp.down` are changed, from the first to the last. Default: 2, 5 and 9 of 30, and those as far down in others. */
  blocks: z.array(z.int().nonnegative()).min(1).optional(),
  /** How many tokens of other texts the new keys are weighed against. */
  lambda: z.number().positive().default(100),
  ...shiftFields({ steps: 20, clamp: 0.75 }),
});
export type MemitConfig = z.infer<typeof MemitConfig>;

/** How far it is. */
export interface MemitSupport extends EditSupport {
  /** Is told of each fact whose value was found. */
  readonly onProgress?: ((found: number, facts: number) => void) | undefined;
  /** The value d [D] of a fact by its place, where it was found before; `find` finds it. It is freed when it has been read. */
  readonly shift?: ((fact: number, find: () => Tensor) => Tensor) | undefined;
}

/**
 * MEMIT: mass editing (Meng et al. 2023, arXiv:2210.07229). Notes: model editing, locate and edit.
 *
 *     z_i = h_i + d_i,     h_i what leaves the last block at the subject's last token
 *     D = R^T K (lambda C + K^T K)^-1,     r_i = (z_i - h_i) / blocks left
 *
 * Rows of K [n, F] are keys, the mean of the bare prompt's and of the mean of the others', and rows of R [n, D] what is missing yet; both are
 * measured anew for each block, under what was changed before. d_i is `shiftOf`'s behind the last block.
 * Kin: for one fact, one block and lambda towards 0 it is ROME.
 *
 * A delta of rank n in each block. Throws an EditError where a subject is its text's first token or is not in the prompt, or a block is none.
 */
export function memit(
  model: Writes,
  tokenizer: Tokenizer,
  rewrites: readonly Rewrite[],
  support: MemitSupport = {},
  input: z.input<typeof MemitConfig> = {},
): LowRankDelta {
  const { blocks: asked = memitBlocks(model), lambda, kind: _, ...settings } = checked(MemitConfig, input, "memit");
  const blocks = [...new Set(asked)].sort((a, b) => a - b);
  for (const block of blocks) checkBlock(model, block);
  if (rewrites.length === 0) throw new EditError("MEMIT needs at least one fact, and was given none");
  for (const rewrite of rewrites) refuseFirst("MEMIT", rewrite, located(tokenizer, rewrite));
  const { with: riding = [] } = support;
  const before = textsOf(model, tokenizer, support);
  const texts = rewrites.map((rewrite) => before.map((text) => look(tokenizer, rewrite, text)));
  const last = blocks.at(-1)!;
  const behind = { at: `blocks.${last}`, block: last, before, with: riding };
  const wanted = infer(() => {
    const h = leaving(model, texts, last, riding); // [n, D]
    const rows = rewrites.map((rewrite, i) => {
      const own = h.select(0, i);
      const place = { ...behind, width: own.shape[0]!, norm: own.norm().item() };
      const find = () => shiftOf(model, tokenizer, rewrite, place, settings);
      const d = support.shift === undefined ? find() : support.shift(i, find);
      support.onProgress?.(i + 1, rewrites.length);
      const z = own.add(d);
      release(d);
      return z;
    });
    return keep(stack(rows)); // z [n, D]
  });
  const parts = new Map<string, LowRank>();
  for (const [i, block] of blocks.entries()) {
    const changed = [...riding, ...(parts.size === 0 ? [] : [new LowRankDelta("memit", new Map(parts))])];
    const part = infer(() => {
      const keys = keysOf(model, texts, block, changed); // [n, F]
      const missing = wanted.sub(leaving(model, texts, last, changed)).div(blocks.length - i); // [n, D]
      return spread(keys, missing, momentOf(support, block), lambda);
    });
    parts.set(downOf(block), { a: keep(part.a), b: keep(part.b), scale: 1 });
  }
  release(wanted);
  return new LowRankDelta("memit", parts);
}

/** The blocks that MEMIT changes where it is not told which. */
export const memitBlocks = (model: Writes): number[] => [
  ...new Set([1 / 15, 1 / 6, 3 / 10].map((share) => blockAt(model, share))),
];

/**
 * The change of a map by keys K [n, F] and what they shall give more, R [n, D]: D = R^T K (lambda C + K^T K)^-1, of rank n. C is the
 * identity unless given.
 */
export function spread(keys: Tensor, missing: Tensor, moment: Tensor | undefined, lambda: number): LowRank {
  return infer(() => {
    const K = keys.to("float64");
    const C = moment ?? ops.aten.eye.default(K.shape[1]!, { dtype: "float64" });
    const solved = ops.aten.linalg_solve.default(C.mul(lambda).add(K.t().matmul(K)), K.t()); // [F, n]
    return { a: solved.t().contiguous().to("float32"), b: missing.t().contiguous(), scale: 1 };
  });
}

function look(tokenizer: Tokenizer, rewrite: Rewrite, text: string): Looked {
  const { ids, at } = located(tokenizer, rewrite, text);
  return { ids, at: [at] };
}

/** What leaves a block at each subject's last token, behind nothing [n, D]. */
function leaving(model: Writes, texts: readonly Looked[][], block: number, riding: readonly Intervention[]): Tensor {
  const bare = texts.map(([first]) => first!);
  return scope(() => seenAt(model, bare, `blocks.${block}`, { with: riding }).y);
}

/** Keys [n, F]: the mean of the bare prompt's and of the mean of the others'. */
function keysOf(model: Writes, texts: readonly Looked[][], block: number, riding: readonly Intervention[]): Tensor {
  const all = seenAt(model, texts.flat(), downOf(block), { with: riding }).x; // [n c, F]
  const c = texts[0]!.length;
  const each = all.unflatten(0, [texts.length, c]); // [n, c, F]
  const bare = each.select(1, 0);
  return c === 1 ? bare : bare.add(each.narrow(1, 1, c - 1).mean(1)).div(2);
}
