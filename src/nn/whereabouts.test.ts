import { describe, expect, it } from "vitest";
import { bake, intervene, plan } from "../interventions/index.ts";
import { llama } from "../models/index.ts";
import { sgd } from "../optim/index.ts";
import { dequantize, q4_0, q5_1, quantize, quantizeLinears } from "../quantization/index.ts";
import { ids, noGrad, standIn, type Tensor, tensor, whereabouts, zeros } from "../tensor/index.ts";
import {
  distinctWeights,
  initialize,
  isUnborn,
  Linear,
  Module,
  named,
  Packed,
  Pass,
  parameter,
  setWeights,
  sites,
  weights,
} from "./index.ts";

const tiny = { vocabulary: 32, width: 32, depth: 1, heads: 4, kvHeads: 2, hidden: 64 };
const AT = "blocks.0.mlp.up.weight";

/** A map whose weight is spread over processes; here lies a half of it. */
class Sharded extends Module {
  weight = standIn([4, 2], { kind: "elsewhere", place: "sharded over 2 processes" });
  bias = parameter([4], zeros);
  readonly #shard = zeros([2, 2]);

  override storage(): readonly Tensor[] {
    return [this.#shard];
  }
  protected forward(x: Tensor): Tensor {
    return x;
  }
}

describe("where the numbers of a weight are", () => {
  it("is told of each: unborn, here, in blocks, elsewhere", () => {
    const model = llama(tiny);
    const kinds = (root: Module) => new Set([...weights(root)].map(([, weight]) => whereabouts(weight).kind));
    expect(kinds(model)).toEqual(new Set(["unborn"]));
    expect(kinds(initialize(model))).toEqual(new Set(["here"]));
    quantizeLinears(model, "blocks.*.mlp.*", q4_0);
    const site = [...sites(model)].find(({ path }) => path === AT)!;
    expect(site).toMatchObject({ kind: "weight", perToken: false, numbers: { kind: "stored", codec: "Q4_0" } });
    expect(kinds(named(new Sharded()))).toEqual(new Set(["elsewhere", "unborn"]));
  });

  it("decides what initialize draws, what is stepped and written, and what takes other values", () => {
    const model = initialize(llama(tiny), 1);
    quantizeLinears(model, "blocks.*.mlp.*", q4_0);
    const before = new Map(distinctWeights(model));
    expect([...before.keys()].filter((path) => path.includes("mlp."))).toEqual([]);
    expect(initialize(model, 2)).toBe(model);
    expect([...distinctWeights(model)]).toEqual([...before]);

    const part = initialize(named(new Sharded()));
    expect([...distinctWeights(part)].map(([path]) => path)).toEqual(["bias"]);
    expect(whereabouts(part.weight).kind).toBe("elsewhere");
    const elsewhere = 'the weight "weight" is not here: it is sharded over 2 processes';
    expect(() => setWeights(part, new Map([["weight", zeros([4, 2])]]))).toThrow(elsewhere);
    expect(() => sgd(weights(part))).toThrow(elsewhere.replace("weight", "parameter"));
  });

  it("is said by an optimizer and by bake, by path and format", () => {
    const model = initialize(llama(tiny), 1);
    quantizeLinears(model, "blocks.*.mlp.*", q4_0);
    const stored = `"${AT}" is stored in blocks of Q4_0`;
    expect(() => sgd([...weights(model)].filter(([path]) => path === AT))).toThrow(`the parameter ${stored}`);
    const change = intervene("twice", AT, () => (weight, next) => next(weight).mul(2));
    expect(() => bake(model, [change])).toThrow(`the weight ${stored}`);
    expect(() => sgd(weights(llama(tiny)))).toThrow('the parameter "embed.table" has no numbers yet');
    expect(() => quantizeLinears(llama(tiny), "head", q4_0)).toThrow('"head" has no numbers yet');
    expect(() => bake(llama(tiny), [change])).toThrow(`the weight "${AT}" has no numbers yet`);
  });

  it("needs no kernel and no number in GGUF files: any codec can hold a weight", () => {
    const { gguf: _, ...bare } = { ...q5_1, name: "bare" };
    expect(bare.kernel).toBeUndefined();
    const [model, twin] = [initialize(llama(tiny), 1), initialize(llama(tiny), 1)];
    quantizeLinears(model, "blocks.*.mlp.*", bare);
    const inMlp = [...weights(twin)].filter(([path]) => path.includes("mlp."));
    const decoded = (w: Tensor) => dequantize(quantize(w, bare), bare, w.shape);
    setWeights(twin, new Map(inMlp.map(([path, weight]) => [path, decoded(weight)])));
    const logits = (of: typeof model, hooks = plan(of, [])) =>
      noGrad(() => of.call(ids([1, 2, 3]), new Pass({ layout: new Packed([3]), plan: hooks })));
    expect(logits(model).data()).toEqual(logits(twin).data());
    // A hook that stands at the weight is given the same values.
    const look = intervene("look", "blocks.*.mlp.*.weight", () => (weight, next) => next(weight));
    expect(logits(model, plan(model, [look])).data()).toEqual(logits(model).data());
    const x = tensor([Array.from({ length: 32 }, (_, i) => i / 32)]).requireGrad();
    model.blocks[0]!.call(x, new Pass({ layout: new Packed([1]) }))
      .sum()
      .backward();
    expect(x.grad!.abs().max().item()).toBeGreaterThan(0);
  });

  it("is asked when a weight is born: too large a one is refused", () => {
    expect(isUnborn(new Linear(2, 3).weight)).toBe(true);
    expect(() => new Linear(2 ** 30, 2 ** 30)).toThrow(
      "a weight of shape [1073741824, 1073741824] has more elements than can be counted",
    );
  });
});
