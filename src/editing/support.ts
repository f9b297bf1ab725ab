/** What editors are given beside a config and a fact. */
import type { Intervention } from "../interventions/index.ts";
import type { Writes } from "../nn/index.ts";
import { ops, type Tensor } from "../tensor/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import { contexts } from "./contexts.ts";

/** What an edit stands on; all of it can be made once for many edits. */
export interface EditSupport {
  /** C [F, F] of a block, as `keyMoment` gives it. Without it C is the identity. */
  readonly moment?: ((block: number) => Tensor) | undefined;
  /** Texts that stand in front of the prompt; those of `contexts` unless given. */
  readonly contexts?: readonly string[] | undefined;
  /** What rides on the model already: the edit is made behind it. */
  readonly with?: readonly Intervention[] | undefined;
}

/** What stands in front of a prompt: nothing, and then the texts. */
export function textsOf(model: Writes, tokenizer: Tokenizer, support: EditSupport): string[] {
  return ["", ...(support.contexts ?? contexts(model, tokenizer, { with: support.with ?? [] }))];
}

/** C in float64, with 1e-4 of its mean diagonal added to the diagonal: its condition number is 1e4 and more. */
export function momentOf({ moment }: EditSupport, block: number): Tensor | undefined {
  const C = moment?.(block).to("float64");
  if (C === undefined) return undefined;
  const diagonal = ops.aten.diagonal.default(C);
  return C.add(ops.aten.diag_embed.default(diagonal.mean().mul(1e-4).expand(diagonal.shape)));
}
