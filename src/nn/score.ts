/**
 * The score of attention as a value: how much a query makes of a key, and which keys it sees at all.
 *
 *     s = cap tanh(scale q k^T / cap) + bias(k - q),     pattern = softmax over the keys in sight of s
 */
import type { Tensor } from "../tensor/index.ts";
import type { Module } from "./module.ts";
import type { Pass } from "./pass.ts";

/** The places of a block of tokens: positions, counted from what each sequence holds first, and whose they are. */
export interface Places {
  readonly q: Tensor; // int64 [T, 1]
  readonly k: Tensor; // int64 [1, S]
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

/** Those that a formula allows; it may look ahead. */
export function some(allows: Sight["allows"]): Sight {
  return { kind: "some", ahead: true, allows };
}

export function both(a: Sight, b: Sight): Sight {
  return {
    kind: "some",
    ahead: a.ahead && b.ahead,
    allows: (places, pass) => a.allows(places, pass).logicalAnd(b.allows(places, pass)),
  };
}

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

/** Nothing but `sight` has to be said: products are scaled by K^-1/2. */
export interface Score {
  readonly sight: Sight;
  /** Default K^-1/2. */
  readonly scale?: number | undefined;
  /** Keeps scores within [-cap, cap] (Bello et al. 2016, arXiv:1611.09940; as Gemma 2 has it). */
  readonly cap?: number | undefined;
  /** Distances k - q, int64 [T, S] -> what is added to the scores, [H, T, S]. It belongs to whoever made it: one may serve all layers. */
  readonly bias?: Module | undefined;
}
