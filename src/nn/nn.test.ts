import { describe, expect, it } from "vitest";
import { distance } from "../../tests/contracts/model.ts";
import { llama, recurrent } from "../models/index.ts";
import { grad, ids, liveTensors, noGrad, randn, scope, tensor } from "../tensor/index.ts";
import {
  CrossAttention,
  distinctWeights,
  Interrupted,
  initialize,
  KVCache,
  type Module,
  modules,
  named,
  Packed,
  Padded,
  Pass,
  setWeights,
  sites,
  weights,
} from "./index.ts";

const config = { vocabulary: 11, width: 16, depth: 2, heads: 4, kvHeads: 2, hidden: 24 };
const one = new Pass({ layout: new Packed([1]) });

describe("a model is data", () => {
  it("has one path for every module, weight and site", () => {
    const model = llama(config);
    const paths = [...sites(model)].map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).toEqual(
      expect.arrayContaining(["", "embed", "blocks.1.mixer.q", "blocks.0.mixer.pattern", "blocks.1.mid"]),
    );
    expect([...weights(model)].map(([path]) => path)).toContain("blocks.1.mlp.down.weight");
  });

  it("tells what has no row for each token: weights, and some interior values", () => {
    const across = (model: Module) =>
      [...sites(named(model))].filter(({ kind, perToken }) => kind !== "weight" && !perToken).map(({ path }) => path);
    expect(across(llama(config))).toEqual(["blocks.0.mixer.pattern", "blocks.1.mixer.pattern"]);
    expect(across(recurrent({ vocabulary: 11, width: 8, hidden: 8 }))).toEqual(["blocks.0.initial", "blocks.0.final"]);
    expect(across(new CrossAttention({ width: 8, heads: 2 }))).toEqual(["keys", "values", "pattern"]);
  });

  it("is born without numbers, and draws the same ones from the same seed", () => {
    const model = llama(config);
    expect([...weights(model)].every(([, weight]) => weight.device === "meta")).toBe(true);
    const [a, b, c] = [initialize(model, 1), initialize(llama(config), 1), initialize(llama(config), 2)];
    expect(distance(a.embed.table, b.embed.table)).toBe(0);
    expect(distance(a.embed.table, c.embed.table)).toBeGreaterThan(0);
  });

  it("keeps ties: one tensor at two paths, set as a whole, stored once", () => {
    const model = llama({ ...config, tied: true });
    const table = randn([11, 16]);
    setWeights(model, new Map([["head.weight", table]]));
    expect(model.embed.table).toBe(table);
    expect([...distinctWeights(model)].map(([path]) => path)).not.toContain("head.weight");
    const two = new Map([
      ["head.weight", randn([11, 16])],
      ["embed.table", randn([11, 16])],
    ]);
    expect(() => setWeights(model, two)).toThrow(/tied, but was given two values/);
  });

  it("refuses a weight that it does not have or that has another shape", () => {
    const model = llama(config);
    expect(() => setWeights(model, new Map([["blocks.2.mixer.q.weight", randn([16, 16])]]))).toThrow(
      /no weight "blocks.2/,
    );
    expect(() => setWeights(model, new Map([["norm.gain", randn([15])]]))).toThrow("has shape [16], not [15]");
  });
});

