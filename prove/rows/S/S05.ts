/** Gathered products of different ranks: each segment of a batch with factors of its own, equal to a loop, nothing spent on padding. */
import { applyLowRank, type LowRank } from "../../../src/interventions/index.ts";
import { noGrad, ops, randn, scope, seed, type Tensor } from "../../../src/tensor/index.ts";
import { largest, row } from "../../harness/row.ts";

interface Batch {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly parts: readonly LowRank[];
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
}

/** Segments of 1 to 40 rows under changes of rank 1 to 64; between some of them rows that have none. */
function batchOf(from: number, to: number, segments: number, draw: () => number): Batch {
  const whole = (most: number) => 1 + Math.floor(draw() * most);
  const lengths = Array.from({ length: segments }, (_, i) => (i % 2 === 0 ? 1 : whole(40)));
  let end = 0;
  const starts = lengths.map((length) => {
    const start = end + (draw() < 0.3 ? 1 : 0);
    end = start + length;
    return start;
  });
  const parts = lengths.map(() => {
    const rank = whole(64);
    return { a: randn([rank, from], from ** -0.5), b: randn([to, rank], rank ** -0.5), scale: draw() - 0.5 };
  });
  return { x: randn([end + 1, from]), y: randn([end + 1, to]), parts, starts, lengths };
}

function gathered({ x, y, parts, starts, lengths }: Batch): [sum: Tensor, products: number] {
  return ops.tenon.low_rank_add.default(
    y,
    x,
    parts.map(({ a }) => a),
    parts.map(({ b }) => b),
    parts.map(({ scale }) => scale),
    starts,
    lengths,
  );
}

/** The formula, a segment at a time; each with the factors of the segment `shift` further on. */
function looped({ x, y, parts, starts, lengths }: Batch, shift = 0): Tensor {
  const sum = y.clone();
  for (const [i, start] of starts.entries()) {
    const rows = sum.narrow(0, start, lengths[i]!);
    rows.copyFrom(rows.add(applyLowRank(parts[(i + shift) % parts.length]!, x.narrow(0, start, lengths[i]!))));
  }
  return sum;
}

const apart = (one: Tensor, other: Tensor) => one.sub(other).abs().max().item() / other.abs().max().item();

function compared(shapes: readonly (readonly [from: number, to: number])[], batches: number, segments: number) {
  const sets = ops.tenon.kernel_sets.default();
  let state = 7;
  const draw = () => {
    state = (state * 16_807) % 2_147_483_647; // Park & Miller 1988
    return state / 2_147_483_647;
  };
  const worst: number[] = [];
  const others: number[] = [];
  const [counts, padded] = [{ found: 0, needed: 0 }, { needed: 0 }];
  seed(1);
  for (const set of sets) {
    ops.tenon.kernel_set.default(set);
    for (const [from, to] of shapes) {
      for (let i = 0; i < batches; i++) {
        noGrad(() =>
          scope(() => {
            const batch = batchOf(from, to, segments, draw);
            const [sum, products] = gathered(batch);
            worst.push(apart(sum, looped(batch)));
            others.push(apart(sum, looped(batch, 1)));
            const ranks = batch.parts.map(({ a }) => a.shape[0]!);
            const rows = batch.lengths.reduce((all, length) => all + length, 0);
            counts.found += products;
            counts.needed += batch.lengths.reduce((all, length, s) => all + length * ranks[s]! * (from + to), 0);
            padded.needed += rows * Math.max(...ranks) * (from + to);
          }),
        );
      }
    }
  }
  ops.tenon.kernel_set.default(sets[0]);
  return {
    worst: largest(worst),
    others: Math.min(...others),
    spent: counts.found - counts.needed,
    padding: padded.needed / counts.needed,
    batches: worst.length,
    sets,
  };
}

export default row({
  id: "S05",
  bar:
    "Batches of segments of 1 to 40 rows under changes of rank 1 to 64, on SmolLM2's maps and on odd widths, with every set of kernels: within 1e-5 of a loop over " +
    "the segments, of its largest number; multiply-adds that the kernel counts beyond the sum of rows x rank x (in + out): 0",
  holds: {
    "worst number, share of the largest": { below: 1e-5 },
    "multiply-adds beyond those of the ranks": { is: 0 },
    "control: smallest distance with the factors of the next segment": { above: 0.01 },
    "control: multiply-adds of products padded to the largest rank, over ours": { above: 1.2 },
  },
  oracle: "a loop of LibTorch's products over the segments; the counts in closed form",

  short: {
    "segments of several ranks equal a loop, and no product is spent on padding": () => {
      const { worst, others, spent, padding } = compared([[33, 130]], 2, 6);
      return {
        "worst number, share of the largest": [worst, { below: 1e-5 }],
        "multiply-adds beyond those of the ranks": [spent, { is: 0 }],
        "control: smallest distance with the factors of the next segment": [others, { above: 0.01 }],
        "control: multiply-adds of products padded to the largest rank, over ours": [padding, { above: 1.2 }],
      };
    },
  },

  full() {
    const shapes = [
      [576, 576],
      [576, 192],
      [576, 1536],
      [1536, 576],
      [1, 1],
      [577, 31],
    ] as const;
    const { worst, others, spent, padding, batches, sets } = compared(shapes, 10, 16);
    return {
      value: {
        "worst number, share of the largest": worst,
        "multiply-adds beyond those of the ranks": spent,
        batches,
        "sets of kernels": sets,
        "control: smallest distance with the factors of the next segment": others,
        "control: multiply-adds of products padded to the largest rank, over ours": padding,
      },
      control: `each segment with its neighbour's factors is at least ${others.toFixed(3)} away; padding would take ${padding.toFixed(2)} times the multiply-adds`,
    };
  },
});
