import type { Layout } from "../nn/index.ts";
import { cat, type Tensor, zeros } from "../tensor/index.ts";

/** Tokens with placeholders in front of some sequences, whose vectors an intervention brings. */
export interface Placeholders {
  /** How all of them lie, and how the caller's own do. */
  readonly all: Layout;
  readonly own: Layout;
  /** Puts zeros where placeholders stand: the caller's [B, T] or [N] -> all. */
  lay(tokens: Tensor): Tensor;
  /** Takes out what stands there: all [..., W] -> the caller's. */
  take(x: Tensor): Tensor;
}

/** `counts[i]` placeholders in front of sequence i; `make` lays tokens of so many at these starts. */
export function placeholders(
  lengths: readonly number[],
  starts: readonly number[],
  counts: readonly number[],
  make: (lengths: readonly number[], starts: readonly number[]) => Layout,
): Placeholders {
  if (counts.every((count) => count === 0)) {
    const own = make(lengths, starts);
    return { all: own, own, lay: (tokens) => tokens, take: (x) => x };
  }
  const plus = (numbers: readonly number[]) => numbers.map((number, i) => number + counts[i]!);
  const [all, own] = [make(plus(lengths), starts), make(lengths, plus(starts))];
  const behind = (block: Tensor, row: number) => {
    const [one = 1, , ...rest] = block.shape;
    return cat([zeros([one, counts[row]!, ...rest], { dtype: block.dtype }), block], 1);
  };
  return {
    all,
    own,
    lay: (tokens) => all.together(own.apart(tokens, true).map(behind), true),
    take: (x) =>
      own.together(
        all.apart(x, true).map((block, i) => block.narrow(1, counts[i]!, lengths[i]!)),
        true,
      ),
  };
}
