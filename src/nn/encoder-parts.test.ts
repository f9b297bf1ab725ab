import { describe, expect, it } from "vitest";
import { distance } from "../../tests/contracts/model.ts";
import {
  arange,
  grad,
  gradcheck,
  hasFusedAttention,
  ids,
  noGrad,
  randn,
  seed,
  stack,
  type Tensor,
  tensor,
} from "../tensor/index.ts";
import {
  Attention,
  activations,
  all,
  attendFused,
  attendPlain,
  initialize,
  KVCache,
  LayerNorm,
  LearnedPositions,
  MLP,
  named,
  normalizeFused,
  normalizePlain,
  Packed,
  Padded,
  Pass,
  PostNormBlock,
  SegmentEmbedding,
  segments as segmentIds,
  setWeights,
  times,
  weights,
} from "./index.ts";

const one = new Pass({ layout: new Packed([1]) });

describe("parts of encoders compute their formulas", () => {
  it("LayerNorm, fused as plain, derivatives too", () => {
    seed(1);
    const [x, gain, bias] = [randn([3, 5, 8], 3).add(2), randn([8]), randn([8])];
    expect(distance(normalizeFused(x, gain, bias, 1e-5), normalizePlain(x, gain, bias, 1e-5))).toBeLessThan(1e-5);
    const of = (normalize: typeof normalizePlain) => {
      const inputs = [x, gain, bias].map((t) => t.detach().clone().requireGrad());
      const [a, b, c] = inputs as [Tensor, Tensor, Tensor];
      return grad([normalize(a, b, c, 1e-5).pow(3).sum()], inputs);
    };
    const plain = of(normalizePlain);
    for (const [i, g] of of(normalizeFused).entries()) {
      expect(distance(g!, plain[i]!)).toBeLessThan(1e-4 * Math.max(1, plain[i]!.abs().max().item()));
    }
  });

  it("MLP, with the activation that it is given", () => {
    const x = tensor([[-1, 2]]);
    const made = (name: keyof typeof activations) => {
      const mlp = new MLP(2, 2, activations[name]);
      [mlp.up.weight, mlp.up.bias] = [tensor([1, 0, 0, 1]).reshape([2, 2]), tensor([0, 0])];
      [mlp.down.weight, mlp.down.bias] = [tensor([1, 1, 0, 1]).reshape([2, 2]), tensor([0, 1])];
      return mlp.call(x, one).numbers();
    };
    expect(made("relu")).toEqual([2, 3]);
    const [exact, close] = [made("gelu")[0]!, made("gelu-tanh")[0]!];
    expect(exact).toBeCloseTo(-0.158655 + 1.9545, 4); // x Phi(x)
    expect(close).toBeCloseTo(exact, 3);
    expect(close).not.toBe(exact);
  });

  it("learned positions and segments, added by the pass's own numbers", () => {
    const positions = new LearnedPositions(3, 1);
    positions.table = tensor([[10], [20], [30]]);
    const segments = new SegmentEmbedding(2, 1);
    segments.table = tensor([[1], [2]]);
    const x = tensor([[0], [0], [0]]);
    const pass = new Pass({ layout: new Packed([2, 1]), given: [segmentIds.of(ids([0, 1, 1]))] });
    expect(positions.call(x, pass).numbers()).toEqual([10, 20, 10]);
    expect(segments.call(x, pass).numbers()).toEqual([1, 2, 2]);
    expect(segments.call(x, new Pass({ layout: new Packed([3]) })).numbers()).toEqual([1, 1, 1]);
    const long = new Pass({ layout: new Packed([4]) });
    expect(() => positions.call(randn([4, 1]), long)).toThrow("has 3 positions, and a sequence of 4 tokens came");
  });

  it("attention under any mask, fused as plain; a query that sees nothing gets zeros and no NaN", (context) => {
    seed(2);
    const some = arange(0, 5)
      .lt(ids([3, 0]).unsqueeze(1))
      .unsqueeze(1)
      .unsqueeze(1); // [2, 1, 1, 5]
    for (const heads of [2, 4]) {
      const [q, k, v] = [randn([2, 4, 5, 8]), randn([2, heads, 5, 8]), randn([2, heads, 5, 8])];
      const square = randn([2, 1, 5, 5]).gt(0);
      const plain = [some, square, undefined].map((mask) => attendPlain(q, { keys: k, values: v }, { mask }));
      for (const t of plain) expect(t.ne(t).sum().item()).toBe(0);
      expect(plain[0]!.select(0, 1).abs().max().item()).toBe(0);
      const [gradient] = grad([attendPlain(q.requireGrad(), { keys: k, values: v }, { mask: some }).pow(2).sum()], [q]);
      expect(gradient!.ne(gradient!).sum().item()).toBe(0);
      q.requireGrad(false);
      if (!hasFusedAttention()) continue;
      for (const [i, mask] of [some, square, undefined].entries()) {
        expect(distance(attendFused(q, { keys: k, values: v }, { mask }), plain[i]!)).toBeLessThan(1e-5);
      }
      const [fused] = grad([attendFused(q.requireGrad(), { keys: k, values: v }, { mask: some }).pow(2).sum()], [q]);
      expect(distance(fused!, gradient!)).toBeLessThan(1e-5);
    }
    if (!hasFusedAttention()) context.skip("this LibTorch has no fused attention");
  });
});

