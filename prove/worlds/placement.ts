/**
 * Where a LoRA stands: a small decoder that has learned one Markov chain is tuned to another. All its linear maps are [D, D], so that
 * placements have exactly as many parameters at ranks that are inverse to the number of maps.
 */
import type { CausalBatch } from "../../src/data/index.ts";
import { gpt2 } from "../../src/models/index.ts";
import { distinctWeights, initialize, releaseModel } from "../../src/nn/index.ts";
import { adamW } from "../../src/optim/index.ts";
import { lora } from "../../src/peft/index.ts";
import { ids, infer, release, seed as seedGenerator } from "../../src/tensor/index.ts";
import { causalLM, learner, type Objective } from "../../src/training/index.ts";
import { draws } from "../../tests/draws.ts";
import { type MarkovChain, markovChain, sampleChain } from "../../tests/markov-chain.ts";

const [SYMBOLS, ORDER, WIDTH, DEPTH, LENGTH, ROWS] = [10, 2, 48, 2, 48, 16];
const BUDGET = 12;

/** By name: the maps, and the rank that makes the budget, 12 maps' worth of rank 1 a block. */
export const PLACEMENTS = {
  q: { at: "blocks.*.mixer.q", maps: 1 },
  v: { at: "blocks.*.mixer.v", maps: 1 },
  "q, v": { at: "blocks.*.mixer.{q,v}", maps: 2 },
  attention: { at: "blocks.*.mixer.{q,k,v,o}", maps: 4 },
  mlp: { at: "blocks.*.mlp.*", maps: 2 },
  all: { at: "blocks.*.{mixer,mlp}.*", maps: 6 },
} as const;
export type Placement = keyof typeof PLACEMENTS;

export interface Placed {
  /** Nats a symbol of the new chain, above its entropy; by placement. */
  readonly excess: Readonly<Record<Placement, number>>;
  readonly parameters: Readonly<Record<Placement, number>>;
  /** The same of the model that was not tuned. */
  readonly before: number;
}

/** Trains a model on one chain, and from there a LoRA in each place on another. */
export function placed(seed: number, { pretraining = 300, tuning = 150 } = {}): Placed {
  const [old, other] = [markovChain(seed, SYMBOLS, ORDER), markovChain(seed + 100, SYMBOLS, ORDER)];
  const model = initialize(
    gpt2({ vocabulary: SYMBOLS, width: WIDTH, depth: DEPTH, heads: 4, hidden: WIDTH, context: LENGTH }),
    seed,
  );
  const whole = learner(adamW(distinctWeights(model), { lr: 3e-3 }), { clip: 1 });
  const alone = causalLM(model);
  const first = draws(seed);
  for (let step = 0; step < pretraining; step++) whole.step(() => alone(batchOf(old, first)));
  whole.end();
  const excess: Partial<Record<Placement, number>> = {};
  const parameters: Partial<Record<Placement, number>> = {};
  for (const [name, { at, maps }] of Object.entries(PLACEMENTS) as [Placement, (typeof PLACEMENTS)[Placement]][]) {
    seedGenerator(seed);
    const rank = BUDGET / maps;
    const change = lora(model, { at, rank, alpha: 2 * rank });
    const objective = causalLM(model, { with: [change] });
    const learn = learner(adamW(change.state, { lr: 1e-2, weightDecay: 0 }), { clip: 1 });
    const then = draws(seed + 1);
    for (let step = 0; step < tuning; step++) learn.step(() => objective(batchOf(other, then)));
    learn.end();
    excess[name] = lossOf(objective, other) - other.entropy;
    parameters[name] = [...change.state.values()].reduce((sum, { size }) => sum + size, 0);
    release(...change.state.values());
  }
  const before = lossOf(alone, other) - other.entropy;
  releaseModel(model);
  return { excess: excess as Placed["excess"], parameters: parameters as Placed["parameters"], before };
}

function batchOf(chain: MarkovChain, draw: () => number, rows = ROWS): CausalBatch {
  const texts = Array.from({ length: rows }, () => sampleChain(chain, Math.floor(draw() * 2 ** 31), LENGTH));
  const shape = [rows, LENGTH - 1];
  return {
    inputs: ids(texts.flatMap((text) => text.slice(0, -1))).reshape(shape),
    targets: ids(texts.flatMap((text) => text.slice(1))).reshape(shape),
  };
}

/** On new text. */
const lossOf = (objective: Objective<CausalBatch>, chain: MarkovChain) =>
  infer(() => objective(batchOf(chain, draws(999), 64)).mean.item());
