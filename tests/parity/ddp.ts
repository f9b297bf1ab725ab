/** The run of `tools/ddp_parity.py`: one small problem that two processes learn together. */
import { z } from "zod";
import type { DataParallel } from "../../src/distributed/index.ts";
import { distinctWeights, Linear, Module, named, Packed, Pass, setWeights } from "../../src/nn/index.ts";
import { adamW } from "../../src/optim/index.ts";
import { crossEntropy, fromData, ids, keep, scope, type Tensor } from "../../src/tensor/index.ts";
import { fixture, packed } from "../fixtures.ts";

const array = packed("float32");
const weights = z.record(z.string(), array);
const DdpFixture = z.strictObject({
  x: array,
  targets: z.array(z.int()),
  steps: z.int(),
  start: weights,
  gradient: weights,
  end: weights,
});

export const reference = () => fixture("distributed/ddp.json.gz", DdpFixture);

/** tanh(x W1^T + b1) W2^T + b2 */
class Net extends Module {
  readonly first = new Linear(6, 16, { bias: true });
  readonly second = new Linear(16, 3, { bias: true });

  protected forward(x: Tensor, pass: Pass): Tensor {
    return this.second.call(this.first.call(x, pass).tanh(), pass);
  }
}

/** The problem at its start, and the loss of rows `begin` to `end`. */
export function problem() {
  const { x, targets, start } = reference();
  const net = named(new Net());
  setWeights(net, new Map(Object.entries(start).map(([name, { data, shape }]) => [name, keep(fromData(data, shape))])));
  for (const [, weight] of distinctWeights(net)) weight.requireGrad();
  const rows = keep(fromData(x.data, x.shape));
  const loss = (begin: number, end: number) => {
    const some = rows.narrow(0, begin, end - begin);
    return crossEntropy(
      net.call(some, new Pass({ layout: new Packed([end - begin]) })),
      ids(targets.slice(begin, end)),
    );
  };
  return { net, loss, values: () => valuesOf(net), gradients: () => valuesOf(net, ({ grad }) => grad!) };
}

function valuesOf(net: Module, of: (weight: Tensor) => Tensor = (weight) => weight): Record<string, number[]> {
  return Object.fromEntries([...distinctWeights(net)].map(([name, weight]) => [name, of(weight).numbers()]));
}

/** Trains on this process's rows, `steps` steps of AdamW; its first gradient, and its weights in the end. */
export async function train(
  { net, loss, values, gradients }: ReturnType<typeof problem>,
  { begin, end, steps, parallel }: { begin: number; end: number; steps: number; parallel?: DataParallel },
) {
  const optimizer = adamW(distinctWeights(net), { lr: 0.01 });
  let first: Record<string, number[]> = {};
  for (let step = 0; step < steps; step++) {
    const backward = () => scope(() => loss(begin, end).backward());
    if (parallel === undefined) backward();
    else await parallel.average(backward);
    if (step === 0) first = gradients();
    optimizer.step();
    optimizer.zeroGrad();
  }
  return { gradient: first, end: values() };
}

/** The largest difference of any value of two sets of weights. */
export function largestApart(
  ours: Readonly<Record<string, readonly number[]>>,
  theirs: Readonly<Record<string, readonly number[] | { readonly data: ArrayLike<number> }>>,
): number {
  const apart = Object.entries(theirs).flatMap(([name, value]) =>
    Array.from("data" in value ? value.data : value, (number, i) => Math.abs(number - ours[name]![i]!)),
  );
  return Math.max(...apart);
}
