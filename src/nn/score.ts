import { ids, type Tensor } from "../tensor/index.ts";
import type { Module } from "./module.ts";
import type { Pass } from "./pass.ts";
import { SideInput } from "./side-input.ts";

/** The places of a block of tokens: positions, counted from what each sequence holds first, and whose they are. */
export interface Places {
  /** Positions of the queries, int64 [T, 1]. */
  readonly q: Tensor;
  /** Positions of the keys, int64 [1, S]. */
  readonly k: Tensor;
  /** The sequences of the pass that are the rows of the block. */
  readonly rows: readonly number[];
}

/** Who sees whom. Sights compose: `both(causal, near)`, `either(causal, inPrefix)`. */
export interface Sight {
  /** What a kernel may know by name; "some" is whatever `allows` says. */
  readonly kind: "causal" | "all" | "some";
  /** Whether a token may see one that follows it: then padding has to be hidden, and what was read cannot be gone on from. */
  readonly ahead: boolean;
  /** Bool [T, S], or [b, 1, T, S] where rows differ; axes may also be 1. */
  allows(places: Places, pass: Pass): Tensor;
}

/** Those up to itself. */
export const causal: Sight = { kind: "causal", ahead: false, allows: ({ q, k }) => k.le(q) };

/** All of its sequence. */
export const all: Sight = { kind: "all", ahead: true, allows: ({ k }) => k.ge(0) };

/** Those that a formula allows; it may look ahead, unless it says that it never sees a token of a later pass, nor padding. */
export function some(allows: Sight["allows"], { ahead = true }: { ahead?: boolean } = {}): Sight {
  return { kind: "some", ahead, allows };
}

/** Who is seen by both: `both(causal, near)` is a window. */
export function both(a: Sight, b: Sight): Sight {
  return {
    kind: "some",
    ahead: a.ahead && b.ahead,
    allows: (places, pass) => a.allows(places, pass).logicalAnd(b.allows(places, pass)),
  };
}

/** Who is seen by one or the other: `either(causal, inPrefix)`. */
export function either(a: Sight, b: Sight): Sight {
  return {
    kind: "some",
    ahead: a.ahead || b.ahead,
    allows: (places, pass) => a.allows(places, pass).logicalOr(b.allows(places, pass)),
  };
}

/** The last `width` tokens up to itself (Child et al. 2019, arXiv:1904.10509; as Mistral has it, arXiv:2310.06825). */
export function window(width: number): Sight {
  return both(
    causal,
    some(({ q, k }) => k.gt(q.sub(width))),
  );
}

/** How many tokens each sequence begins with that all of its tokens see, for `prefixLM`; where a pass does not say, none. */
export const prefixLengths = new SideInput<readonly number[]>("prefix lengths");

/**
 * Those up to itself and all of the sequence's first ones (Liu et al. 2018, arXiv:1801.10198; as UniLM and GLM have it). Those are read
 * in one pass; behind it, a sequence is gone on from as usual.
 */
export const prefixLM: Sight = either(
  causal,
  some(
    ({ k, rows }, pass) => {
      const lengths = pass.given(prefixLengths);
      const seen = ids(rows.map((row) => lengths?.[row] ?? 0)).reshape([rows.length, 1, 1, 1]);
      return k.lt(seen); // [b, 1, 1, S]
    },
    { ahead: false },
  ),
);

/**
 * The score of attention as a value: how much a query makes of a key, and which keys it sees at all.
 *
 *     s = cap tanh(scale q k^T / cap) + bias(k - q),     pattern = softmax over the keys in sight of s
 *
 * Nothing but `sight` has to be said: products are scaled by K^-1/2.
 */
export interface Score {
  /** Which keys a query sees. */
  readonly sight: Sight;
  /** Default K^-1/2. */
  readonly scale?: number | undefined;
  /** Keeps scores within [-cap, cap] (Bello et al. 2016, arXiv:1611.09940; as Gemma 2 has it). */
  readonly cap?: number | undefined;
  /** Distances k - q, int64 [T, S] -> what is added to the scores, [H, T, S]. It belongs to whoever made it: one may serve all layers. */
  readonly bias?: Module | undefined;
}
