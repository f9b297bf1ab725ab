import { describe, expect, it } from "vitest";
import { logits, newModel } from "../../tests/contracts/intervention.ts";
import { distance } from "../../tests/contracts/model.ts";
import { llama } from "../models/index.ts";
import { initialize, KVCache, mapped, Packed, type Padded, Pass, setWeights, weights } from "../nn/index.ts";
import { cat, ids, keep, noGrad, randn, scope, seed, type Tensor, tensor } from "../tensor/index.ts";
import {
  addDeltas,
  addFactors,
  applyLowRank,
  bake,
  compress,
  dense,
  glob,
  type Intervention,
  intervene,
  LowRankDelta,
  orthogonalPart,
  plan,
  Run,
  routed,
  scaleDelta,
} from "./index.ts";

const TOKENS = [3, 1, 4, 1, 5];
const model = newModel();
const delta = (rank: number, from: number, at = "blocks.*.mixer.q") => {
  seed(from);
  return LowRankDelta.over(model, `delta ${from}`, at, ({ inWidth, outWidth }) => ({
    a: randn([rank, inWidth]),
    b: randn([outWidth, rank]),
    scale: 0.1 * rank,
  }));
};
const products = (change: LowRankDelta) => new Map([...change.parts].map(([path, part]) => [path, dense(part)]));
const apart = (one: LowRankDelta, other: (path: string) => Tensor) =>
  Math.max(...[...products(one)].map(([path, product]) => distance(product, other(path))));

describe("glob", () => {
  it("fits one segment by a star and one of several words by braces", () => {
    expect(glob("blocks.*.mixer.{q,v}")("blocks.11.mixer.v")).toBe(true);
    expect(glob("blocks.*.mixer.{q,v}")("blocks.1.mixer.k")).toBe(false);
    expect(glob("blocks.*")("blocks.1.mixer")).toBe(false);
    expect(glob("blocks.1")("blocksx1")).toBe(false);
    for (const odd of ["blocks.(.q", "a[", "a+b", "a|b", "$^", "\\", "{a", "a}", "?", "{(,[}"])
      expect(glob(odd)("aab")).toBe(false);
    expect(glob("a+b")("a+b")).toBe(true);
  });
});

describe("plan", () => {
  it("puts the first intervention outermost", () => {
    const order: string[] = [];
    const mark = (name: string) =>
      intervene(name, "blocks.0", () => (x, next) => {
        order.push(`${name} in`);
        const y = next(x);
        order.push(`${name} out`);
        return y;
      });
    logits(model, TOKENS, [mark("first"), mark("second")]);
    expect(order).toEqual(["first in", "second in", "second out", "first out"]);
  });

  it("lets deltas commute", () => {
    const [one, two] = [delta(2, 1), delta(3, 2)];
    expect(distance(logits(model, TOKENS, [one, two]), logits(model, TOKENS, [two, one]))).toBeLessThan(1e-4);
  });

  it("throws where a pattern meets nothing", () => {
    expect(() => plan(model, [intervene("typo", "block.*", () => (x) => x)])).toThrow(
      '"typo": no site of this model fits "block.*"',
    );
    expect(() => LowRankDelta.over(model, "typo", "blocks.*.mixer", () => undefined as never)).toThrow(/no linear map/);
  });
});

