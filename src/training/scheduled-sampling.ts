/** Training on prefixes that the model has partly written itself. */
import { z } from "zod";
import type { CausalBatch } from "../data/index.ts";
import { Run, type RunSettings } from "../interventions/index.ts";
import { AbreastCache, type Writes } from "../nn/index.ts";
import type { Schedule } from "../optim/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { factState, infer, rand, scope, stack, type Tensor, where } from "../tensor/index.ts";
import type { Callback } from "./callback.ts";
import { type CausalOptions, causalLM, type Objective } from "./objective.ts";

/** How much of a prefix is the model's own. */
export interface ScheduledSamplingOptions extends CausalOptions {
  /** The share of a prefix's tokens that are the text's, by the number of the step: 1 is teacher forcing, 0 free running. */
  gold: Schedule;
}

const checkSampling = optionsOf<ScheduledSamplingOptions>("scheduledSampling", {
  gold: "function",
  with: "list?",
  plus: "object?",
});

/** The two parts of a run with scheduled sampling. */
export interface ScheduledSampling {
  /** The loss behind prefixes that are partly the model's own. */
  readonly objective: Objective<CausalBatch>;
  /** Counts the steps; belongs among the callbacks of the run. */
  readonly callback: Callback;
}

/**
 * Scheduled sampling (Bengio et al. 2015, arXiv:1506.03099): each token of a prefix is the text's with probability `gold(step)`,
 * else drawn from the model's own distribution behind the prefix so far. What is to be foretold stays the text's.
 *
 *     v_1 = w_1,     v_t = w_t or v_t ~ P(. | v_1 ... v_(t-1)),     loss = -(1/N) sum over t of log P(w_(t+1) | v_1 ... v_t)
 *
 * A token that is not to be foretold, such as a prompt's, stays the text's. No derivative goes through a draw, so prefixes are
 * written first, token by token and without derivatives; one pass over them then has the loss and the gradients of the loop.
 * Throws an ArgumentError where an option is none.
 */
export function scheduledSampling(model: Writes, options: ScheduledSamplingOptions): ScheduledSampling {
  checkSampling(options);
  const { gold, ...settings } = options;
  const lm = causalLM(model, settings);
  let steps = 0;
  const count = () => steps++;
  return {
    objective: ({ inputs, targets }) =>
      lm({ inputs: ownPrefixes(model, { inputs, targets }, gold(steps), { with: settings.with }), targets }),
    callback: {
      afterStep: count,
      afterSkip: count,
      remembers: {
        "scheduled sampling": factState(
          z.int().nonnegative(),
          () => steps,
          (taken) => {
            steps = taken;
          },
        ),
      },
    },
  };
}

const checkPrefixes = optionsOf<RunSettings>("ownPrefixes", { with: "list?", interrupt: "object?", fast: "flag?" });

/**
 * Inputs [B, T] of which about the share `gold` is those given. The others, each a token that is a target too, are drawn from
 * the model behind the row as it has become, one after the other. Draws come from the process's generator.
 * Throws an ArgumentError where an option is none.
 */
export function ownPrefixes(model: Writes, batch: CausalBatch, gold: number, settings: RunSettings = {}): Tensor {
  checkPrefixes(settings);
  const { inputs, targets } = batch;
  if (gold >= 1) return inputs;
  const { B, T } = inputs.dims("B T");
  return infer(() => {
    const run = new Run(model, { ...settings, sequences: new AbreastCache() });
    const rows = [inputs.select(1, 0)]; // [B] each
    for (let t = 1; t < T; t++) {
      const next = scope(() => {
        const logits = run.read(rows[t - 1]!.unsqueeze(1)).logits("all"); // [B, 1, V]
        const own = targets
          .select(1, t - 1)
          .ge(0)
          .logicalAnd(rand([B]).ge(gold));
        return where(own, drawn(logits.select(1, 0)), inputs.select(1, t));
      });
      rows.push(next);
    }
    run.release();
    return stack(rows, 1); // [B, T]
  });
}

/** A token [B] from the distribution of each row of logits [B, V]: the largest of logits + Gumbel noise (Gumbel 1954). */
function drawn(logits: Tensor): Tensor {
  const noise = rand(logits.shape).log().neg().log().neg(); // -log(-log u)
  return logits.to("float32").add(noise).argmax(-1);
}
