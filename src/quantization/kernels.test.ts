import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { best, beyond, productOf, quantized, rounds } from "../../tests/block-products.ts";
import { fromData, ids, linear, ops, randn, seed, type Tensor, zeros } from "../tensor/index.ts";
import { kernelCodecs, QuantizedWeight, quantize } from "./index.ts";

const sets = ops.tenon.kernel_sets.default();
const largest = (a: Tensor, b: Tensor) => a.sub(b).abs().max().item() / b.abs().max().item();

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

beforeEach(() => seed(1));
afterEach(() => void ops.tenon.kernel_set.default(best));

describe.each(sets)("kernels for blocks (%s)", (set) => {
  it.each(kernelCodecs.map((codec) => [codec.name, codec] as const))(
    "decode %s as the codec does, bit for bit",
    (_, codec) => {
      ops.tenon.kernel_set.default(set);
      const { weight, values } = quantized(codec, 37, 96);
      expect(weight.dequantize().data()).toEqual(values.data());
      const brief = ops.tenon.dequantize.default(weight.blocks, codec.kernel!, "bfloat16");
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
    const brief = new QuantizedWeight(weight.blocks, weight.codec, [64, 96], { bfloat16: true });
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
