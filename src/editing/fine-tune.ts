import { z } from "zod";
import { LowRankDelta } from "../interventions/index.ts";
import type { Writes } from "../nn/index.ts";
import { adamW } from "../optim/index.ts";
import { checked, strictObject } from "../sentences/index.ts";
import { ids, infer, keep, ops, release, scope, tensor, withGrad, zeros } from "../tensor/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import { behind } from "./behind.ts";
import { blockAt, checkBlock, downOf } from "./block.ts";
import { EditError } from "./edit-error.ts";
import { answerIds, located, type Rewrite } from "./rewrite.ts";
import type { EditSupport } from "./support.ts";

/** What `fineTune` takes; the values suit SmolLM2-135M. */
export const FineTuneConfig = strictObject({
  /** The technique. */
  kind: z.literal("ft").default("ft"),
  /** The block whose `mlp.down` is changed. Default: three tenths of the depth down. */
  block: z.int().nonnegative().optional(),
  /** Steps of Adam. */
  steps: z.int().positive().default(25),
  /** Its learning rate. */
  rate: z.number().positive().default(5e-4),
  /** A loss that is low enough to stop. */
  enough: z.number().nonnegative().default(0.01),
  /** FT-L: the farthest that a weight may move. */
  within: z.number().positive().optional(),
});
export type FineTuneConfig = z.infer<typeof FineTuneConfig>;

/**
 * FT and FT-L: fine-tuning on facts, the baselines of ROME (Meng et al. 2022, arXiv:2202.05262, section 3.2; Zhu et al. 2020,
 * arXiv:2012.00363). Notes: model editing, retraining and fine-tuning.
 *
 *     W' = W + D,     D from 0 by Adam, of - mean ln P(target | prompt; W + D);     FT-L: |D| <= within, each weight by itself
 *
 * Each token of a target is scored behind those before it. Adam moves every weight by about its rate, so D has full rank: it is kept whole, as
 * a delta of rank D with B the identity and A = D, and nothing of it is lost. Its file is that of two dense matrices.
 *
 * Throws an EditError where a subject is not in its prompt, or the block is none.
 */
export function fineTune(
  model: Writes,
  tokenizer: Tokenizer,
  rewrites: readonly Rewrite[],
  support: EditSupport = {},
  input: z.input<typeof FineTuneConfig> = {},
): LowRankDelta {
  const { block = blockAt(model, 3 / 10), steps, rate, enough, within } = checked(FineTuneConfig, input, "fineTune");
  const { inWidth, outWidth } = checkBlock(model, block);
  if (rewrites.length === 0) throw new EditError("fine-tuning needs at least one fact, and was given none");
  const asked = rewrites.map((rewrite) => {
    const [prompt, target] = [located(tokenizer, rewrite).ids, answerIds(tokenizer, rewrite.target)];
    return { prompt, target, ids: [...prompt, ...target.slice(0, -1)], at: 0 };
  });
  const held = behind(model, asked, { from: block, with: support.with ?? [] });
  const rows = asked.flatMap(({ prompt, target }, row) =>
    target.map((_, i) => held.layout.at(row, prompt.length - 1 + i)),
  );
  const share = asked.flatMap(({ target }) => target.map(() => 1 / (target.length * asked.length)));
  const targets = keep(ids(asked.flatMap(({ target }) => target)).unsqueeze(1)); // [n, 1]
  const weights = keep(tensor(share)); // [n]
  const a = keep(zeros([outWidth, inWidth])).requireGrad(); // D
  const b = keep(ops.aten.eye.default(outWidth));
  const change = new LowRankDelta("ft", new Map([[downOf(block), { a, b, scale: 1 }]]));
  const adam = adamW([["change", a]], { lr: rate, weightDecay: 0 });
  try {
    for (let step = 0; step < steps; step++) {
      const low = scope(() =>
        withGrad(() => {
          const logprobs = held.logits([change], rows).logSoftmax().gather(1, targets).squeeze(1); // [n]
          const loss = logprobs.mul(weights).sum().neg();
          if (loss.item() < enough) return true;
          loss.backward();
          adam.step();
          adam.zeroGrad();
          return false;
        }),
      );
      if (low) break;
      if (within !== undefined) infer(() => void ops.aten.clamp_.default(a, -within, within));
    }
    a.requireGrad(false);
    return change;
  } finally {
    adam.release();
    held.release();
    release(targets, weights);
  }
}
