import { describe, expect, it } from "vitest";
import { distance } from "../../tests/contracts/model.ts";
import { cat, gradcheck, liveTensors, noGrad, randn, scope, seed, type Tensor, zeros } from "../tensor/index.ts";
import {
  Bidirectional,
  cells,
  initialize,
  KVCache,
  type Layout,
  named,
  Packed,
  Padded,
  Pass,
  Recurrent,
  recurFused,
  recurPlain,
} from "./index.ts";

const CLOSE = 1e-6;
const kinds = ["tanh", "relu", "linear", "lstm", "gru"] as const;
const layer = (cell: (typeof kinds)[number], reverse = false) =>
  initialize(new Recurrent({ cell, width: 4, hidden: 5, reverse }), 3);
const run = (model: Recurrent | Bidirectional, x: Tensor, layout: Layout, cache?: KVCache) =>
  noGrad(() => {
    const y = model.call(x, new Pass({ layout, sequences: cache }));
    cache?.advance(layout.lengths);
    return y;
  });

describe("recurrent layers", () => {
  it.each(kinds.filter((kind) => kind !== "linear"))("%s: LibTorch's operator agrees with the formula", (kind) => {
    seed(1);
    const { cell, input, state, inputBias, stateBias } = layer(kind);
    const own = [input, state, inputBias, stateBias];
    const [x, begin] = [randn([3, 7, 4]), randn([cell.parts, 3, 5])];
    const [plain, fused] = [recurPlain(cell, x, begin, own), recurFused(cell, x, begin, own)];
    for (const i of [0, 1] as const) expect(distance(plain[i], fused[i])).toBeLessThan(CLOSE);
  });

  it.each(kinds)("%s: the derivative of the formula equals finite differences", (kind) => {
    seed(2);
    const cell = cells[kind];
    const wide = (...shape: number[]) => randn(shape, 0.5, { dtype: "float64" }).requireGrad();
    const inputs = [wide(2, 3, 2), wide(cell.parts, 2, 3), wide(cell.gates * 3, 2), wide(cell.gates * 3, 3)];
    const biases = [wide(cell.gates * 3), wide(cell.gates * 3)];
    gradcheck((x, begin, ...own) => recurPlain(cell, x!, begin!, own), [...inputs, ...biases]);
  });

  it("linear has no operator of LibTorch's, and says so", () => {
    const { cell, input } = layer("linear");
    expect(() => recurFused(cell, randn([1, 1, 4]), zeros([1, 1, 5]), [input])).toThrow(/no operator for .*"linear"/);
  });

  it.each(kinds)("%s: padded and packed rows equal single ones, in both directions", (kind) => {
    seed(4);
    const lengths = [4, 6, 1];
    const rows = lengths.map((length) => randn([length, 4]));
    const padded = cat(rows.map((row) => cat([row, randn([6 - row.shape[0]!, 4])]).unsqueeze(0)));
    for (const model of [layer(kind), layer(kind, true)]) {
      const single = rows.map((row) => run(model, row, new Packed([row.shape[0]!])));
      expect(distance(run(model, cat(rows), new Packed(lengths)), cat(single))).toBeLessThan(CLOSE);
      const together = run(model, padded, new Padded(lengths));
      for (const [b, row] of single.entries()) {
        expect(distance(together.select(0, b).narrow(0, 0, lengths[b]!), row)).toBeLessThan(CLOSE);
      }
    }
  });

  it.each(kinds)("%s: reading in parts under a cache equals reading at once", (kind) => {
    seed(5);
    const model = layer(kind);
    const [a, b] = [randn([6, 4]), randn([4, 4])];
    const cache = new KVCache(2);
    const first = run(model, cat([a.narrow(0, 0, 3), b.narrow(0, 0, 2)]), new Packed([3, 2]), cache);
    cache.select([1, 0]);
    const second = run(model, cat([b.narrow(0, 2, 2), a.narrow(0, 3, 3)]), new Packed([2, 3]), cache);
    const whole = run(model, a, new Packed([6]));
    expect(distance(cat([first.narrow(0, 0, 3), second.narrow(0, 2, 3)]), whole)).toBeLessThan(CLOSE);
    expect(cache.bytes).toBe(2 * model.cell.parts * 5 * 4);
    expect(() => cache.cut(0, 1)).toThrow(/cannot go back/);
    cache.cut(0, 0);
    cache.release();
  });

  it.each(kinds)("%s: padded rows leave the state behind their own last token", (kind) => {
    seed(6);
    const model = layer(kind);
    const rows = [randn([3, 4]), randn([1, 4])];
    const next = randn([2, 1, 4]);
    const cache = new KVCache(2);
    run(model, cat([rows[0]!, rows[1]!, randn([2, 4])]).reshape([2, 3, 4]), new Padded([3, 1]), cache);
    const after = run(model, next, new Padded([1, 1], cache.lengths), cache); // [2, 1, F]
    for (const [b, row] of rows.entries()) {
      const [T] = row.shape;
      const whole = run(model, cat([row, next.select(0, b)]), new Packed([T! + 1]));
      expect(distance(after.select(0, b), whole.narrow(0, T!, 1))).toBeLessThan(CLOSE);
    }
    cache.release();
  });

  it("two directions give each token what both layers make of it, side by side", () => {
    const both = initialize(named(new Bidirectional({ cell: "tanh", width: 4, hidden: 5 })), 1);
    const x = randn([2, 3, 4]);
    const y = run(both, x, new Padded([3, 2]));
    const apart = [both.onward, both.backward].map((one) => run(one, x, new Padded([3, 2])));
    expect(distance(y, cat(apart, -1))).toBe(0);
    expect([both.onward.reverse, both.backward.reverse]).toEqual([false, true]);
  });

  it("an interrupted pass leaves the state as it was", () => {
    const model = layer("gru");
    const cache = new KVCache(1);
    const x = randn([3, 4]);
    run(model, x, new Packed([3]), cache);
    noGrad(() => model.call(randn([2, 4]), new Pass({ layout: new Packed([2]), sequences: cache }))); // the end never moves
    const again = run(model, x, new Packed([3]), cache);
    const whole = run(model, cat([x, x]), new Packed([6]));
    expect(distance(again, whole.narrow(0, 3, 3))).toBeLessThan(CLOSE);
    cache.release();
  });

  it("refuses to go on backwards from what was read", () => {
    const cache = new KVCache(1);
    const read = () => run(layer("gru", true), randn([3, 4]), new Packed([3]), cache);
    read();
    expect(read).toThrow(/reads from the end/);
    cache.release();
  });

  it("a pass leaves no tensor behind, under a cache either", () => {
    const model = initialize(new Recurrent({ cell: "lstm", width: 4 }), 1);
    const cache = new KVCache(1);
    const step = () => scope(() => void run(model, randn([2, 4]), new Packed([2]), cache));
    step();
    const before = liveTensors();
    for (let i = 0; i < 4; i++) step();
    expect(liveTensors()).toBe(before);
    cache.release();
  });
});
