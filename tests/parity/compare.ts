/**
 * How far our models are from transformers' on the same weights: the figures that the parity tests bound and that
 * `npm run prove E17` publishes.
 */
import type { z } from "zod";
import { Run } from "../../src/interventions/index.ts";
import { holding, type NameMap, translate, wholeOf } from "../../src/models/index.ts";
import { distinctWeights, KVCache, Packed, Padded, Pass, type Writes } from "../../src/nn/index.ts";
import { crossEntropy, ids, infer, noGrad, scope, stack, type Tensor } from "../../src/tensor/index.ts";
import {
  type GradientFixture,
  type GreedyFixture,
  type LogitsFixture,
  projections,
  rowOf,
  type TinyFixture,
} from "../fixtures.ts";

/** Where the reference's two best answers lie nearer than this, either counts. */
export const NEAR_TIE = 1e-3;

type Prompts = z.output<typeof LogitsFixture>["prompts"];
type Continuations = Pick<
  z.output<typeof GreedyFixture>["continuations"][number],
  "ids" | "tokens" | "seconds" | "gaps"
>[];

/** Logits [T, V] of one sequence alone. */
export function logitsOf(model: Writes, sequence: readonly number[]): Tensor {
  return noGrad(() => model.call(ids(sequence), new Pass({ layout: new Packed([sequence.length]) })));
}

export function largest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = 0;
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i]! - b[i]!));
  return worst;
}

export interface LogitsDistance {
  positions: number;
  /** Largest difference among the reference's eight best logits. */
  worstOfTop: number;
  /** Largest estimate, by projections, of the root mean square difference over a whole row. */
  worstRms: number;
  worstLogSumExp: number;
  argmaxesApart: number;
  nearTies: number;
}

export function compareLogits(model: Writes, prompts: Prompts, seeds: readonly number[]): LogitsDistance {
  const found = { positions: 0, worstOfTop: 0, worstRms: 0, worstLogSumExp: 0, argmaxesApart: 0, nearTies: 0 };
  for (const prompt of prompts) {
    const T = prompt.ids.length;
    const { logits, sums, best } = scope(() => {
      const rows = logitsOf(model, prompt.ids);
      return { logits: rows, sums: rows.to("float64").logSumExp(-1).numbers(), best: rows.argmax(-1).numbers() };
    });
    const all = logits.floats();
    const V = all.length / T;
    logits[Symbol.dispose]();
    for (let t = 0; t < T; t++) {
      const row = all.subarray(t * V, (t + 1) * V);
      const top = Array.from(rowOf(prompt.topIds, t), (id) => row[id]!);
      found.positions++;
      found.worstOfTop = Math.max(found.worstOfTop, largest(top, rowOf(prompt.topLogits, t)));
      found.worstLogSumExp = Math.max(found.worstLogSumExp, Math.abs(sums[t]! - prompt.logSumExp.data[t]!));
      found.worstRms = Math.max(found.worstRms, rms(projections(row, seeds), rowOf(prompt.projections, t), V));
      const [first, second] = rowOf(prompt.topIds, t);
      const near = prompt.gap.data[t]! < NEAR_TIE;
      if (near) found.nearTies++;
      if (best[t] !== first && !(near && best[t] === second)) found.argmaxesApart++;
    }
  }
  return found;
}

/** Root mean square of the difference of two rows of n values, estimated from their projections on signs. */
function rms(ours: ArrayLike<number>, theirs: ArrayLike<number>, n: number): number {
  const squares = Array.from(ours, (p, i) => (p - theirs[i]!) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length / n);
}

/** Continues greedily under a cache; where the reference nearly tied, either token counts and the reference's is followed. */
export function compareGreedy(
  model: Writes,
  continuations: Continuations,
): { steps: number; apart: number; nearTies: number } {
  const found = { steps: 0, apart: 0, nearTies: 0 };
  for (const { ids: prompt, tokens, seconds, gaps } of continuations) {
    const run = new Run(model, { sequences: new KVCache() });
    let read: readonly number[] = prompt;
    for (const [step, token] of tokens.entries()) {
      const next = infer(() => run.read([read]).logits("last").argmax().item());
      const near = gaps[step]! < NEAR_TIE;
      found.steps++;
      if (near) found.nearTies++;
      if (next !== token && !(near && next === seconds[step])) found.apart++;
      read = [token];
    }
    run.release();
  }
  return found;
}

