import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  fixture,
  GradientFixture,
  GreedyFixture,
  LastLogitsFixture,
  LogitsFixture,
  ProcessorsFixture,
  packed,
  projections,
  rowOf,
  signs,
  TinyFixture,
} from "./fixtures.ts";

const SignsFixture = z.strictObject({
  first64: z.record(z.string(), z.array(z.int())),
  sumOf100000: z.record(z.string(), z.int()),
});

const norm = (row: Float32Array) => Math.hypot(...row);

describe("signs", () => {
  it("are those that the tools draw", () => {
    const { first64, sumOf100000 } = fixture("signs.json.gz", SignsFixture);
    expect(Object.keys(first64)).toHaveLength(4);
    for (const [seed, first] of Object.entries(first64)) {
      expect([...signs(Number(seed), 64)]).toEqual(first);
      expect(signs(Number(seed), 100_000).reduce((sum, sign) => sum + sign, 0)).toBe(sumOf100000[seed]);
    }
  });

  it("project a row to about its norm", () => {
    const row = signs(99, 50_000).map((sign, i) => sign * (i % 7));
    const found = projections(row, [1, 2, 3, 4, 5, 6, 7, 8]);
    const estimate = Math.sqrt(found.reduce((sum, p) => sum + p * p, 0) / found.length);
    expect(estimate / norm(row.subarray(0, 50_000))).toBeGreaterThan(0.5);
    expect(estimate / norm(row.subarray(0, 50_000))).toBeLessThan(2);
  });
});

describe("packed arrays", () => {
  const good = { dtype: "float32", shape: [2, 1], base64: "AACAPwAAAMA=" };

  it("come back as typed arrays", () => {
    const { shape, data } = packed("float32").parse(good);
    expect(shape).toEqual([2, 1]);
    expect(data).toEqual(new Float32Array([1, -2]));
  });

  it("refuse another dtype, and bytes that do not fill the shape", () => {
    expect(() => packed("int32").parse(good)).toThrow(/float32|int32/);
    expect(() => packed("float32").parse({ ...good, shape: [3] })).toThrow("8 bytes do not fill float32 [3]");
  });
});

describe("reference values", () => {
  const { prompts, seeds } = fixture("llama/logits.json.gz", LogitsFixture);

  it("summarise the rows that are there whole", () => {
    const { rows } = fixture("llama/last-logits.json.gz", LastLogitsFixture);
    expect(rows).toHaveLength(3);
    for (const { prompt, logits } of rows) {
      const { ids, topIds, topLogits, gap, logSumExp, mean, ...summary } = prompts[prompt]!;
      const last = ids.length - 1;
      const best = [...logits.data.keys()].sort((a, b) => logits.data[b]! - logits.data[a]!).slice(0, 8);
      const largest = logits.data[best[0]!]!;
      expect([...rowOf(topIds, last)]).toEqual(best);
      expect([...rowOf(topLogits, last)]).toEqual(best.map((id) => logits.data[id]));
      expect(gap.data[last]).toBe(Math.fround(largest - logits.data[best[1]!]!));
      const sum = logits.data.reduce((total, x) => total + Math.exp(x - largest), 0);
      expect(logSumExp.data[last]).toBeCloseTo(largest + Math.log(sum), 9);
      expect(mean.data[last]).toBeCloseTo(logits.data.reduce((total, x) => total + x, 0) / logits.data.length, 9);
      for (const [i, value] of projections(logits.data, seeds).entries())
        expect(rowOf(summary.projections, last)[i]).toBeCloseTo(value, 6);
    }
  });

  it("cover 50 prompts and 20 continuations of them", () => {
    const { continuations, steps } = fixture("llama/greedy.json.gz", GreedyFixture);
    expect(prompts).toHaveLength(50);
    expect(continuations).toHaveLength(20);
    for (const { prompt, ids, tokens, gaps } of continuations) {
      expect(ids).toEqual(prompts[prompt]!.ids);
      expect([tokens.length, gaps.length]).toEqual([steps, steps]);
      expect(tokens[0]).toBe(rowOf(prompts[prompt]!.topIds, ids.length - 1)[0]);
    }
  });

  it("project the gradients that are there whole", () => {
    const gradient = fixture("llama/gradient.json.gz", GradientFixture);
    expect(Object.keys(gradient.whole)).toHaveLength(2);
    for (const [name, { data }] of Object.entries(gradient.whole)) {
      expect(norm(data)).toBeCloseTo(gradient.parameters[name]!.norm, 9);
      for (const [i, value] of projections(data, gradient.seeds).entries())
        expect(gradient.parameters[name]!.projections[i]).toBeCloseTo(value, 9);
    }
  });

  it.each(["llama/tiny", "qwen2/tied", "qwen2/untied"])("of %s are whole", (folder) => {
    const tiny = fixture(`${folder}/expected.json.gz`, TinyFixture);
    expect(tiny.logits.map(({ shape }) => shape[0])).toEqual(tiny.rows.map((row) => row.length));
    for (const [i, { data }] of tiny.logits.entries()) {
      const apart = data.map((value, j) => Math.abs(value - tiny.paddedLogits[i]!.data[j]!));
      expect(apart.reduce((a, b) => Math.max(a, b))).toBeLessThanOrEqual(tiny.paddedVersusSingle);
    }
    for (const { gaps } of tiny.greedy) expect(Math.min(...gaps)).toBeGreaterThan(1e-3);
    expect(Object.values(tiny.gradients).every(({ data }) => norm(data) > 0)).toBe(true);
  });

  it("of processors keep logits that they were given, penalties and temperatures aside", () => {
    const { cases } = fixture("generation/processors.json.gz", ProcessorsFixture);
    expect(cases).toHaveLength(21);
    for (const { logits, results } of cases)
      for (const { chain, kept, logits: left } of results)
        if (!chain.temperature && !chain.repetitionPenalty)
          expect(left.data).toEqual(new Float32Array(kept.data).map((id) => logits.data[id]!));
  });
});
