import { afterEach, describe, expect, it } from "vitest";
import { newModel } from "../../tests/contracts/intervention.ts";
import { distance } from "../../tests/contracts/model.ts";
import { type Hook, KVCache, type Site } from "../nn/index.ts";
import { cat, noGrad, ops, randn, scope, seed, type Tensor } from "../tensor/index.ts";
import { applyLowRank, type Intervention, intervene, type LowRank, LowRankDelta, Run } from "./index.ts";
import { addLowRank, type Segment } from "./low-rank-delta.ts";

const sets = ops.tenon.kernel_sets.default();
afterEach(() => void ops.tenon.kernel_set.default(sets[0]));

const part = (rank: number, from: number, to: number): LowRank => ({
  a: randn([rank, from]),
  b: randn([to, rank]),
  scale: 0.3 * rank - 1,
});

/** The formula, a segment at a time. */
function loop(y: Tensor, x: Tensor, segments: readonly Segment[]): Tensor {
  const sum = y.clone();
  for (const { start, length, part } of segments) {
    const rows = sum.narrow(0, start, length);
    rows.copyFrom(rows.add(applyLowRank(part, x.narrow(0, start, length))));
  }
  return sum;
}

/** Segments of several ranks and lengths, empty ones too, with rows between them that have none. */
function mixture(from: number, to: number): { segments: Segment[]; rows: number } {
  const lengths = [3, 1, 0, 40, 1, 2];
  let start = 1;
  const segments = [4, 1, 3, 16, 9, 2].map((rank, i) => {
    const segment = { start, length: lengths[i]!, part: part(rank, from, to) };
    start += segment.length + (i % 2);
    return segment;
  });
  return { segments, rows: start + 2 };
}

describe.each(sets)("gathered low-rank changes (%s)", (set) => {
  it("equal a loop over the segments at any width, and leave other rows to the bit", () => {
    ops.tenon.kernel_set.default(set);
    scope(() => {
      for (const [from, to] of [
        [1, 1],
        [33, 130],
        [64, 192],
        [577, 31],
      ] as const) {
        const { segments, rows } = mixture(from, to);
        const [x, y] = [randn([rows, from]), randn([rows, to])];
        const expected = loop(y, x, segments);
        const scale = expected.abs().max().item();
        for (const fast of [true, false]) {
          const sum = noGrad(() => addLowRank(y, x, segments, fast));
          expect(distance(sum, expected)).toBeLessThan(1e-5 * scale);
          const last = segments.at(-1)!;
          for (const free of [0, last.start + last.length + 1])
            expect(distance(sum.select(0, free), y.select(0, free))).toBe(0);
        }
      }
    });
  });

  it("give a row the same bits whoever shares the batch", () => {
    ops.tenon.kernel_set.default(set);
    scope(() => {
      const { segments, rows } = mixture(100, 200);
      const [x, y] = [randn([rows, 100]), randn([rows, 200])];
      const together = noGrad(() => addLowRank(y, x, segments, true));
      for (const { start, length, part } of segments) {
        for (let row = start; row < start + length; row++) {
          const own = [{ start: 0, length: 1, part }];
          const alone = noGrad(() => addLowRank(y.narrow(0, row, 1), x.narrow(0, row, 1), own, true));
          expect(distance(alone.select(0, 0), together.select(0, row))).toBe(0);
        }
      }
    });
  });

  it("spend no product on padding", () => {
    ops.tenon.kernel_set.default(set);
    scope(() => {
      const [from, to] = [70, 130];
      const { segments, rows } = mixture(from, to);
      const [, products] = ops.tenon.low_rank_add.default(
        randn([rows, to]),
        randn([rows, from]),
        segments.map(({ part: { a } }) => a),
        segments.map(({ part: { b } }) => b),
        segments.map(({ part: { scale } }) => scale),
        segments.map(({ start }) => start),
        segments.map(({ length }) => length),
      );
      const each = segments.map(({ length, part: { a } }) => length * a.shape[0]! * (from + to));
      expect(products).toBe(each.reduce((sum, one) => sum + one, 0));
    });
  });
});

it("a change of bfloat16, or beside values of that type, is computed in its own type", () => {
  scope(() => {
    const { segments, rows } = mixture(20, 30);
    const [x, y] = [randn([rows, 20]).to("bfloat16"), randn([rows, 30]).to("bfloat16")];
    const sum = noGrad(() => addLowRank(y, x, segments, true));
    expect(sum.dtype).toBe("bfloat16");
    expect(distance(sum, loop(y, x, segments))).toBe(0);
  });
});

