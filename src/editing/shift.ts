/** What must be added to one place of a model so that it says something else: the value that ROME and MEMIT write into weights. */
import { z } from "zod";
import { type Intervention, intervene } from "../interventions/index.ts";
import type { Writes } from "../nn/index.ts";
import { adamW } from "../optim/index.ts";
import { ids, infer, keep, ops, release, scope, type Tensor, withGrad, zeros } from "../tensor/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import { behind } from "./behind.ts";
import { answerIds, located, type Rewrite } from "./rewrite.ts";

/** Settings of how a shift is looked for, with defaults. */
export const shiftFields = ({ steps, clamp }: { steps: number; clamp: number }) => ({
  /** Steps of Adam. */
  steps: z.int().positive().default(steps),
  /** Its learning rate. */
  rate: z.number().positive().default(0.5),
  /** Weight of the divergence of what the model says of the subject. */
  kl: z.number().nonnegative().default(0.0625),
  /** Weight of |d| / |w|^2. */
  decay: z.number().nonnegative().default(0.5),
  /** |d| is held to so many times |w|. */
  clamp: z.number().positive().default(clamp),
  /** A loss that is low enough to stop. */
  enough: z.number().nonnegative().default(0.05),
});
export type ShiftSettings = z.infer<z.ZodObject<ReturnType<typeof shiftFields>>>;

/** Where it is added. */
export interface ShiftPlace {
  /** The site whose output it is added to. */
  readonly at: string;
  /** The block in which that stands. */
  readonly block: number;
  /** D, how wide that is. */
  readonly width: number;
  /** |w|, the norm of what stands there. */
  readonly norm: number;
  /** Texts in front of the prompt; "" is the bare one. */
  readonly before: readonly string[];
  /** What rides on the model. */
  readonly with: readonly Intervention[];
}

/**
 * The value of a fact, as ROME finds it (Meng et al. 2022, arXiv:2202.05262, equation 4): d [D], from 0 by Adam, of
 *
 *     L(d) = - mean ln P(target | text. prompt; w + d) + kl KL(P(. | subject; w + d) || P(. | subject; w)) + decay |d| / |w|^2
 *
 * with d added at the subject's last token, the mean over texts and the target's tokens, "SUBJECT is a" read up to the subject, and |d| held
 * to clamp |w|. Tokens before the subject's last one and blocks in front do not depend on d and are computed once.
 */
export function shiftOf(
  model: Writes,
  tokenizer: Tokenizer,
  rewrite: Rewrite,
  { at, block, width, norm, before, with: riding }: ShiftPlace,
  { steps, rate, kl, decay, clamp, enough }: ShiftSettings,
): Tensor {
  const target = answerIds(tokenizer, rewrite.target);
  const says = before.map((text) => located(tokenizer, rewrite, text));
  const essence = located(tokenizer, { ...rewrite, prompt: "{} is a" });
  const prompts = [
    ...says.map((prompt) => ({ ...prompt, ids: [...prompt.ids, ...target.slice(0, -1)] })),
    { ids: essence.ids.slice(0, essence.at + 1), at: essence.at },
  ];
  const held = behind(model, prompts, { from: block, with: riding });
  const { layout } = held;
  const asked = says.flatMap((prompt, row) =>
    target.map((_, i) => layout.at(row, prompt.ids.length - prompt.at - 1 + i)),
  );
  const rows = [...asked, layout.at(says.length, 0)];
  const d = keep(zeros([width])).requireGrad();
  const added = intervene("the shift", at, () => (x, next) => {
    const y = next(x); // [N, D]
    const places = ids(prompts.map((_, row) => layout.at(row, 0)));
    return ops.aten.index_add.default(y, 0, places, d.unsqueeze(0).expand([prompts.length, d.shape[0]!]));
  });
  const targets = keep(ids(says.flatMap(() => target))); // [n]
  const was = infer(() => keep(held.logits([], rows.slice(-1)).logSoftmax())); // [1, V]
  const adam = adamW([["d", d]], { lr: rate, weightDecay: 0 });
  try {
    const loss = () => {
      const logprobs = held.logits([added], rows).logSoftmax(); // [n + 1, V]
      const nll = logprobs.narrow(0, 0, asked.length).gather(1, targets.unsqueeze(1)).mean().neg();
      const is = logprobs.narrow(0, asked.length, 1); // [1, V]
      const drift = is.exp().mul(is.sub(was)).sum();
      // The slope of |d| at 0 is none.
      return nll.add(drift.mul(kl)).add(
        d
          .pow(2)
          .sum()
          .add(1e-12)
          .sqrt()
          .mul(decay / norm ** 2),
      );
    };
    for (let step = 0; step < steps; step++) {
      const low = scope(() =>
        withGrad(() => {
          const now = loss();
          if (now.item() < enough) return true;
          now.backward();
          adam.step();
          adam.zeroGrad();
          return false;
        }),
      );
      if (low) break;
      holdTo(d, clamp * norm);
    }
    return d.requireGrad(false);
  } finally {
    release(was, targets);
    adam.release();
    held.release();
  }
}

/** d = d min(1, most / |d|) */
function holdTo(d: Tensor, most: number): void {
  infer(() => {
    const norm = d.norm().item();
    if (norm > most) d.copyFrom(d.mul(most / norm));
  });
}
