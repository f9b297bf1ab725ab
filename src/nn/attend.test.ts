import { describe, expect, it } from "vitest";
import { distance } from "../../tests/contracts/model.ts";
import { fromData, grad, hasFusedAttention, noGrad, randn, seed, type Tensor, tensor } from "../tensor/index.ts";
import {
  Alone,
  all,
  attendFused,
  attendPlain,
  type Beginning,
  type BlockScore,
  both,
  causal,
  either,
  KVCache,
  type Mask,
  Module,
  named,
  Packed,
  Padded,
  Pass,
  prefixLengths,
  prefixLM,
  type Score,
  type Sight,
  some,
  window,
} from "./index.ts";

/** Whole numbers as a function of a draw, so that a shape that fails can be had again. */
function numbers(draw: number): (below: number) => number {
  let state = draw * 2654435761 + 1;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

/** A bool tensor of a shape, each entry true with probability 2 / 3. */
const coins = (shape: readonly number[], next: (below: number) => number): Tensor =>
  fromData(
    Uint8Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => Number(next(3) > 0)),
    shape,
  ).to("bool");

const LOW = -1e30;

/** The formula for one query and head, in plain numbers: what it sees of the keys that `allows` says. */
function oracle(
  q: Tensor,
  keys: Tensor,
  values: Tensor,
  score: Omit<BlockScore, "mask" | "bias">,
  more: { allows: (t: number, s: number) => boolean; bias?: (h: number, t: number, s: number) => number },
): Tensor {
  const { B, H, T, K } = q.dims("B H T K");
  const { G, S } = keys.dims("B G S K");
  const [qs, ks, vs] = [q.floats(), keys.floats(), values.floats()];
  const V = values.shape[3]!;
  const seen = new Float32Array(B * H * T * V);
  for (let b = 0; b < B; b++)
    for (let h = 0; h < H; h++)
      for (let t = 0; t < T; t++) {
        const group = b * G + Math.floor(h / (H / G));
        const scores = Array.from({ length: S }, (_, s) => {
          if (!more.allows(t, s)) return LOW;
          let product = 0;
          for (let k = 0; k < K; k++) product += qs[((b * H + h) * T + t) * K + k]! * ks[(group * S + s) * K + k]!;
          const scaled = product * (score.scale ?? K ** -0.5);
          const capped = score.cap === undefined ? scaled : score.cap * Math.tanh(scaled / score.cap);
          return capped + (more.bias?.(h, t, s) ?? 0);
        });
        const top = Math.max(...scores);
        if (top === LOW) continue; // sees nothing: zeros
        const exps = scores.map((s) => (s === LOW ? 0 : Math.exp(s - top)));
        const sum = exps.reduce((a, x) => a + x, 0);
        for (let s = 0; s < S; s++)
          for (let v = 0; v < V; v++)
            seen[((b * H + h) * T + t) * V + v]! += (exps[s]! / sum) * vs[(group * S + s) * V + v]!;
      }
  return fromData(seen, [B, H, T, V]);
}

describe("attention over one block", () => {
  it("fused equals plain over shapes, masks, widths of values and scales, where a query sees nothing too", (context) => {
    if (!hasFusedAttention()) context.skip("this LibTorch has no fused attention");
    for (let draw = 1; draw <= 60; draw++) {
      seed(draw);
      const next = numbers(draw);
      const [B, G, R, T] = [1 + next(3), 1 + next(3), 1 + next(3), 1 + next(6)];
      const [S, K, V] = [T + next(4), 2 * (1 + next(8)), 1 + next(12)];
      const [q, keys, values] = [randn([B, G * R, T, K]), randn([B, G, S, K]), randn([B, G, S, V])];
      const shapes = [[T, S], [B, 1, T, S], [B, 1, 1, S], [1, S]]; // biome-ignore format: one line
      const masks: Mask[] = ["causal", undefined, ...shapes.map((shape) => coins(shape, next))];
      for (const mask of masks) {
        const score = { mask, scale: next(2) === 0 ? undefined : next(20) / 10 };
        const apart = distance(attendFused(q, { keys, values }, score), attendPlain(q, { keys, values }, score));
        expect(apart, `draw ${draw}: ${[B, G, R, T, S, K, V]}`).toBeLessThan(1e-5);
      }
    }
  });

  it("plain is the formula, number by number", () => {
    for (let draw = 1; draw <= 20; draw++) {
      seed(draw);
      const next = numbers(draw);
      const [B, G, R, T] = [1 + next(2), 1 + next(2), 1 + next(2), 1 + next(4)];
      const [S, K, V] = [T + next(3), 1 + next(4), 1 + next(5)];
      const [q, keys, values] = [randn([B, G * R, T, K]), randn([B, G, S, K]), randn([B, G, S, V])];
      const mask = coins([T, S], next);
      const bias = randn([G * R, T, S]);
      const [seen, added] = [mask.to("float32").floats(), bias.floats()];
      const score = { scale: next(2) === 0 ? undefined : 1.3, cap: next(2) === 0 ? undefined : 0.7 };
      const expected = oracle(q, keys, values, score, {
        allows: (t, s) => seen[t * S + s] === 1,
        bias: (h, t, s) => added[(h * T + t) * S + s]!,
      });
      expect(distance(attendPlain(q, { keys, values }, { ...score, mask, bias }), expected)).toBeLessThan(1e-5);
    }
  });
});