it("what does not fit is refused in a sentence", () => {
  scope(() => {
    const add = (
      y: Tensor,
      x: Tensor,
      { a, b }: Pick<LowRank, "a" | "b">,
      starts: readonly number[],
      lengths: readonly number[],
    ) =>
      ops.tenon.low_rank_add.default(
        y,
        x,
        starts.map(() => a),
        starts.map(() => b),
        starts.map(() => 1),
        starts,
        lengths,
      );
    const [y, x, { a, b }] = [randn([4, 3]), randn([4, 2]), part(5, 2, 3)];
    expect(() => add(randn([3, 3]), x, { a, b }, [0], [1])).toThrow(/do not fit each other/);
    expect(() => add(y, x, { a: b, b: a }, [0], [1])).toThrow(/A of shape \[3, 5\] and B of shape \[5, 2\]/);
    expect(() => add(y, x, { a, b }, [-1], [1])).toThrow(/1 rows from row -1 on/);
    expect(() => add(y, x, { a, b }, [1], [4])).toThrow(/leave the 4 there are/);
    expect(() => add(y, x, { a, b }, [0, 1], [2, 1])).toThrow(/overlap/);
    expect(() => add(y, x, { a, b }, [0], [])).toThrow(/as many of each/);
    expect(() => add(y, x, { a: a.to("float64"), b }, [0], [1])).toThrow(/A must be float32/);
  });
});

describe("a batch of tenants", () => {
  const model = newModel();
  const delta = (rank: number, from: number, at: string) => {
    seed(from);
    return LowRankDelta.over(model, `delta ${from}`, at, ({ inWidth, outWidth }) => ({
      ...part(rank, inWidth, outWidth),
      scale: 0.1,
    }));
  };
  const shift = intervene("shift", "blocks.1.mixer.q", () => (x, next) => next(x.add(1)));
  const [one, two, edit] = [
    delta(2, 1, "blocks.*.*.*"),
    delta(5, 2, "blocks.1.mixer.*"),
    delta(1, 3, "blocks.0.mlp.down"),
  ];
  const shared = [two];
  const tenants: readonly (readonly Intervention[])[] = [
    [one],
    [],
    shared,
    shared,
    [one, edit, two],
    [two, shift, one],
    [shift],
  ];

  it.each([true, false])("gives each what it gets alone, changes stacked and among hooks (fast: %s)", (fast) => {
    scope(() => {
      const prompts = tenants.map((_, i) => [3, 1, 4, 1, 5, 9, 2].slice(i % 4));
      const read = (own: readonly (readonly Intervention[])[], prompts: readonly (readonly number[])[]) => {
        const run = new Run(model, { sequences: new KVCache(), fast });
        run.begin(own);
        const first = noGrad(() => run.read(prompts).logits("last"));
        const second = noGrad(() => run.read(prompts.map(() => [6])).logits("last"));
        run.release();
        return cat([first, second], 1);
      };
      const together = read(tenants, prompts);
      for (const [row, tenant] of tenants.entries()) {
        const alone = read([tenant], [prompts[row]!]).select(0, 0);
        expect(distance(together.select(0, row), alone)).toBeLessThan(1e-4);
        if (tenant.length > 0) {
          const base = read([[]], [prompts[row]!]).select(0, 0);
          expect(distance(together.select(0, row), base)).toBeGreaterThan(1e-2);
        }
      }
    });
  });

  it("runs the base map once for all low-rank changes, and again for a hook that changes what goes in", () => {
    const times = (own: readonly (readonly Intervention[])[]) => {
      let reads = 0;
      const count = intervene("count", "blocks.1.mixer.q.weight", () => (weight, next) => {
        reads++;
        return next(weight);
      });
      const run = new Run(model, { with: [count], sequences: new KVCache() });
      run.begin(own);
      noGrad(() => run.read(own.map(() => [1, 2])));
      run.release();
      return reads;
    };
    expect(times(tenants.slice(0, 5))).toBe(1);
    expect(times(tenants)).toBe(3);
  });

  it("gathers no change whose hook is more than its factors", () => {
    const doubled = new (class extends LowRankDelta {
      override hook(site: Site): Hook | undefined {
        const own = super.hook(site);
        return own && ((x, next, pass) => own(x, next, pass).mul(2));
      }
    })("doubled", one.parts);
    const logits = (riding: readonly Intervention[], tenant: readonly Intervention[]) => {
      const run = new Run(model, { with: riding, sequences: new KVCache() });
      run.begin([tenant]);
      return noGrad(() => run.read([[3, 1, 4]]).logits("all"));
    };
    scope(() => expect(distance(logits([], [doubled]), logits([doubled], []))).toBeLessThan(1e-4));
  });
});
