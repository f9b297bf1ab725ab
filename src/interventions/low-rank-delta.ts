import { glob, type Hook, Linear, type Module, modules, type Site } from "../nn/index.ts";
import { autocasting, cat, ops, type Tensor } from "../tensor/index.ts";

import { checkMaps, checkPattern } from "./fitting.ts";
import type { Intervention } from "./intervention.ts";

/** The change s B A [out, in] of one linear map, as its two factors. */
export interface LowRank {
  /** A [R, in]. */
  readonly a: Tensor;
  /** B [out, R]. */
  readonly b: Tensor;
  /** s. */
  readonly scale: number;
}

/**
 * Low-rank changes of linear maps, by path: what LoRA learns, ROME solves, a server mixes and a file stores.
 *
 *     y = W x + s B A x        A [R, in],  B [out, R]
 *
 * Deltas of one map add up by stacking: s1 B1 A1 + s2 B2 A2 = [s1 B1, s2 B2] [A1; A2], a delta of rank R1 + R2.
 */
export class LowRankDelta implements Intervention {
  /** What errors and logs call it. */
  readonly name: string;
  /** By the path of the linear map that each part changes. */
  readonly parts: ReadonlyMap<string, LowRank>;

  constructor(name: string, parts: ReadonlyMap<string, LowRank>) {
    this.name = name;
    this.parts = parts;
  }

  /** Whether an intervention is its parts and no more: what a file holds, and what a batch gathers. */
  static is(change: Intervention): change is LowRankDelta {
    return change instanceof LowRankDelta && change.hook === LowRankDelta.prototype.hook;
  }

  /** A part for every linear map whose path fits the pattern. Throws where none does. */
  static over(model: Module, name: string, at: string, make: (map: Linear) => LowRank): LowRankDelta {
    const linear = [...modules(model)].filter((part) => part instanceof Linear);
    const fits = glob(at);
    const maps = linear.filter(({ path }) => fits(path));
    checkPattern(
      name,
      at,
      "linear map",
      linear.map(({ path }) => path),
    );
    return new LowRankDelta(name, new Map(maps.map((map) => [map.path, make(map)])));
  }

  /** Adds s B A x behind the call of each linear map that has a part. */
  hook({ path, kind }: Site): Hook | undefined {
    const part = kind === "call" ? this.parts.get(path) : undefined;
    return part && ((x, next, pass) => addLowRank(next(x), x, [{ start: 0, length: rowsOf(x), part }], pass.fast));
  }

  /** Throws an InterventionError that names the map which the model has not, or has in another shape. */
  checkFits(model: Module): void {
    const widths = [...this.parts].map(([path, { a, b }]) => [path, { from: a.shape[1]!, to: b.shape[0]! }] as const);
    checkMaps(this.name, model, new Map(widths));
  }

  /** The same change on the side of the weights, for baking: W + s B A. */
  merged(): Intervention {
    return {
      name: `${this.name} (merged)`,
      checkFits: (model) => this.checkFits(model),
      hook: ({ path, kind }) => {
        if (kind !== "weight") return undefined;
        const part = this.parts.get(path.replace(/\.weight$/, ""));
        return part && ((weight, next) => next(weight).add(dense(part).to(weight.dtype)));
      },
    };
  }

  /** One line: its name, how many maps it changes, and by which ranks. */
  toString(): string {
    const ranks = [...new Set([...this.parts.values()].map(({ a }) => a.shape[0]))].sort((a = 0, b = 0) => a - b);
    return `LowRankDelta "${this.name}": ${this.parts.size} maps, rank ${ranks.join(", ")}`;
  }
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** Both factors of each part, `PATH.a` and `PATH.b`, as they are: an optimizer steps them in place. */
  get state(): ReadonlyMap<string, Tensor> {
    return new Map(
      [...this.parts].flatMap(([path, { a, b }]) => [
        [`${path}.a`, a],
        [`${path}.b`, b],
      ]),
    );
  }
}

/** s (x A^T) B^T: [..., in] -> [..., out], never the dense product. Computed in the type of A and B, and given in that of x. */
export function applyLowRank({ a, b, scale }: LowRank, x: Tensor): Tensor {
  const cast = x.dtype !== a.dtype && !autocasting();
  const y = (cast ? x.to(a.dtype) : x).matmul(a.t()).matmul(b.t()).mul(scale);
  return cast ? y.to(x.dtype) : y;
}

/** Rows of a batch that share a change of a map, counted over the leading axes. */
export interface Segment {
  readonly start: number;
  readonly length: number;
  readonly part: LowRank;
}

/** Vectors of x [..., in]. */
const rowsOf = (x: Tensor): number => x.shape.slice(0, -1).reduce((rows, axis) => rows * axis, 1);

/**
 * y_n + s_i B_i A_i x_n for the rows n of segment i, the others as they are: x [N, in], y [N, out], or with more leading axes where one segment
 * holds all. Segments come in order and apart, their ranks as they please (S-LoRA, Sheng et al. 2023, arXiv:2311.03285).
 * `fast` takes one operator for all in float32, where a row's numbers do not depend on the others; else each segment has its own products.
 */