/** h / 4 for each token of distance, and how often it was asked. */
class Slope extends Module {
  calls = 0;
  slope: Tensor = tensor(0.25);
  protected forward(distances: Tensor, pass: Pass): Tensor {
    this.calls++;
    const heads = tensor([0, 1, 2, 3]).reshape([4, 1, 1]);
    return distances
      .to("float32")
      .mul(heads)
      .mul(this.read("slope", this.slope, pass)); // [H, T, S]
  }
}

describe("a sight", () => {
  const T = 7;
  const [PREFIX, WINDOW] = [4, 3];
  const [q, keys, values] = [randn([T, 4, 6]), randn([T, 2, 6]), randn([T, 2, 5])];
  const block = (x: Tensor) => x.transpose(0, 1).unsqueeze(0);
  const slope = named(new Slope());
  const cases: readonly {
    name: string;
    score: Score;
    allows: (t: number, s: number) => boolean;
    bias?: (h: number, t: number, s: number) => number;
  }[] = [
    { name: "causal", score: { sight: causal }, allows: (t, s) => s <= t },
    { name: "all of those up to itself", score: { sight: both(all, causal) }, allows: (t, s) => s <= t },
    { name: "a window", score: { sight: window(WINDOW) }, allows: (t, s) => s <= t && s > t - WINDOW },
    { name: "a prefix", score: { sight: prefixLM }, allows: (t, s) => s <= t || s < PREFIX },
    {
      name: "a window or every third",
      score: { sight: either(window(2), strided(3)), scale: 1, cap: 2 },
      allows: (t, s) => (s <= t && s > t - 2) || (s <= t && s % 3 === 0),
    },
    {
      name: "a bias",
      score: { sight: causal, bias: slope },
      allows: (t, s) => s <= t,
      bias: (h, t, s) => (h * (s - t)) / 4,
    },
  ];

  for (const { name, score, allows, bias } of cases) {
    it(`equals the dense formula with the same mask, at once and token by token: ${name}`, () => {
      noGrad(() => {
        const expected = oracle(block(q), block(keys), block(values), score, { allows, ...(bias && { bias }) });
        const given = [prefixLengths.of([PREFIX])];
        const dense = expected.squeeze(0).transpose(0, 1); // [T, H, V]
        const at = (layout: Packed, sequences: Alone | KVCache, start: number, count: number) => {
          const part = (x: Tensor) => x.narrow(0, start, count);
          const pass = new Pass({ layout, sequences, given });
          return sequences.attend("m", part(q), { keys: part(keys), values: part(values) }, score, pass);
        };
        expect(distance(at(new Packed([T]), new Alone(), 0, T), dense)).toBeLessThan(1e-5);
        const cache = new KVCache(1);
        for (const [start, count] of [
          [0, PREFIX],
          [4, 1],
          [5, 2],
        ] as const) {
          const seen = at(new Packed([count], [start]), cache, start, count);
          expect(distance(seen, dense.narrow(0, start, count))).toBeLessThan(1e-5);
          cache.advance([count]);
        }
        cache.release();
      });
    });
  }

  it("has its bias made once a pass and shape, with derivatives", () => {
    slope.slope.requireGrad();
    slope.calls = 0;
    const pass = new Pass({ layout: new Padded([T]) });
    const attend = () => {
      const row = (x: Tensor) => x.unsqueeze(0);
      return pass.sequences.attend(
        "m",
        row(q),
        { keys: row(keys), values: row(values) },
        { sight: causal, bias: slope },
        pass,
      );
    };
    const [derivative] = grad([attend().add(attend()).pow(2).sum()], [slope.slope]);
    expect(slope.calls).toBe(1);
    expect(Math.abs(derivative!.item())).toBeGreaterThan(1e-3);
    pass.end();
    slope.slope.requireGrad(false);
  });

  const everyone = some(({ k }) => k.ge(0));
  it.each<[string, Sight]>([
    ["causal", causal],
    ["all", all],
    ["everyone by a formula", everyone],
    ["one or the other", either(causal, everyone)],
    ["a window", window(2)],
    ["prefixes of their own", prefixLM],
  ])("gives each row of a padded batch what it sees alone, behind a beginning too: %s", (_, sight) => {
    const [lengths, prefixes] = [[3, 2], [0, 2]] as const; // biome-ignore format: one line
    const begun: Beginning = new Map([["m", { keys: randn([1, 2, 3, 6]), values: randn([1, 2, 3, 5]) }]]);
    for (const beginning of [new Map(), begun]) {
      const read = (lie: typeof Padded | typeof Packed, rows: readonly number[], of: (x: Tensor) => Tensor) => {
        const sequences = new Alone();
        sequences.add(rows.map(() => beginning));
        const layout = new lie(
          rows.map((row) => lengths[row]!),
          sequences.lengths,
        );
        const given = [prefixLengths.of(rows.map((row) => 3 * beginning.size + prefixes[row]!))];
        const own = { keys: of(keys), values: of(values) };
        return sequences.attend("m", of(q), own, { sight }, new Pass({ layout, sequences, given }));
      };
      const whole = read(Padded, [0, 1], (x) => x.narrow(0, 0, 6).reshape([2, 3, ...x.shape.slice(1)]));
      for (const row of [0, 1]) {
        const single = read(Packed, [row], (x) => x.narrow(0, 3 * row, lengths[row]!));
        expect(distance(whole.select(0, row).narrow(0, 0, lengths[row]!), single)).toBeLessThan(1e-6);
      }
    }
  });
});

/** Every n-th token of those up to itself (Child et al. 2019). */
function strided(n: number): Sight {
  return some(({ q, k }) => k.le(q).logicalAnd(k.sub(k.div(n).to("int64").mul(n)).eq(0)), { ahead: false });
}
