import { describe, expect, it } from "vitest";
import { intervene, plan } from "../interventions/index.ts";
import { bert, llama } from "../models/index.ts";
import { type Decoder, distinctWeights, initialize, Packed, Pass, recompute } from "../nn/index.ts";
import { lora } from "../peft/index.ts";
import { ids, liveTensors, noGrad, scope, type Tensor } from "../tensor/index.ts";
import { causalLM, maskedLM } from "./index.ts";

const tiny = { vocabulary: 32, width: 32, depth: 2, heads: 4, kvHeads: 2, hidden: 64 };
const rows = {
  inputs: ids([1, 2, 3, 4, 5, 6, 7, 8]).reshape([2, 4]),
  targets: ids([2, 3, 4, 5, 6, 7, 8, 9]).reshape([2, 4]),
};

/** Each block says how large the inside of its MLP is, in two terms: what a mixture of experts would say of its balance. */
const talkative = intervene("talkative", "blocks.*.mlp.hidden", () => (x, next, pass) => {
  const hidden = next(x);
  pass.say("size", hidden.pow(2).mean());
  pass.say("size", hidden.abs().mean());
  return hidden;
});

function learning(): Decoder {
  const model = initialize(llama(tiny), 1);
  for (const [, weight] of distinctWeights(model)) weight.requireGrad();
  return model;
}

/** Loss and gradients of a batch under interventions. */
function slopes(model: Decoder, under: readonly (typeof talkative)[], plus?: Readonly<Record<string, number>>) {
  return scope(() => {
    const loss = causalLM(model, { with: under, plus })(rows).mean;
    loss.backward();
    const gradients = [...distinctWeights(model)].map(([path, weight]) => [path, taken(weight)] as const);
    return { loss: loss.item(), gradients: new Map(gradients) };
  });
}

function taken(weight: Tensor): Float32Array | undefined {
  const values = weight.grad?.floats();
  weight.grad = undefined;
  return values;
}

describe("what a part says beside the stream", () => {
  it("reaches the loss with its derivative, computed again or not, bit for bit", () => {
    const model = learning();
    const silent = slopes(model, [talkative]);
    const plain = slopes(model, [talkative], { size: 3 });
    expect(slopes(model, [recompute(), talkative], { size: 3 })).toEqual(plain);
    expect(slopes(model, [recompute()])).toEqual(silent);
    expect(plain.loss).not.toBe(silent.loss);
    for (const path of ["blocks.0.mlp.up.weight", "blocks.1.mlp.gate.weight", "embed.table"]) {
      expect(plain.gradients.get(path), path).not.toEqual(silent.gradients.get(path));
    }
    // Behind the last MLP nothing of the terms can be felt.
    expect(plain.gradients.get("blocks.1.mlp.down.weight")).toEqual(silent.gradients.get("blocks.1.mlp.down.weight"));
  });

  it("adds up, outlives the blocks' scopes where nothing is recorded, and dies with the run", () => {
    const model = learning();
    const seen: number[] = [];
    const watch = intervene("watch", "blocks.*.mlp.hidden", () => (x, next) => {
      seen.push(x.pow(2).mean().item(), x.abs().mean().item());
      return next(x);
    });
    const before = liveTensors();
    scope(() => {
      const pass = noGrad(() => new Pass({ layout: new Packed([4]), plan: plan(model, [talkative, watch]) }));
      noGrad(() => model.call(ids([1, 2, 3, 4]), pass));
      const heard = pass.heard();
      expect([...heard.keys()]).toEqual(["size"]);
      expect(heard.get("size")!.item()).toBeCloseTo(
        seen.reduce((sum, term) => sum + term, 0),
        6,
      );
      expect(seen).toHaveLength(4);
      expect(pass.heard().size).toBe(0);
    });
    expect(liveTensors()).toBe(before);
  });

  it("under a hook keeps of each block what the way back needs, and not what it made meanwhile", () => {
    const held = (depth: number) => {
      const model = initialize(llama({ ...tiny, depth }), 1);
      const change = lora(model);
      for (const tensor of change.state.values()) tensor.requireGrad();
      return scope(() => {
        const before = liveTensors();
        causalLM(model, { with: [change] })(rows);
        return liveTensors() - before;
      });
    };
    expect(held(6) - held(2)).toBeLessThanOrEqual(4); // the stream behind each block
  });

  it("is asked for by a name that somebody said", () => {
    const model = learning();
    const error = 'the loss adds the term "balance", and no part of the model said it';
    expect(() => causalLM(model, { with: [talkative], plus: { balance: 0.01 } })(rows)).toThrow(error);
    const size = { vocabulary: 32, width: 16, depth: 1, heads: 2, hidden: 32, context: 8, masked: true };
    expect(() => maskedLM(initialize(bert(size)), { plus: { balance: 0.01 } })(rows)).toThrow(error);
  });
});
