import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { best, bestFloats, beyond, halfUnits, quantized } from "../../tests/block-products.ts";
import { bake, LowRankDelta, plan } from "../interventions/index.ts";
import { llama } from "../models/index.ts";
import {
  distinctWeights,
  Embedding,
  initialize,
  Linear,
  type Module,
  modules,
  named,
  Packed,
  Pass,
  releaseModel,
  setWeights,
  swap,
  weights,
} from "../nn/index.ts";
import { ids, liveTensors, noGrad, ops, randn, scope, seed, type Tensor, zeros } from "../tensor/index.ts";
import {
  dequantize,
  kernelCodecs,
  QuantizedEmbedding,
  QuantizedLinear,
  QuantizedWeight,
  quantize,
  quantizeLinears,
} from "./index.ts";

const pass = (count: number) => new Pass({ layout: new Packed([count]) });
const largest = (a: Tensor, b: Tensor) => a.sub(b).abs().max().item() / b.abs().max().item();

const tiny = { vocabulary: 96, width: 64, depth: 2, heads: 4, kvHeads: 2, hidden: 96, tied: true };
const logits = (model: Module, tokens: readonly number[], hooks = plan(model, [])) =>
  noGrad(() => model.call(ids(tokens), new Pass({ layout: new Packed([tokens.length]), plan: hooks })));

beforeEach(() => seed(1));
afterEach(() => void ops.tenon.kernel_set.default(best));

describe("QuantizedLinear", () => {
  it("adds a bias, keeps leading axes and the dtype of x", () => {
    const { weight, values } = quantized(kernelCodecs[0], 48, 64);
    const plain = initialize(new Linear(64, 48, { bias: true }));
    plain.bias = randn([48]);
    const layer = named(new QuantizedLinear(plain, weight));
    const x = randn([2, 3, 64]);
    const y = layer.call(x, pass(6));
    expect(y.shape).toEqual([2, 3, 48]);
    expect(beyond(y.reshape([6, 48]).sub(plain.bias), x.reshape([6, 64]), values)).toBeLessThan(2);
    expect(layer.call(x.to("bfloat16"), pass(6)).dtype).toBe("bfloat16");
  });

  it("carries derivatives to x", () => {
    const { weight, values } = quantized(kernelCodecs[1], 48, 64);
    const x = randn([3, 64]).requireGrad();
    const y = named(new QuantizedLinear(new Linear(64, 48), weight)).call(x, pass(3));
    y.sum().backward();
    expect(largest(x.grad!, values.sum(0, true).expand([3, 64]))).toBeLessThan(1e-5);
  });

  it("gives a hook at its weight the values, and uses what it returns", () => {
    const { weight } = quantized(kernelCodecs[1], 48, 64);
    const layer = named(new QuantizedLinear(new Linear(64, 48), weight), "map");
    const hooks = new Map([["map.weight", [(w: Tensor) => w.mul(0)]]]);
    const y = layer.call(randn([2, 64]), new Pass({ layout: new Packed([2]), plan: hooks }));
    expect(y.abs().max().item()).toBe(0);
  });

  it("takes no other weight, and says what does not fit", () => {
    const { weight } = quantized(kernelCodecs[0], 48, 64);
    const layer = named(new QuantizedLinear(new Linear(64, 48), weight), "map");
    expect(() => setWeights(layer, new Map([["map.weight", zeros([48, 64])]]))).toThrow(
      'the weight "map.weight" is stored in blocks of Q4_0, which nothing can change: load floats',
    );
    expect(() => layer.call(randn([2, 32]), pass(2))).toThrow(/takes vectors of 64, and x has shape \[2, 32\]/);
    expect(() => new QuantizedWeight(weight.blocks, weight.codec, [48, 96])).toThrow(
      "1728 bytes of Q4_0 are no weight of shape [48, 96]",
    );
    expect(() => ops.tenon.dequantize.default(weight.blocks, 9, "float32")).toThrow(
      /no kernels for the block format 9/,
    );
    expect(() => ops.tenon.dequantize.default(zeros([2, 20]), 3, "float32")).toThrow(/blocks must be uint8/);
    expect(() => ops.tenon.kernel_set.default("abacus")).toThrow(/this processor has no kernels "abacus"/);
  });
});