describe("LowRankDelta", () => {
  it("applies what its dense product would", () => {
    const part = delta(3, 1).parts.get("blocks.0.mixer.q")!;
    const x = randn([5, 16]);
    expect(distance(applyLowRank(part, x), x.matmul(dense(part).t()))).toBeLessThan(1e-5);
  });

  it("adds, scales and takes back", () => {
    const [one, two] = [delta(2, 1), delta(3, 2)];
    const [ones, twos] = [products(one), products(two)];
    expect(apart(addDeltas("sum", [one, two]), (path) => ones.get(path)!.add(twos.get(path)!))).toBeLessThan(1e-5);
    expect(apart(scaleDelta(one, -0.5), (path) => ones.get(path)!.mul(-0.5))).toBeLessThan(1e-6);
    const nothing = addDeltas("nothing", [one, scaleDelta(one, -1)]);
    expect(apart(nothing, (path) => ones.get(path)!.mul(0))).toBeLessThan(1e-5);
  });

  it("sums factors where others add changes, by the root of each scale and its sign", () => {
    const one = (a: number, b: number, scale: number) =>
      new LowRankDelta("one", new Map([["map", { a: tensor([[a]]), b: tensor([[b]]), scale }]]));
    const { a, b, scale } = addFactors("sum", [one(2, 3, 4), one(5, 7, -9)]).parts.get("map")!;
    // A = 2 * 2 - 3 * 5, B = 2 * 3 + 3 * 7
    expect([a.numbers(), b.numbers(), scale]).toEqual([[-11], [27], 1]);
    const alone = addFactors("alone", [one(2, 3, -4)]).parts.get("map")!;
    expect(dense(alone).numbers()).toEqual([2 * 3 * -4]);
  });

  it("splits off what is orthogonal to another", () => {
    const [one, two] = [delta(2, 1), delta(3, 2)];
    const rest = orthogonalPart(one, two);
    for (const [path, { b }] of rest.parts) {
      expect(two.parts.get(path)!.b.t().matmul(b).abs().max().item()).toBeLessThan(1e-4);
      expect(b.norm().item()).toBeGreaterThan(0.1);
    }
  });

  it("compresses without loss down to its true rank, and below it as well as can be", () => {
    const one = delta(2, 1);
    const padded = addDeltas("padded", [one, delta(3, 2), scaleDelta(delta(3, 2), -1)]);
    const small = compress(padded, 2);
    const ones = products(one);
    expect(small.parts.get("blocks.0.mixer.q")!.a.shape).toEqual([2, 16]);
    expect(apart(small, (path) => ones.get(path)!)).toBeLessThan(1e-4);
    const less = dense(compress(one, 1).parts.get("blocks.0.mixer.q")!);
    const wrong = dense({ ...one.parts.get("blocks.0.mixer.q")!, scale: 0 });
    const product = ones.get("blocks.0.mixer.q")!;
    expect(product.sub(less).norm().item()).toBeLessThan(product.sub(wrong).norm().item());
  });
});

describe("bake", () => {
  it("refuses a change of a call, and half of a tie", () => {
    expect(() => bake(model, [delta(2, 1)])).toThrow('a change of the call "blocks.0.mixer.q" cannot be baked');
    const tied = initialize(
      llama({ vocabulary: 7, width: 8, depth: 1, heads: 2, kvHeads: 1, hidden: 8, tied: true }),
      1,
    );
    const head = LowRankDelta.over(tied, "head", "head", () => ({ a: randn([1, 8]), b: randn([7, 1]), scale: 1 }));
    expect(() => bake(tied, [head.merged()])).toThrow(/tied to "embed.table"/);
  });

  it("refuses a weight that has no numbers yet", () => {
    const unborn = llama({ vocabulary: 7, width: 8, depth: 1, heads: 2, kvHeads: 1, hidden: 8 });
    const factors = () => ({ a: randn([1, 8]), b: randn([8, 1]), scale: 1 });
    const change = LowRankDelta.over(unborn, "q", "blocks.*.mixer.q", factors);
    expect(() => bake(unborn, [change.merged()])).toThrow(
      'the weight "blocks.0.mixer.q.weight" has no numbers yet: initialize or load it',
    );
  });
});

