/** The formats of 256 values beside llama.cpp's own library, whose bytes `tools/k_codecs.py` wrote. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fixture, packed } from "../../tests/fixtures.ts";
import { cat, fromData, full, randn, seed, type Tensor, tensor, zeros } from "../tensor/index.ts";
import { dequantize, q4_k, q5_k, q6_k, quantize } from "./index.ts";

const codecs = [q4_k, q5_k, q6_k] as const;
const { kinds } = fixture(
  "quantization/k-codecs.json.gz",
  z.object({
    kinds: z.record(
      z.string(),
      z.object({ values: packed("float32"), encoded: z.record(z.enum(["Q4_K", "Q5_K", "Q6_K"]), packed("uint8")) }),
    ),
  }),
);

const distance = (a: Tensor, b: Tensor) => Math.sqrt(a.sub(b).to("float64").pow(2).mean().item());

describe.each(Object.keys(kinds))("%s", (kind) => {
  const { values, encoded } = kinds[kind]!;
  const x = fromData(values.data, values.shape);

  it.each(codecs)("in $name, is about as far from itself as llama.cpp leaves it", (codec) => {
    const theirs = fromData(encoded[codec.name].data, encoded[codec.name].shape);
    const error = (blocks: Tensor) => distance(dequantize(blocks, codec, x.shape), x);
    const [own, reference] = [error(quantize(x, codec)), error(theirs)];
    expect(own).toBeLessThan(reference * 1.04 + 1e-9);
    expect(own).toBeGreaterThan(reference * 0.5);
  });
});

describe.each(codecs)("$name", (codec) => {
  const through = (x: Tensor) => dequantize(quantize(x, codec), codec, x.shape);

  it("keeps zeros, and about as much of values that are all alike", () => {
    expect(
      through(zeros([2, 256]))
        .abs()
        .max()
        .item(),
    ).toBe(0);
    for (const value of [1.5, -1.5, 6e4, 0.1]) {
      expect(distance(through(full([1, 256], value)), full([1, 256], value)) / Math.abs(value)).toBeLessThan(2e-3);
    }
  });

  it("does not mix what lies in different blocks, or in different groups at equal size", () => {
    seed(3);
    const [a, b] = [randn([3, 256]), randn([3, 256])];
    const both = through(cat([a, b]));
    expect(both.narrow(0, 0, 3).floats()).toEqual(through(a).floats());
    expect(both.narrow(0, 3, 3).floats()).toEqual(through(b).floats());
  });

  it("loses little of a row whose groups differ in size, which one scale for all would", () => {
    seed(4);
    const x = randn([8, 8, 32])
      .mul(tensor([1, 0.5, 2, 0.25, 1, 3, 0.7, 1.3]).reshape([8, 1]))
      .reshape([8, 256]);
    const limits = { Q4_K: 0.1, Q5_K: 0.05, Q6_K: 0.025 };
    expect(distance(through(x), x) / distance(x, zeros([8, 256]))).toBeLessThan(limits[codec.name]);
  });
});
