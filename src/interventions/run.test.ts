import { describe, expect, it } from "vitest";
import { newModel } from "../../tests/contracts/intervention.ts";
import { distance } from "../../tests/contracts/model.ts";
import { bert } from "../models/index.ts";
import { KVCache, type Slots } from "../nn/index.ts";
import { cat, ids, infer, type Tensor, tensor } from "../tensor/index.ts";
import { begunBy } from "./beginning.ts";
import { type Intervention, intervene, Run, tableOf } from "./index.ts";

const model = newModel();
const CLOSE = 1e-5;

/** Vectors in front of the first token that are those of real tokens: then a longer text says what must come out. */
const front = (...tokens: number[]): Intervention => ({
  name: `front ${tokens}`,
  hook: () => undefined,
  begins: { vectors: infer(() => tableOf(model).table.indexSelect(0, ids(tokens))) },
});
const stream = (tokens: readonly number[]) => infer(() => new Run(model).read([tokens]).stream);
/** What is read behind so many tokens. */
const behind = (tokens: readonly number[], count: number) => stream(tokens).narrow(0, count, tokens.length - count);

describe("vectors in front of tokens", () => {
  it("are as if tokens with those vectors had been read, and the caller's tokens come back without them", () => {
    infer(() => {
      const one = new Run(model, { with: [front(7, 8)] }).read([[3, 1, 4]]);
      expect(distance(one.stream, behind([7, 8, 3, 1, 4], 2))).toBeLessThan(CLOSE);
      expect(one.layout.lengths).toEqual([3]);
      const two = new Run(model, { with: [front(7), front(8, 9)] }).read([[3, 1, 4]]);
      expect(distance(two.stream, behind([7, 8, 9, 3, 1, 4], 3))).toBeLessThan(CLOSE);
      expect(distance(two.logits("last"), new Run(model).read([[7, 8, 9, 3, 1, 4]]).logits("last"))).toBeLessThan(
        CLOSE,
      );
    });
  });

  it("stand in front of those sequences alone that have them, once, packed or padded", () => {
    infer(() => {
      const packed = new Run(model, { sequences: new KVCache() });
      packed.begin([[], [front(7, 8)], [front(9)]]);
      const first = packed.read([[3, 1], [4, 1, 5], [2]]).stream;
      const whole = [stream([3, 1]), behind([7, 8, 4, 1, 5], 2), behind([9, 2], 1)];
      expect(distance(first, cat(whole))).toBeLessThan(CLOSE);
      const next = packed.read([[6], [6], [6]]).stream;
      const texts = [
        [3, 1, 6],
        [7, 8, 4, 1, 5, 6],
        [9, 2, 6],
      ];
      expect(distance(next, cat(texts.map((text) => behind(text, text.length - 1))))).toBeLessThan(CLOSE);
      packed.select([2, 0]);
      const chosen = packed.read([[1], [1]]).stream;
      const longer = [
        [9, 2, 6, 1],
        [3, 1, 6, 1],
      ];
      expect(distance(chosen, cat(longer.map((text) => behind(text, text.length - 1))))).toBeLessThan(CLOSE);
      packed.release();

      const rows = ids([3, 1, 4, 2, 5, 0]).reshape([2, 3]);
      const padded = new Run(model, { with: [front(7, 8)] }).read(rows, { lengths: [3, 2] });
      expect(padded.stream.shape.slice(0, 2)).toEqual([2, 3]);
      const [a, b] = padded.stream.split(1, 0).map((row) => row.squeeze(0)) as [Tensor, Tensor];
      expect(distance(a, behind([7, 8, 3, 1, 4], 2))).toBeLessThan(CLOSE);
      expect(distance(b.narrow(0, 0, 2), behind([7, 8, 2, 5], 2))).toBeLessThan(CLOSE);
      const last = [behind([7, 8, 3, 1, 4], 4), behind([7, 8, 2, 5], 3)];
      expect(distance(padded.at("last"), cat(last))).toBeLessThan(CLOSE);
      expect(distance(padded.at(ids([1, 3])), cat([a.narrow(0, 1, 1), b.narrow(0, 0, 1)]))).toBe(0);
    });
  });

  it("leave nothing behind a read that stood alone", () => {
    infer(() => {
      const run = new Run(model, { with: [front(7)] });
      for (let i = 0; i < 2; i++) expect(distance(run.read([[3, 1]]).stream, behind([7, 3, 1], 1))).toBeLessThan(CLOSE);
    });
  });
});

it("gives each of several sequences its own interventions, and those alone", () => {
  infer(() => {
    const times = (factor: number) => intervene(`times ${factor}`, "blocks.0", () => (x, next) => next(x).mul(factor));
    const rows = [[3, 1], [4, 1, 5], [2]];
    const tenants = [[times(2)], [times(3)], [times(2), times(3)]];
    const alone = rows.map((row, i) => new Run(model, { with: tenants[i]! }).read([row]).stream);
    for (const order of [
      [0, 1],
      [2, 1, 0],
    ]) {
      const run = new Run(model, { sequences: new KVCache() });
      run.begin(order.map((i) => tenants[i]!));
      expect(distance(run.read(order.map((i) => rows[i]!)).stream, cat(order.map((i) => alone[i]!)))).toBeLessThan(
        CLOSE,
      );
      run.release();
    }
  });
});

describe("memory that sequences begin with", () => {
  const slots = (value: number, names = ["keys"]) =>
    Object.fromEntries(names.map((name) => [name, tensor([[[[value]]]])])); // [1, G, P, K]
  const memory = (name: string, held: Readonly<Record<string, Slots>>): Intervention => ({
    name,
    hook: () => undefined,
    begins: { memory: new Map(Object.entries(held)) },
  });

  it("stands one behind the other, for the same mixers and slots", () => {
    const first = memory("first", { a: slots(1), b: slots(2) });
    const { memory: both, vectors } = begunBy([first, memory("second", { b: slots(3), a: slots(4) })]);
    expect([...both].map(([path, { keys }]) => [path, keys!.shape, keys!.numbers()])).toEqual([
      ["a", [1, 1, 2, 1], [1, 4]],
      ["b", [1, 1, 2, 1], [2, 3]],
    ]);
    expect(vectors).toBeUndefined();
    for (const other of [{ a: slots(1) }, { a: slots(1), c: slots(1) }, { a: slots(1), b: slots(1), c: slots(1) }]) {
      expect(() => begunBy([first, memory("other", other)])).toThrow(
        'the beginning of "other" has other mixers than the one before it',
      );
    }
    const wider = memory("wider", { a: slots(1, ["keys", "values"]), b: slots(1) });
    expect(() => begunBy([wider, first])).toThrow('two beginnings differ in what "a" holds');
  });
});

it("finds the table of tokens within what embeds them", () => {
  const encoder = bert({ vocabulary: 7, width: 8, depth: 1, heads: 2, hidden: 8, context: 4 });
  expect([tableOf(model).path, tableOf(encoder).path]).toEqual(["embed", "embed.tokens"]);
});
