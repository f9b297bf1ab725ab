import { describe, expect, it } from "vitest";
import { bert, llama } from "../models/index.ts";
import { initialize, Packed, Pass } from "../nn/index.ts";
import { ids, liveTensors, noGrad } from "../tensor/index.ts";
import { forward, type PlainArray } from "./index.ts";

const rows = [[3, 1, 4, 1, 5], [2], [7, 1, 8]];
const size = { vocabulary: 11, width: 8, depth: 1, heads: 2, hidden: 12 };
const shapes = (said: readonly PlainArray[] | undefined) => said?.map(({ shape }) => shape);
const largest = (a: PlainArray, b: PlainArray) => Math.max(...a.data.map((x, i) => Math.abs(x - b.data[i]!)));

describe("forward", () => {
  const decoder = initialize(llama({ ...size, kvHeads: 1 }), 1);
  const encoder = initialize(
    bert({ ...size, masked: true, pooler: true, pair: true, span: true, classifier: { labels: 3, each: "token" } }),
    2,
  );

  it("gives a writer's stream and logits, a row each, and no head that it has not", () => {
    const said = forward(decoder, { ids: rows });
    expect(Object.keys(said)).toEqual(["stream", "logits", "heads"]);
    expect(shapes(said.stream)).toEqual([[5, 8], [1, 8], [3, 8]]); // biome-ignore format: one line
    expect(shapes(said.logits)).toEqual([[5, 11], [1, 11], [3, 11]]); // biome-ignore format: one line
    expect(said.heads).toEqual({});
    const whole = noGrad(() => decoder.call(ids(rows[2]!), new Pass({ layout: new Packed([3]) })));
    expect(largest(said.logits![2]!, { shape: [], data: whole.floats() })).toBeLessThan(1e-5);
  });

  it("gives what each head of a reader says by its name, of each token or of each row", () => {
    const { logits, heads } = forward(encoder, { ids: rows, segments: rows.map((row) => row.map((_, i) => i % 2)) });
    expect(shapes(logits)).toEqual([[5, 11], [1, 11], [3, 11]]); // biome-ignore format: one line
    expect(Object.keys(heads)).toEqual(["pooled", "pair", "start", "end", "tags"]);
    expect(shapes(heads.pooled)).toEqual([[8], [8], [8]]);
    expect(shapes(heads.pair)).toEqual([[2], [2], [2]]);
    expect(shapes(heads.end)).toEqual([[5], [1], [3]]);
    expect(shapes(heads.tags)).toEqual([[5, 3], [1, 3], [3, 3]]); // biome-ignore format: one line
    expect(forward(initialize(bert(size)), { ids: rows })).not.toHaveProperty("logits");
  });

  it("tells sentences of a row apart, padded too", () => {
    const segments = rows.map((row) => row.map((_, i) => Number(i >= 2)));
    const stream = (inputs: object) => forward(encoder, { ids: rows, ...inputs }).stream;
    const [told, silent, padded] = [stream({ segments }), stream({}), stream({ segments, padded: true })];
    for (const [i, row] of rows.entries()) {
      expect(largest(padded[i]!, told[i]!)).toBeLessThan(1e-5);
      expect(largest(silent[i]!, told[i]!) > 1e-3).toBe(row.length > 2);
    }
  });

  it("gives the same padded, packed and alone, and leaves no tensor behind", () => {
    const before = liveTensors();
    for (const model of [decoder, encoder]) {
      const [padded, packed] = [forward(model, { ids: rows, padded: true }), forward(model, { ids: rows })];
      for (const [i, row] of rows.entries()) {
        const alone = forward(model, { ids: [row] });
        for (const said of [padded, packed]) {
          expect(largest(said.stream[i]!, alone.stream[0]!)).toBeLessThan(1e-5);
          expect(largest(said.logits![i]!, alone.logits![0]!)).toBeLessThan(2e-5);
          for (const [name, one] of Object.entries(alone.heads)) {
            expect(said.heads[name]![i]!.shape).toEqual(one[0]!.shape);
            expect(largest(said.heads[name]![i]!, one[0]!)).toBeLessThan(1e-5);
          }
        }
      }
    }
    expect(liveTensors()).toBe(before);
  });
});