describe("routed", () => {
  it("refuses weights, patterns and a pass of other sequences", () => {
    expect(() => routed(model, [[delta(2, 1).merged()]])).toThrow(/would change it for every sequence/);
    const watch = intervene("watch", "blocks.0.mixer.pattern", () => (x, next) => next(x));
    expect(() => routed(model, [[watch]])).toThrow(/belongs to no single token/);
    const hooks = routed(model, [[delta(2, 1)], []]);
    const run = (layout: Packed | Padded, tokens: Tensor) => model.call(tokens, new Pass({ layout, plan: hooks }));
    expect(() => run(new Packed([5]), ids(TOKENS))).toThrow(/routed for 2 packed sequences, but the pass has 1/);
  });

  it("runs the base again for a hook that changes what goes in", () => {
    const shift = intervene("shift", "blocks.1", () => (x, next) => next(x.add(1)));
    const two = routed(model, [[shift], []]);
    const both = noGrad(() =>
      model.call(ids([...TOKENS, ...TOKENS]), new Pass({ layout: new Packed([5, 5]), plan: two })),
    );
    expect(distance(both.narrow(0, 0, 5), logits(model, TOKENS, [shift]))).toBeLessThan(1e-5);
    expect(distance(both.narrow(0, 5, 5), logits(model, TOKENS, []))).toBeLessThan(1e-5);
  });
});

describe("a run", () => {
  const part = (length: number) => ({ keys: randn([1, 2, length, 4]), values: randn([1, 2, length, 4]) });
  const beginning = (lengths: readonly number[]): Intervention => ({
    name: "prefix",
    hook: () => undefined,
    begins: { memory: new Map(lengths.map((length, i) => [`blocks.${i}.mixer`, part(length)])) },
  });

  it("refuses prefixes of different lengths, or of other mixers", () => {
    scope(() => {
      const begins = (...change: Intervention[]) => new Run(model, { with: change, sequences: new KVCache() }).begin(1);
      expect(() => begins(beginning([2, 3]))).toThrow(/2 and 3 tokens/);
      expect(() => begins(beginning([2, 2]), beginning([2]))).toThrow(/other mixers/);
    });
  });

  it("puts prefixes one behind the other", () => {
    const [one, two] = [beginning([2, 2]), beginning([3, 3])];
    const memory = new Map(
      [...one.begins!.memory!].map(([path, slots]) => {
        const other = two.begins!.memory!.get(path)!;
        return [path, mapped(slots, (slot) => cat([slot, slot === slots.keys ? other.keys! : other.values!], 2))];
      }),
    );
    const joined: Intervention = { name: "joined", hook: () => undefined, begins: { memory } };
    expect(distance(logits(model, TOKENS, [one, two]), logits(model, TOKENS, [joined]))).toBe(0);
    expect(distance(logits(model, TOKENS, [one]), logits(model, TOKENS, [joined]))).toBeGreaterThan(1e-4);
  });

  it("refuses a hook around the whole model, which it would never call", () => {
    const root = intervene("root", "**", () => (x) => x);
    expect(
      () => new Run(model, { with: [{ ...root, hook: (site) => (site.path === "" ? (x) => x : undefined) }] }),
    ).toThrow(/never runs/);
  });

  it("says in a line what is run, under what, and how much its sequences hold", () => {
    const run = (...change: Intervention[]) => new Run(model, { with: change, sequences: new KVCache() });
    expect(`${run()}`).toBe("Run of Decoder: 0 sequences of [] tokens");
    const two = run(delta(1, 1), delta(1, 2));
    two.read([TOKENS, TOKENS.slice(2)]);
    expect(`${two}`).toBe('Run of Decoder under "delta 1", "delta 2": 2 sequences of [5, 3] tokens');
    two.release();
  });

  it("takes weights of any type, and refuses those that are not float32 where fast ways are asked for", () => {
    const mixed = newModel();
    const gain = keep(new Map(weights(mixed)).get("norm.gain")!.to("bfloat16"));
    setWeights(mixed, new Map([["norm.gain", gain]]));
    expect(() => new Run(mixed)).not.toThrow();
    expect(() => new Run(mixed, { fast: true })).toThrow(
      'fast kernels are for float32, and the weight "norm.gain" is bfloat16',
    );
  });

  it("refuses tokens of more or fewer sequences than have begun", () => {
    const run = new Run(model, { sequences: new KVCache() });
    run.begin(2);
    expect(() => run.read([TOKENS])).toThrow("2 sequences have begun, and tokens of 1 came");
    run.release();
  });
});