/** Mean next-token cross-entropy of padded rows, and the gradient of every weight under Hugging Face's names. */
export function lossAndGradients(model: Writes, rows: readonly (readonly number[])[], names: NameMap) {
  const width = Math.max(...rows.map((row) => row.length));
  const fill = (row: readonly number[], filler: number) =>
    ids([...row, ...Array<number>(width - row.length).fill(filler)]);
  const weights = [...distinctWeights(model)];
  for (const [, weight] of weights) weight.requireGrad();
  const pass = new Pass({ layout: new Padded(rows.map((row) => row.length)) });
  const logits = model.call(stack(rows.map((row) => fill(row, 0))), pass); // [B, T, V]
  const { V } = logits.dims("B T V");
  const targets = stack(rows.map((row) => fill(row, -100))).narrow(1, 1, width - 1); // [B, T - 1]
  // In float64, as the reference: tools/parity.py says why.
  const loss = crossEntropy(
    logits
      .narrow(1, 0, width - 1)
      .reshape([-1, V])
      .to("float64"),
    targets.reshape([-1]),
  );
  loss.backward();
  const own = new Map(weights);
  const gradients = new Map<string, Tensor>();
  for (const [path] of weights) {
    const name = translate(names, path, { reverse: true })!;
    const held = holding(names, name, (other) => own.has(other))!;
    const grads = held.paths.map((other) => own.get(other)!.grad!);
    gradients.set(name, wholeOf(grads, held, { kind: "any" }));
  }
  for (const [, weight] of weights) {
    weight.grad = undefined;
    weight.requireGrad(false);
  }
  return { loss: loss.item(), gradients };
}

/** The worst difference of a gradient, as a share of its own norm: exact for those kept whole, by projections for the rest. */
export function compareGradient(model: Writes, fixture: z.output<typeof GradientFixture>, names: NameMap) {
  return scope(() => {
    const { loss, gradients } = lossAndGradients(model, fixture.ids, names);
    let worst = { relative: 0, parameter: "" };
    for (const [name, { norm, projections: theirs }] of Object.entries(fixture.parameters)) {
      const gradient = gradients.get(name)!.floats();
      const whole = fixture.whole[name];
      const difference =
        whole === undefined
          ? rms(projections(gradient, fixture.seeds), theirs, 1)
          : Math.hypot(...gradient.map((g, i) => g - whole.data[i]!));
      if (difference / norm > worst.relative) worst = { relative: difference / norm, parameter: name };
    }
    return { loss: Math.abs(loss - fixture.loss), parameters: gradients.size, ...worst };
  });
}

/** Every distance of a tiny model whose reference is kept whole. */
export function compareTiny(model: Writes, fixture: z.output<typeof TinyFixture>, names: NameMap) {
  return scope(() => {
    const { rows } = fixture;
    const width = Math.max(...rows.map((row) => row.length));
    const batch = stack(rows.map((row) => ids([...row, ...Array<number>(width - row.length).fill(0)])));
    const padded = noGrad(() => model.call(batch, new Pass({ layout: new Padded(rows.map((row) => row.length)) })));
    const { loss, gradients } = lossAndGradients(model, rows, names);
    const share = ([name, theirs]: [string, { data: Float32Array }]) => {
      const ours = gradients.get(name)!.floats();
      return Math.hypot(...ours.map((g, i) => g - theirs.data[i]!)) / Math.hypot(...theirs.data);
    };
    return {
      logits: Math.max(...rows.map((row, i) => largest(logitsOf(model, row).floats(), fixture.logits[i]!.data))),
      paddedLogits: Math.max(
        ...rows.map((row, i) =>
          largest(padded.select(0, i).narrow(0, 0, row.length).floats(), fixture.paddedLogits[i]!.data),
        ),
      ),
      loss: Math.abs(loss - fixture.loss),
      gradients: Math.max(...Object.entries(fixture.gradients).map(share)),
      greedy: compareGreedy(
        model,
        fixture.greedy.map((rest, i) => ({ ids: rows[i]!, ...rest })),
      ).apart,
    };
  });
}
