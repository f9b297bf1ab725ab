import { describe, expect, it } from "vitest";
import { plan } from "../interventions/index.ts";
import { llama } from "../models/index.ts";
import { autocast, crossEntropy, ids, liveTensors, memoryUse, scope, type Tensor } from "../tensor/index.ts";
import { initialize, KVCache, Packed, Padded, Pass, recompute, weights } from "./index.ts";

const model = initialize(llama({ vocabulary: 96, width: 32, depth: 6, heads: 4, kvHeads: 2, hidden: 64 }), 1);
for (const [, weight] of weights(model)) weight.requireGrad();
const rows = Array.from({ length: 4 }, (_, row) => Array.from({ length: 65 }, (_, i) => (7 * i * (row + 1)) % 96));

function gradients(again: boolean, cast = false): { peak: number; values: Map<string, Float32Array> } {
  return scope(() => {
    memoryUse({ resetPeak: true });
    const before = memoryUse().bytes;
    const batch = ids(rows.flat()).reshape([4, 65]);
    const hooks = again ? plan(model, [recompute()]) : undefined;
    const run = () => {
      const logits = model.call(
        batch.narrow(1, 0, 64),
        new Pass({ layout: new Padded([64, 64, 64, 64]), plan: hooks }),
      );
      return crossEntropy(logits.reshape([256, 96]), batch.narrow(1, 1, 64).reshape([256]));
    };
    (cast ? autocast("bfloat16", run) : run()).backward();
    const peak = memoryUse().peak - before;
    const values = new Map([...weights(model)].map(([path, weight]) => [path, taken(weight)]));
    return { peak, values };
  });
}

function taken(weight: Tensor): Float32Array {
  const values = weight.grad!.floats();
  weight.grad = undefined;
  return values;
}

describe("recompute", () => {
  it("gives the gradients of the plain run bit for bit, in less memory", () => {
    const plain = gradients(false);
    const again = gradients(true);
    expect(again.values).toEqual(plain.values);
    expect(again.peak).toBeLessThan(0.5 * plain.peak);
  });

  it("does so under autocast", () => {
    expect(gradients(true, true).values).toEqual(gradients(false, true).values);
    expect(gradients(true, true).values).not.toEqual(gradients(true).values);
  });

  it("leaves no tensor behind", () => {
    gradients(true);
    const after = liveTensors();
    for (let i = 0; i < 3; i++) gradients(true);
    expect(liveTensors()).toBe(after);
  });

  it("refuses sequences that remember, which have moved on when a block is run again", () => {
    const pass = new Pass({ layout: new Packed([3]), sequences: new KVCache(1), plan: plan(model, [recompute()]) });
    expect(() => model.call(ids([1, 2, 3]), pass)).toThrow('"blocks.0" cannot be run again');
  });

  it("refuses a glob that names nothing", () => {
    expect(() => plan(model, [recompute("layers.*")])).toThrow("met no site");
  });
});
