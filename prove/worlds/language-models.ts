/** How demonstrations train small recurrent language models, and what they say of a text. */
import { type RecurrentConfig, recurrent } from "../../src/models/index.ts";
import { distinctWeights, type Hook, initialize, Padded, Pass, type Plan, type Writes } from "../../src/nn/index.ts";
import { adamW, cosine, muon, together } from "../../src/optim/index.ts";
import { crossEntropy, fromData, keep, noGrad, release, scope, type Tensor } from "../../src/tensor/index.ts";
import { Loss, learner } from "../../src/training/index.ts";

export interface Training {
  readonly model: Partial<RecurrentConfig> & Pick<RecurrentConfig, "vocabulary" | "width" | "hidden">;
  readonly seed: number;
  readonly lr: number;
  readonly steps: number;
  readonly weightDecay?: number;
  /** The matrices of the layers by Muon at this rate, the rest by AdamW: several times fewer steps. */
  readonly muonLr?: number;
  readonly log?: (line: string) => void;
}

/** int64 ids [B, T + 1] of one step: what is read, and one on, what is to be said. */
type Batch = (step: number) => Tensor;

/** Trains a new model to say the next token of every batch; the caller releases it. `plan` rides on each pass. */
export function trainNext(
  { model: config, seed, lr, steps, weightDecay = 0, muonLr, log }: Training,
  batch: Batch,
  plan?: Plan,
): Writes {
  const model = initialize(recurrent(config), seed);
  const weights = [...distinctWeights(model)];
  const hidden = weights.filter(([path, { rank }]) => muonLr !== undefined && path.startsWith("blocks.") && rank === 2);
  const rest = adamW(
    weights.filter((weight) => !hidden.includes(weight)),
    { lr, weightDecay },
  );
  const optimizer = muonLr === undefined ? rest : together(muon(hidden, { lr: muonLr }), rest);
  const schedule = cosine({ steps, warmup: Math.ceil(steps / 50), floor: 0.05 });
  const learn = learner(optimizer, { schedule, clip: 1 });
  for (let step = 0; step < steps; step++) {
    const loss = learn.step(() => {
      const ids = batch(step);
      const { B, T } = ids.dims("B T");
      const logits = model.call(ids.narrow(1, 0, T - 1), new Pass({ layout: rows(B, T - 1), plan }));
      const targets = ids.narrow(1, 1, T - 1).reshape([B * (T - 1)]);
      return Loss.once(crossEntropy(logits.reshape([B * (T - 1), config.vocabulary]), targets));
    });
    if (log !== undefined && (step + 1) % Math.ceil(steps / 5) === 0)
      log(`seed ${seed}, step ${step + 1}: ${loss.toFixed(4)} nats`);
  }
  learn.end();
  return model;
}

const rows = (B: number, T: number) => new Padded(Array<number>(B).fill(T));

/**
 * Hooks that let a layer's state go on from one pass to the next over the same rows, without its derivative: truncated
 * backpropagation through time (Williams & Peng 1990). `forget` begins anew.
 */
export function carrying(layers: number): { plan: Plan; forget(): void } {
  const held = new Map<number, Tensor>();
  const plan = new Map<string, Hook[]>();
  const forget = () => {
    release(...held.values());
    held.clear();
  };
  for (let layer = 0; layer < layers; layer++) {
    plan.set(`blocks.${layer}.initial`, [(zero) => held.get(layer) ?? zero]);
    const after: Hook = (state) => {
      const before = held.get(layer);
      held.set(layer, keep(noGrad(() => state.detach().clone())));
      if (before !== undefined) release(before);
      return state;
    };
    plan.set(`blocks.${layer}.final`, [after]);
  }
  return { plan, forget };
}

/** Trains on one long text cut into `rows` that are read beside each other, T tokens a step, again from the start at their end. */
export function trainOnText(training: Training, text: Uint8Array, { rows: B, T }: { rows: number; T: number }): Writes {
  const length = Math.floor((text.length - 1) / B);
  const chunks = Math.floor(length / T);
  const { plan, forget } = carrying(training.model.depth ?? 1);
  const model = trainNext(
    training,
    (step) => {
      const chunk = step % chunks;
      if (chunk === 0) forget();
      const ids = new BigInt64Array(B * (T + 1));
      for (let row = 0; row < B; row++) {
        for (let t = 0; t <= T; t++) ids[row * (T + 1) + t] = BigInt(text[row * length + chunk * T + t]!);
      }
      return fromData(ids, [B, T + 1]);
    },
    plan,
  );
  forget();
  return model;
}

/** -ln p of each token but the first of texts of one length, [texts][length - 1], the state carried through each. */
export function surprise(model: Writes, texts: readonly Uint8Array[], T = 200): number[][] {
  const length = texts[0]!.length;
  const { plan, forget } = carrying(model.blocks.length);
  const found = texts.map((): number[] => []);
  for (let start = 0; start < length - 1; start += T) {
    const size = Math.min(T, length - 1 - start);
    const losses = noGrad(() =>
      scope(() => {
        const ids = fromData(
          BigInt64Array.from(
            texts.flatMap((text) => [...text.subarray(start, start + size + 1)]),
            BigInt,
          ),
          [texts.length, size + 1],
        );
        const logits = model.call(ids.narrow(1, 0, size), new Pass({ layout: rows(texts.length, size), plan }));
        return logits
          .logSoftmax()
          .gather(2, ids.narrow(1, 1, size).unsqueeze(2))
          .neg()
          .numbers();
      }),
    );
    for (const [row, own] of found.entries()) own.push(...losses.slice(row * size, (row + 1) * size));
  }
  forget();
  return found;
}

/** ln p of every token [V] behind a row of ids. */
export function nextLogProbs(model: Writes, ids: readonly number[]): Float32Array {
  return noGrad(() =>
    scope(() => {
      const x = fromData(BigInt64Array.from(ids, BigInt), [1, ids.length]);
      return model
        .call(x, new Pass({ layout: rows(1, ids.length) }))
        .select(1, ids.length - 1)
        .logSoftmax()
        .floats();
    }),
  );
}
