import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { best, bestFloats, halfUnits, productOf, rounds } from "../../tests/block-products.ts";
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
  tiedHead,
  weights,
} from "../nn/index.ts";
import {
  fromData,
  ids,
  linear,
  liveTensors,
  noGrad,
  ops,
  randn,
  scope,
  seed,
  type Tensor,
  zeros,
} from "../tensor/index.ts";
import {
  dequantize,
  kernelCodecs,
  QuantizedEmbedding,
  QuantizedLinear,
  QuantizedWeight,
  quantize,
  quantizeLinears,
} from "./index.ts";

const sets = ops.tenon.kernel_sets.default();
const pass = (count: number) => new Pass({ layout: new Packed([count]) });
const largest = (a: Tensor, b: Tensor) => a.sub(b).abs().max().item() / b.abs().max().item();

/** How far y [N, out] is from the product of x and the values, as a share of what float32's rounding allows. */
function beyond(y: Tensor, x: Tensor, values: Tensor, set = best): number {
  const { y: exact, bound } = productOf(x, values, set);
  return y.sub(exact).abs().div(bound).max().item();
}

function quantized(codec: (typeof kernelCodecs)[number], rows: number, width: number) {
  const blocks = quantize(randn([rows, width]), codec);
  return {
    weight: new QuantizedWeight(blocks, codec, [rows, width]),
    values: dequantize(blocks, codec, [rows, width]),
  };
}

const extremes = { Q4_0: [-8, 7], Q4_1: [-5, 10], Q8_0: [-127, 127] };

/**
 * Quarters, [rows, width], that blocks hold exactly: each has both extremes of its format. The first is small, for it meets
 * the largest number of a vector: so all sums of `wholeVectors` by these stay below 2^24 units, and no float rounds.
 */
function quarters(rows: number, width: number, [lowest, highest]: readonly number[]): Tensor {
  const span = highest! - lowest! + 1;
  const first = (i: number) => Math.max(lowest!, -15) + (((i / 32) * 31) % Math.min(span, 30));
  const at = (i: number) => [first(i), lowest!, highest!][i % 32] ?? lowest! + ((i * 7919) % span);
  return fromData(
    Float32Array.from({ length: rows * width }, (_, i) => at(i) / 4),
    [rows, width],
  );
}

/** Whole numbers in units of their blocks, [count, width], and the same with what is to be rounded away. */
function wholeVectors(count: number, width: number) {
  const unit = (i: number) => 2 ** -((i >> 5) % 2);
  const at = (i: number) => (i % 32 === 0 ? (i % 64 === 0 ? 32_512 : -32_512) : ((i * 104_729) % 801) / 10 - 40);
  const even = (x: number) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));
  const numbers = Array.from({ length: count * width }, (_, i) => Math.round(4 * at(i)) / 4);
  const of = (map: (x: number) => number) =>
    fromData(
      Float32Array.from(numbers, (x, i) => map(x) * unit(i)),
      [count, width],
    );
  return { x: of((x) => x), whole: of(even) };
}

const tiny = { vocabulary: 96, width: 64, depth: 2, heads: 4, kvHeads: 2, hidden: 96, tied: true };
const logits = (model: Module, tokens: readonly number[], hooks = plan(model, [])) =>
  noGrad(() => model.call(ids(tokens), new Pass({ layout: new Packed([tokens.length]), plan: hooks })));

beforeEach(() => seed(1));
afterEach(() => void ops.tenon.kernel_set.default(best));

describe.each(sets)("kernels for blocks (%s)", (set) => {
  it.each(kernelCodecs.map((codec) => [codec.name, codec] as const))(
    "decode %s as the codec does, bit for bit",
    (_, codec) => {
      ops.tenon.kernel_set.default(set);
      const { weight, values } = quantized(codec, 37, 96);
      expect(weight.dequantize().data()).toEqual(values.data());
      const brief = ops.tenon.dequantize.default(weight.blocks, codec.ggufType, "bfloat16");
      expect(brief.data()).toEqual(values.to("bfloat16").data());
      const rows = weight.rows(ids([36, 0, 36]).reshape([3, 1]));
      expect(rows.shape).toEqual([3, 1, 96]);
      expect(rows.select(0, 2).data()).toEqual(values.narrow(0, 36, 1).data());
    },
  );

  it.each(kernelCodecs.map((codec) => [codec.name, codec] as const))(
    "multiply by %s at every number of vectors",
    (_, codec) => {
      ops.tenon.kernel_set.default(set);
      for (const [rows, width] of [
        [1, 32],
        [5, 96],
        [331, 576],
      ] as const) {
        const { weight, values } = quantized(codec, rows, width);
        for (const count of [0, 1, 2, 3, 4, 5, 7, 8, 9, 33]) {
          const x = randn([count, width]);
          const y = weight.linear(x);
          expect(y.shape).toEqual([count, rows]);
          if (count === 0) continue;
          expect(beyond(y, x, values, set), `${rows} x ${width}, ${count} vectors`).toBeLessThan(1);
          const { y: exact, rounding } = productOf(x, values, set);
          const off = exact.sub(x.to("float64").matmul(values.to("float64").t())).abs();
          expect(off.sub(rounding).max().item()).toBeLessThan(1e-9);
        }
      }
    },
  );

  it.each(kernelCodecs.map((codec) => [codec.name, codec] as const))(
    "multiply by %s to the bit where no float rounds",
    (_, codec) => {
      ops.tenon.kernel_set.default(set);
      for (const [rows, width] of [
        [16, 32],
        [48, 96],
      ] as const) {
        const values = quarters(rows, width, extremes[codec.name]);
        const weight = new QuantizedWeight(quantize(values, codec), codec, [rows, width]);
        expect(weight.dequantize().data()).toEqual(values.data());
        for (const count of [1, 2, 3, 4, 8]) {
          const { x, whole } = wholeVectors(count, width);
          const expected = whole.to("float64").matmul(values.to("float64").t()).to("float32");
          expect(weight.linear(rounds(set) ? x : whole).data()).toEqual(expected.data());
        }
      }
    },
  );

  it("round to bfloat16 only where that is allowed and there are many vectors", () => {
    ops.tenon.kernel_set.default(set);
    const { weight, values } = quantized(kernelCodecs[2], 64, 96);
    const brief = new QuantizedWeight(weight.blocks, weight.codec, [64, 96], { brief: true });
    const x = randn([40, 96]);
    const few = x.narrow(0, 0, 8);
    expect(beyond(brief.linear(few), few, values, set)).toBeLessThan(1);
    expect(largest(brief.linear(x), linear(x, values))).toBeLessThan(2e-2);
  });
});

it.each(sets.filter(rounds))("rounding to 16 bits (%s) knows zero, tiny, infinite and unknown numbers", (set) => {
  ops.tenon.kernel_set.default(set);
  const { weight } = quantized(kernelCodecs[1], 32, 64);
  const with0 = (value: number) => {
    const x = zeros([1, 64]);
    x.narrow(1, 0, 1).fill(value);
    return weight.linear(x).floats();
  };
  expect(with0(0).every((y) => y === 0)).toBe(true);
  expect(with0(1e-38).every((y) => Math.abs(y) < 1e-29)).toBe(true);
  expect(with0(Infinity).some(Number.isFinite)).toBe(false);
  expect(with0(NaN).every(Number.isNaN)).toBe(true);
});

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
      'the weight "map.weight" is stored as Q4_0 and takes no other values',
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
    const head = tiedHead(table);
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
