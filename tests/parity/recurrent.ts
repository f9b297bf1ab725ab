/** How recurrent layers compare with torch.nn's on the same weights: what tests and demonstrations of A15, A17 and A18 share. */
import type { z } from "zod";
import {
  Bidirectional,
  type Hook,
  Module,
  named,
  Padded,
  Pass,
  Recurrent,
  setWeights,
  weights,
} from "../../src/nn/index.ts";
import { arange, cat, fromData, ops, scope, type Tensor } from "../../src/tensor/index.ts";
import { type CellsFixture, fixture, type Packed } from "../fixtures.ts";

type Case = z.output<typeof CellsFixture>["cases"][number];

/** Recurrent layers one behind the other. */
export class Stack extends Module {
  readonly layers: readonly (Recurrent | Bidirectional)[];

  constructor(layers: readonly (Recurrent | Bidirectional)[]) {
    super();
    this.layers = layers;
  }
  protected forward(x: Tensor, pass: Pass): Tensor {
    return this.layers.reduce((stream, layer) => layer.call(stream, pass), x);
  }
}

const tensorOf = ({ shape, data }: Packed<Float32Array>): Tensor => fromData(data, shape);

/** The largest difference, as a share of the value where that is above 1. */
function apart(a: Tensor, reference: Packed<Float32Array>): number {
  const b = tensorOf(reference);
  const scale = ops.aten.clamp.default(b.abs(), 1);
  return a.sub(b).abs().div(scale).max().item();
}

/** The same weighting of outputs as the tool's. */
function weigh(x: Tensor, pace: number): Tensor {
  const cosines = arange(0, x.size, { dtype: "float64" }).mul(pace).cos().to("float32").reshape(x.shape);
  return x.mul(cosines).sum();
}

/** The largest differences of outputs, last states and gradients over all cases of these cells. */
export function compareCells(
  fixtureOf: typeof CellsFixture,
  cell: readonly string[],
): { forward: number; backward: number } {
  const { cases, lengths } = fixture("recurrent/cells.json.gz", fixtureOf);
  const found = cases.filter((one) => cell.includes(one.cell)).map((one) => scope(() => compare(one, lengths)));
  return {
    forward: Math.max(...found.map(({ forward }) => forward)),
    backward: Math.max(...found.map(({ backward }) => backward)),
  };
}

function compare(one: Case, lengths: readonly number[]): { forward: number; backward: number } {
  const { model, foreign } = build(one);
  const begin = tensorOf(one.begin).requireGrad(); // [S, layers directions, B, F]
  const x = tensorOf(one.x).requireGrad();
  for (const [, weight] of weights(model)) weight.requireGrad();

  const directions = [...recurrents(model)];
  const finals = directions.map((): Tensor[] => []); // a sequence each
  const plan = new Map<string, Hook[]>();
  for (const [i, { path }] of directions.entries()) {
    let row = 0;
    const initial: Hook = (zero) => {
      const n = zero.shape[1]!;
      row += n;
      return begin.select(1, i).narrow(1, row - n, n);
    };
    plan.set(`${path}.initial`, [initial]);
    plan.set(`${path}.final`, [
      (state) => {
        finals[i]!.push(state);
        return state;
      },
    ]);
  }
  const output = model.call(x, new Pass({ layout: new Padded(lengths), plan }));
  const final = cat(
    finals.map((rows) => cat(rows, 1).unsqueeze(1)),
    1,
  ); // [S, layers directions, B, F]
  weigh(output, 0.37).add(weigh(final, 0.11)).backward();

  const gradients = [...weights(model)].map(([path, weight]) => apart(weight.grad!, one.gradients[foreign(path)]!));
  const ends = [apart(x.grad!, one.gradients.x!), apart(begin.grad!, one.gradients.begin!)];
  return {
    forward: Math.max(apart(output, one.output), apart(final, one.final)),
    backward: Math.max(...gradients, ...ends),
  };
}

/** The case's model with its weights, and PyTorch's name of each of our paths. */
function build(one: Case): { model: Stack; foreign: (path: string) => string } {
  const hidden = one.begin.shape[3]!;
  const layers = Array.from({ length: one.layers }, (_, layer) => {
    const width = layer === 0 ? one.x.shape[2]! : hidden * (one.bidirectional ? 2 : 1);
    const options = { cell: one.cell, width, hidden };
    return one.bidirectional ? new Bidirectional(options) : new Recurrent(options);
  });
  const model = named(new Stack(layers));
  const names = { input: "weight_ih", state: "weight_hh", inputBias: "bias_ih", stateBias: "bias_hh" };
  const foreign = (path: string): string => {
    const parts = path.split(".");
    const name = names[parts.at(-1) as keyof typeof names];
    return `${name}_l${parts[1]}${parts.includes("backward") ? "_reverse" : ""}`;
  };
  setWeights(model, new Map([...weights(model)].map(([path]) => [path, tensorOf(one.weights[foreign(path)]!)])));
  return { model, foreign };
}

function* recurrents(model: Stack): Iterable<Recurrent> {
  for (const layer of model.layers) {
    if (layer instanceof Recurrent) yield layer;
    else yield* [layer.onward, layer.backward];
  }
}