export function addLowRank(y: Tensor, x: Tensor, segments: readonly Segment[], fast: boolean): Tensor {
  const parts = segments.map(({ part }) => part);
  if (fast && !autocasting() && [x, y, ...parts.flatMap(({ a, b }) => [a, b])].every(isFloat32)) {
    return ops.tenon.low_rank_add.default(
      y,
      x,
      parts.map(({ a }) => a),
      parts.map(({ b }) => b),
      parts.map(({ scale }) => scale),
      segments.map(({ start }) => start),
      segments.map(({ length }) => length),
    )[0];
  }
  const [first] = segments;
  if (first?.length === rowsOf(x)) return y.add(applyLowRank(first.part, x));
  const pieces: Tensor[] = [];
  let at = 0;
  for (const { start, length, part } of segments) {
    const change = applyLowRank(part, x.narrow(0, start, length));
    pieces.push(y.narrow(0, at, start - at), y.narrow(0, start, length).add(change));
    at = start + length;
  }
  return cat([...pieces, y.narrow(0, at, y.shape[0]! - at)]);
}

const isFloat32 = ({ dtype }: Tensor): boolean => dtype === "float32";

/** s B A [out, in]. */
export function dense({ a, b, scale }: LowRank): Tensor {
  return b.matmul(a).mul(scale);
}

/** The sum of deltas, part by part; ranks add. */
export function addDeltas(name: string, deltas: readonly LowRankDelta[]): LowRankDelta {
  const paths = new Set(deltas.flatMap(({ parts }) => [...parts.keys()]));
  const sum = (path: string): LowRank => {
    const parts = deltas.flatMap((delta) => delta.parts.get(path) ?? []);
    return {
      a: cat(parts.map(({ a }) => a)), // [R1 + R2, in]
      b: cat(
        parts.map(({ b, scale }) => b.mul(scale)),
        1,
      ), // [out, R1 + R2]
      scale: 1,
    };
  };
  return new LowRankDelta(name, new Map([...paths].map((path) => [path, sum(path)])));
}

/**
 * The sum of factors where others add changes, as PEFT's "linear" has it: of w1 s1 = u1 and w2 s2 = u2,
 *
 *     A = sign(u1) sqrt|u1| A1 + sign(u2) sqrt|u2| A2,     B = sqrt|u1| B1 + sqrt|u2| B2
 *
 * The rank, which is the same in all, stays; B A has the cross terms B1 A2 and B2 A1 beside the sum.
 */
export function addFactors(name: string, deltas: readonly LowRankDelta[]): LowRankDelta {
  const total = (tensors: readonly Tensor[]) => tensors.reduce((sum, one) => sum.add(one));
  const sum = (path: string): LowRank => {
    const parts = deltas.flatMap((delta) => delta.parts.get(path) ?? []);
    const root = ({ scale }: LowRank) => Math.sqrt(Math.abs(scale));
    return {
      a: total(parts.map((part) => part.a.mul(part.scale < 0 ? -root(part) : root(part)))), // [R, in]
      b: total(parts.map((part) => part.b.mul(root(part)))), // [out, R]
      scale: 1,
    };
  };
  const paths = new Set(deltas.flatMap(({ parts }) => [...parts.keys()]));
  return new LowRankDelta(name, new Map([...paths].map((path) => [path, sum(path)])));
}

/** A delta times a number. It scales one factor: with -1 the change is taken back, where negating both would leave it. */
export function scaleDelta(delta: LowRankDelta, by: number): LowRankDelta {
  return new LowRankDelta(
    `${by} ${delta.name}`,
    new Map([...delta.parts].map(([path, part]) => [path, { ...part, scale: part.scale * by }])),
  );
}

/**
 * What of a delta's columns lies outside the span of another's, part by part: B' = B - Q Q^T B, with Q an orthonormal
 * basis of the other's B. Parts that the other does not have stay as they are.
 */
export function orthogonalPart(delta: LowRankDelta, other: LowRankDelta): LowRankDelta {
  const outside = (path: string, part: LowRank): LowRank => {
    const against = other.parts.get(path);
    if (against === undefined) return part;
    const [basis] = ops.aten.linalg_qr.default(against.b); // [out, R]
    return { ...part, b: part.b.sub(basis.matmul(basis.t().matmul(part.b))) };
  };
  return new LowRankDelta(
    `${delta.name} orthogonal to ${other.name}`,
    new Map([...delta.parts].map(([path, part]) => [path, outside(path, part)])),
  );
}

/** The best delta of a smaller rank (Eckart & Young 1936), without the dense product: QR of both factors, SVD of the core. */
export function compress(delta: LowRankDelta, rank: number): LowRankDelta {
  const smaller = ({ a, b, scale }: LowRank): LowRank => {
    const [qb, rb] = ops.aten.linalg_qr.default(b); // [out, R], [R, R]
    const [qa, ra] = ops.aten.linalg_qr.default(a.t()); // [in, R], [R, R]
    const [u, s, vh] = ops.aten.linalg_svd.default(rb.matmul(ra.t()), { full_matrices: false });
    const R = Math.min(rank, s.shape[0]!);
    return {
      a: vh.narrow(0, 0, R).matmul(qa.t()), // [R, in]
      b: qb.matmul(u.narrow(1, 0, R).mul(s.narrow(0, 0, R))), // [out, R]
      scale,
    };
  };
  return new LowRankDelta(delta.name, new Map([...delta.parts].map(([path, part]) => [path, smaller(part)])));
}
