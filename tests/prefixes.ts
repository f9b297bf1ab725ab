/** What a model says behind prefixes of its own making, for tests and demonstrations of teacher forcing and exposure bias. */
import type { CausalBatch } from "../src/data/index.ts";
import { Run } from "../src/interventions/index.ts";
import { AbreastCache, Padded, Pass, type Writes } from "../src/nn/index.ts";
import { cat, crossEntropy, noGrad, scope, type Tensor, where } from "../src/tensor/index.ts";

/** The mean loss of a batch, read token by token through a cache, derivatives recorded; what the model sees is the text's. */
export function loopLoss(model: Writes, { inputs, targets }: CausalBatch): Tensor {
  const { T } = inputs.dims("B T");
  const run = new Run(model, { sequences: new AbreastCache() });
  const steps: Tensor[] = [];
  for (let t = 0; t < T; t++) {
    const logits = run.read(inputs.narrow(1, t, 1)).logits("all"); // [B, 1, V]
    steps.push(crossEntropy(logits.select(1, 0), targets.select(1, t)));
  }
  run.release();
  return cat(steps.map((step) => step.reshape([1]))).mean();
}

/** The loss of each step by itself: a pass over the prefix w_1 ... w_t alone, of which only the last place is asked. */
export function stepLosses(model: Writes, { inputs, targets }: CausalBatch): number[] {
  const { B, T } = inputs.dims("B T");
  return Array.from({ length: T }, (_, t) =>
    scope(() =>
      noGrad(() => {
        const layout = new Padded(Array.from({ length: B }, () => t + 1));
        const logits = model.call(inputs.narrow(1, 0, t + 1), new Pass({ layout })); // [B, t + 1, V]
        return crossEntropy(logits.select(1, t), targets.select(1, t)).item();
      }),
    ),
  );
}

/** Nats of each target [B T], row by row, behind the tokens given. */
export function natsOf(model: Writes, { inputs, targets }: CausalBatch): Float32Array {
  const { B, T } = inputs.dims("B T");
  return scope(() =>
    noGrad(() => {
      const logits = model.call(inputs, new Pass({ layout: new Padded(Array.from({ length: B }, () => T)) })); // [B, T, V]
      const chosen = logits.to("float32").gather(-1, targets.unsqueeze(-1)).squeeze(-1); // [B, T]
      return logits.to("float32").logSumExp(-1).sub(chosen).floats();
    }),
  );
}

/**
 * What one wrong token costs: the mean over rows of how much more surprising the gold token so many places behind it is than
 * behind the text itself. `wrong` [B] stands at place t of each row; the first of the result is the token at t + 1.
 */
export function cascade(model: Writes, batch: CausalBatch, t: number, wrong: Tensor): number[] {
  const { B, T } = batch.inputs.dims("B T");
  const { inputs } = batch;
  return scope(() => {
    const injected = cat([inputs.narrow(1, 0, t), wrong.unsqueeze(1), inputs.narrow(1, t + 1, T - t - 1)], 1); // [B, T]
    const [clean, spoiled] = [inputs, injected].map((seen) => natsOf(model, { inputs: seen, targets: batch.targets }));
    return Array.from({ length: T - t }, (_, k) => {
      let sum = 0;
      for (let row = 0; row < B; row++) sum += spoiled![row * T + t + k]! - clean![row * T + t + k]!;
      return sum / B;
    });
  });
}

export interface Accuracy {
  readonly teacherForced: number;
  readonly freeRunning: number;
}

/** The share of targets that the most probable token is, behind the text and behind what the model wrote itself. */
export function accuracies(model: Writes, { inputs, targets }: CausalBatch): Accuracy {
  const { B, T } = inputs.dims("B T");
  return scope(() =>
    noGrad(() => {
      const counted = targets.ge(0); // [B, T]
      const of = (said: Tensor) => said.eq(targets).logicalAnd(counted).to("float32").sum().item();
      const layout = new Padded(Array.from({ length: B }, () => T));
      const forced = model.call(inputs, new Pass({ layout })).argmax(-1); // [B, T]
      const run = new Run(model, { sequences: new AbreastCache() });
      let seen = inputs.select(1, 0); // [B]
      const own = Array.from({ length: T }, (_, t) => {
        const said = run.read(seen.unsqueeze(1)).logits("all").select(1, 0).argmax(-1); // [B]
        if (t + 1 < T) seen = where(counted.select(1, t), said, inputs.select(1, t + 1)); // a prompt stays as it is
        return said.unsqueeze(1);
      });
      run.release();
      const all = counted.to("float32").sum().item();
      return { teacherForced: of(forced) / all, freeRunning: of(cat(own, 1)) / all };
    }),
  );
}