describe("swap", () => {
  it("puts parts in their places, in fields and in lists, and keeps their paths", () => {
    const model = llama(tiny);
    const paths = swap(model, "blocks.*.mlp.{gate,up}", (part) =>
      part instanceof Linear ? new Linear(part.inWidth, part.outWidth, { bias: true }) : undefined,
    );
    expect(paths).toEqual(["blocks.0.mlp.gate", "blocks.0.mlp.up", "blocks.1.mlp.gate", "blocks.1.mlp.up"]);
    expect(new Map(weights(model)).get("blocks.1.mlp.up.bias")?.shape).toEqual([96]);
    swap(model, "blocks.1", () => new Embedding(3, 4));
    expect([...modules(model)].find(({ path }) => path === "blocks.1")).toBeInstanceOf(Embedding);
    expect(() => swap(model, "blocks.*.mlp.gates", (part) => part)).toThrow(/no part of this model/);
  });
});

describe("quantizeLinears", () => {
  it.each(kernelCodecs.map((codec) => [codec.name, codec] as const))(
    "leaves the logits of a model as they are with the decoded weights (%s)",
    (_, codec) => {
      const model = initialize(llama(tiny), 3);
      const twin = initialize(llama(tiny), 3);
      const decoded = [...weights(twin)].filter(([path]) => /^blocks.*weight$/.test(path));
      setWeights(twin, new Map(decoded.map(([path, w]) => [path, dequantize(quantize(w, codec), codec, w.shape)])));
      expect(quantizeLinears(model, "blocks.*.*.*", codec)).toHaveLength(2 * 7);
      const moved = halfUnits(twin, model);
      expect(moved.size).toBe(2 * 7);
      for (const count of [1, 5, 20]) {
        const tokens = Array.from({ length: count }, (_, i) => (i * 31) % 96);
        const plain = logits(twin, tokens);
        const allowed = Math.max(1e-4, 2 * largest(logits(twin, tokens, moved), plain));
        expect(largest(logits(model, tokens), plain)).toBeLessThan(allowed);
        ops.tenon.kernel_set.default(bestFloats);
        expect(largest(logits(model, tokens), plain)).toBeLessThan(1e-4);
        ops.tenon.kernel_set.default(best);
      }
    },
  );

  it("keeps a tie between heads, and breaks one with a table", () => {
    const model = initialize(llama(tiny));
    quantizeLinears(model, "head", kernelCodecs[2]);
    expect(model.head).toBeInstanceOf(QuantizedLinear);
    expect(model.embed.table.device).toBe("cpu");
    expect(() => quantizeLinears(model, "head", kernelCodecs[2])).toThrow(/no part of this model/);
  });

  it("bears a low-rank change as float weights do", () => {
    // Merged, a change makes floats of its weights; left to itself, the blocks stay blocks, whose kernels may round vectors.
    ops.tenon.kernel_set.default(bestFloats);
    const model = initialize(llama(tiny), 5);
    quantizeLinears(model, "blocks.*.*.*", kernelCodecs[1]);
    const delta = LowRankDelta.over(model, "change", "blocks.*.mixer.{q,v}", ({ inWidth, outWidth }) => ({
      a: randn([2, inWidth], 0.1),
      b: randn([outWidth, 2], 0.1),
      scale: 2,
    }));
    const tokens = [3, 1, 4, 1, 5];
    const base = logits(model, tokens);
    const called = logits(model, tokens, plan(model, [delta]));
    expect(largest(called, base)).toBeGreaterThan(1e-3);
    expect(largest(logits(model, tokens, plan(model, [delta.merged()])), called)).toBeLessThan(1e-4);
    expect(logits(model, tokens).data()).toEqual(base.data());
    expect(() => bake(model, [delta.merged()])).toThrow('"blocks.0.mixer.q.weight" is stored in blocks');
  });

  it("reads a table of embeddings row by row, and shares it with a tied head", () => {
    const { weight, values } = quantized(kernelCodecs[2], 96, 64);
    const table = new Embedding(96, 64);
    const head = new Linear(64, 96, { weight: table.table });
    const [embed, out] = [new QuantizedEmbedding(table, weight), new QuantizedLinear(head, weight)];
    expect(embed.table).toBe(out.weight);
    expect(embed.call(ids([7, 95]), pass(2)).data()).toEqual(values.indexSelect(0, ids([7, 95])).data());
  });

  it("frees all that it held", () => {
    const model = initialize(llama(tiny));
    const [before, own] = [liveTensors(), [...distinctWeights(model)].length];
    quantizeLinears(model, "blocks.*.*.*", kernelCodecs[0]);
    for (let i = 0; i < 3; i++) scope(() => void logits(model, [1, 2, 3]));
    releaseModel(model);
    expect(liveTensors()).toBe(before - own);
  });
});