describe("a pass", () => {
  const model = initialize(llama(config), 1);
  const tokens = [3, 1, 4, 1, 5];

  it("that is interrupted between blocks leaves the cache as it was", () => {
    const cache = new KVCache(1);
    const read = (pass: Pass) => noGrad(() => scope(() => model.call(ids(tokens), pass).numbers()));
    read(new Pass({ layout: new Packed([5]), sequences: cache }));
    let asked = 0;
    const interrupt = {
      get aborted() {
        return ++asked > 1;
      },
    };
    expect(() => read(new Pass({ layout: new Packed([5], cache.lengths), sequences: cache, interrupt }))).toThrow(
      Interrupted,
    );
    expect(cache.lengths).toEqual([5]);
    cache.checkIntegrity();
    const after = read(new Pass({ layout: new Packed([5], cache.lengths), sequences: cache }));
    const fresh = new KVCache(1);
    const whole = noGrad(() =>
      model.call(ids([...tokens, ...tokens]), new Pass({ layout: new Packed([10]), sequences: fresh })),
    );
    expect(distance(tensor(after), whole.narrow(0, 5, 5).reshape([-1]))).toBeLessThan(2e-5);
    cache.release();
    fresh.release();
  });

  it("shares once what its parts make, and apart what they make without derivatives", () => {
    const pass = new Pass({ layout: new Packed([1]) });
    const [owner, weight] = [{}, tensor([3]).requireGrad()];
    const shared = (variant?: string) => pass.once(owner, () => weight.mul(2), variant);
    const constant = noGrad(() => shared());
    const live = shared();
    expect([constant.requiresGrad, live.requiresGrad]).toEqual([false, true]);
    expect([noGrad(() => shared()), shared(), shared("wider")].map((one) => [constant, live].indexOf(one))).toEqual([
      0, 1, -1,
    ]);
    expect(pass.once({}, () => weight.mul(3)).item()).toBe(9);
    pass.end();
    expect(shared()).not.toBe(live);
    pass.end();
  });

  it("through a cache carries derivatives to what the cache began with", () => {
    const mixers = [...modules(model)].filter(({ path }) => path.endsWith(".mixer"));
    const prefix = mixers.map(({ path }) => ({
      path,
      keys: randn([1, 2, 3, 4]).requireGrad(),
      values: randn([1, 2, 3, 4]).requireGrad(),
    }));
    const loss = (nudge: number) => {
      const cache = new KVCache();
      cache.add([
        new Map(prefix.map(({ path, keys, values }, i) => [path, { keys: i === 0 ? keys.add(nudge) : keys, values }])),
      ]);
      return model
        .call(ids(tokens), new Pass({ layout: new Packed([5], [3]), sequences: cache }))
        .pow(2)
        .mean();
    };
    const [derivative] = grad([loss(0)], [prefix[0]!.keys]);
    const slope = (loss(1e-2).item() - loss(-1e-2).item()) / 2e-2;
    expect(derivative!.sum().item()).toBeCloseTo(slope, 3);
    expect(Math.abs(slope)).toBeGreaterThan(1e-4);
  });
});

describe("KVCache", () => {
  const slots = (key: number, value: number) => ({
    keys: tensor(key).reshape([1, 1, 1]),
    values: tensor(value).reshape([1, 1, 1]),
  });

  it("grows past its first buffers, counts its bytes and gives all back", () => {
    const before = liveTensors();
    const cache = new KVCache(1);
    const filled = scope(() => {
      for (let i = 0; i < 200; i++) {
        noGrad(() => cache.extend("mixer", slots(i, -i), one));
        cache.advance([1]);
      }
      return noGrad(() => cache.extend("mixer", slots(200, 0), one).blocks[0]!.keys.numbers());
    });
    expect(filled).toEqual(Array.from({ length: 201 }, (_, i) => i));
    expect(cache.bytes).toBe(2 * 256 * 4);
    cache.release();
    expect(liveTensors()).toBe(before);
  });

  it("says what does not fit", () => {
    const cache = new KVCache(1);
    expect(() => cache.cut(0, 1)).toThrow("cannot cut a sequence of 0 tokens to 1");
    expect(() => cache.advance([0, 1])).toThrow("no sequence 1");
    const pass = new Pass({ layout: new Packed([2]) });
    noGrad(() => cache.extend("mixer", { keys: randn([2, 1, 4]), values: randn([2, 1, 4]) }, pass));
    cache.advance([3]);
    expect(() => cache.checkIntegrity()).toThrow('sequence 0 holds 3 tokens, but "mixer" has 2');
    cache.release();
  });
});

describe("layouts", () => {
  it("come back together as they were taken apart", () => {
    const rows = randn([2, 3, 4]);
    const padded = new Padded([3, 2]);
    expect(padded.apart(rows, true).map((block) => block.shape)).toEqual([
      [1, 3, 4],
      [1, 2, 4],
    ]);
    const back = padded.together(padded.apart(rows, true), true);
    expect(distance(back.narrow(1, 0, 2), rows.narrow(1, 0, 2))).toBe(0);
    expect(back.select(0, 1).select(0, 2).abs().max().item()).toBe(0);
    const packed = new Packed([3, 2], [0, 7]);
    const flat = randn([5, 4]);
    expect(distance(packed.together(packed.apart(flat)), flat)).toBe(0);
    expect(packed.positions.numbers()).toEqual([0, 1, 2, 7, 8]);
    for (const layout of [packed, padded, new Padded([3, 1], [2, 5]), new Packed([1, 4], [9, 0])]) {
      expect(layout.longest).toBe(layout.positions.max().item() + 1);
    }
    expect(new Packed([]).longest).toBe(0);
    expect([padded.last().numbers(), packed.last().numbers()]).toEqual([
      [2, 4],
      [2, 4],
    ]);
  });
});