const width = 8;
const attention = () =>
  new Attention({ width, heads: 2, kvHeads: 2, bias: true, outputBias: true, score: { sight: all } });
const block = () =>
  new PostNormBlock({
    mixerNorm: new LayerNorm(width, 1e-5),
    mixer: attention(),
    mlpNorm: new LayerNorm(width, 1e-5),
    mlp: new MLP(width, 12, activations.gelu),
  });

describe("a block that sees both ways", () => {
  const blocks = times(2, (i) => initialize(named(block(), `blocks.${i}`), i + 1));
  const run = (x: Tensor, pass: Pass) => noGrad(() => blocks.reduce((y, b) => b.call(y, pass), x));
  seed(3);
  const rows = [5, 2, 4].map((length) => randn([length, width]));
  const alone = rows.map((row) => run(row, new Pass({ layout: new Packed([row.shape[0]!]) })));

  it("is changed at every place by a change at any place", () => {
    const other = rows[0]!.clone();
    other.select(0, 4).fill(1);
    const moved = run(other, new Pass({ layout: new Packed([5]) }))
      .sub(alone[0]!)
      .abs();
    for (let t = 0; t < 5; t++) expect(moved.select(0, t).max().item()).toBeGreaterThan(1e-6);
  });

  it("gives padded rows what they give alone, packed ones too, and no NaN for a row of padding", () => {
    const padded = stack([...rows.map((row) => fill(row, 5)), randn([5, width])]); // [4, 5, D]
    const layout = new Padded([5, 2, 4, 0]);
    const whole = run(padded, new Pass({ layout }));
    for (const [b, row] of alone.entries()) {
      expect(distance(whole.select(0, b).narrow(0, 0, row.shape[0]!), row)).toBeLessThan(1e-5);
    }
    expect(whole.ne(whole).sum().item()).toBe(0);
    const packed = run(stackRows(rows), new Pass({ layout: new Packed([5, 2, 4]) }));
    expect(distance(packed, stackRows(alone))).toBeLessThan(1e-5);
  });

  it("would differ if padding were seen", () => {
    const padded = stack(rows.map((row) => fill(row, 5)));
    const seen = run(padded, new Pass({ layout: new Padded([5, 5, 5]) }));
    expect(distance(seen.select(0, 1).narrow(0, 0, 2), alone[1]!)).toBeGreaterThan(1e-2);
  });

  it("shows its pattern, rows of sum 1, to who asks, and computes the same", () => {
    let pattern: Tensor | undefined;
    const plan = new Map([["blocks.0.mixer.pattern", [(x: Tensor) => (pattern = x)]]]);
    const layout = new Padded([5, 2]);
    const x = stack([rows[0]!, fill(rows[1]!, 5)]);
    const shown = run(x, new Pass({ layout, plan }));
    expect(distance(shown, run(x, new Pass({ layout })))).toBeLessThan(1e-5);
    expect(pattern!.shape).toEqual([2, 2, 5, 5]);
    expect(distance(pattern!.sum(-1), randn([2, 2, 5]).mul(0).add(1))).toBeLessThan(1e-6);
    expect(pattern!.select(0, 1).narrow(2, 2, 3).abs().max().item()).toBe(0);
  });

  it("refuses to go on from what was read, in one sentence", () => {
    const cache = new KVCache(1);
    cache.advance([1]);
    const pass = new Pass({ layout: new Packed([5], [1]), sequences: cache });
    expect(() => run(rows[0]!, pass)).toThrow(/^blocks\.0\.mixer sees the tokens that follow/);
  });

  it("has the derivatives that differences give, padding and all", () => {
    const wide = initialize(named(block()), 1);
    setWeights(wide, new Map([...weights(wide)].map(([path, weight]) => [path, weight.to("float64")])));
    const pass = () => new Pass({ layout: new Padded([3, 1]) });
    const x = randn([2, 3, width]).to("float64").requireGrad();
    expect(gradcheck((input) => wide.call(input, pass()), [x])).toBeLessThan(1);
  });
});

function fill(row: Tensor, to: number): Tensor {
  const [length = 0] = row.shape;
  return stack(times(to, (t) => (t < length ? row.select(0, t) : randn([width]))));
}

function stackRows(parts: readonly Tensor[]): Tensor {
  return stack(parts.flatMap((part) => times(part.shape[0]!, (t) => part.select(0, t))));
}
