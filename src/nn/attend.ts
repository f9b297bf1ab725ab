/** Attention over one block: the formula, and the same by LibTorch's kernel; and over all blocks of what is held. */
import { arange, fusedAttention, hasFusedAttention, type Tensor } from "../tensor/index.ts";
import type { Pass } from "./pass.ts";
import type { Score } from "./score.ts";
import type { Held } from "./sequences.ts";

/** What is attended to. */
export type KeysValues = {
  /** [B, G, S, K]. */
  readonly keys: Tensor;
  /** [B, G, S, K_v], whose width may be another than that of the keys. */
  readonly values: Tensor;
};

/** Which keys a query sees: all, those up to itself where the last T of S positions ask, or where a bool [B, 1, T, S] is true, whose axes may be 1. */
export type Mask = Tensor | "causal" | undefined;

/** A score, its sight and bias worked out for one block. */
export interface BlockScore {
  /** Which keys each query sees. Default: all. */
  readonly mask?: Mask;
  /** Default K^-1/2. */
  readonly scale?: number | undefined;
  /** Keeps scores within [-cap, cap]. Default: as they are. */
  readonly cap?: number | undefined;
  /** Added to the scores, [H, T, S] or [B, H, T, S]. */
  readonly bias?: Tensor | undefined;
}

/**
 * q [B, H, T, K] -> [B, H, T, K_v], the formula as it stands; `look` sees the pattern. A query that sees no key gets zeros.
 *
 *     softmax(cap tanh(scale q k^T / cap) + bias) v
 */
export function attendPlain(
  q: Tensor,
  { keys, values }: KeysValues,
  { mask, scale, cap, bias }: BlockScore = { mask: "causal" },
  look: (pattern: Tensor) => Tensor = (pattern) => pattern,
): Tensor {
  const { B, H, T, K } = q.dims("B H T K");
  const { G, S } = keys.dims("B G S K");
  const grouped = q.rearrange("B (G R) T K -> B G (R T) K", { G }); // [B, G, R T, K], R = H / G
  const products = grouped
    .matmul(keys.t())
    .mul(scale ?? K ** -0.5)
    .reshape([B, H, T, S]);
  const capped = cap === undefined ? products : products.div(cap).tanh().mul(cap);
  const scores = bias === undefined ? capped : capped.add(bias);
  const pattern = look(softmaxOver(scores, boolean(mask, T, S))); // [B, H, T, S]
  return pattern
    .reshape([B, G, (H / G) * T, S])
    .matmul(values)
    .reshape([B, H, T, values.shape[3]!]);
}

/** Rows that see a key sum to 1 over what they see; a row that sees none is zeros, where minus infinity would make NaN. */
function softmaxOver(scores: Tensor, mask: Tensor | undefined): Tensor {
  if (mask === undefined) return scores.softmax(-1);
  const hidden = mask.logicalNot();
  return scores.maskedFill(hidden, LOWEST).softmax(-1).maskedFill(hidden, 0);
}
const LOWEST = -1e30;

/** A mask as a tensor, or nothing where every key is seen. */
function boolean(mask: Mask, T: number, S: number): Tensor | undefined {
  if (mask !== "causal") return mask;
  return T === 1 ? undefined : arange(0, S).le(arange(S - T, S).unsqueeze(1)); // [T, S]
}

/** Whether the kernel knows how to score so. */
export function isFusable({ cap, bias }: BlockScore): boolean {
  return cap === undefined && bias === undefined;
}

/** The same by LibTorch's fused kernel, which never holds the pattern (Dao et al. 2022, arXiv:2205.14135). It knows no cap and no bias. */
export function attendFused(
  q: Tensor,
  { keys, values }: KeysValues,
  { mask: given, scale }: BlockScore = { mask: "causal" },
): Tensor {
  const { B, H, T, K } = q.dims("B H T K");
  const { G, S } = keys.dims("B G S K");
  const causal = given === "causal" && T === S && T > 1;
  const mask = causal ? undefined : boolean(given, T, S);
  const scaled = scale === undefined ? {} : { scale };
  if (G === H) return fusedAttention(q, keys, values, { mask, causal, ...scaled }); // [B, H, T, K_v]
  // A group stands as a batch entry whose one key-value head is seen by its query heads: expanded, not copied.
  const share = (t: Tensor) => t.reshape([B * G, 1, S, -1]).expand([B * G, H / G, S, t.shape[3]!]);
  const grouped = q.reshape([B * G, H / G, T, K]);
  const seen = fusedAttention(grouped, share(keys), share(values), {
    mask: mask && perGroup(mask, G),
    causal,
    ...scaled,
  });
  return seen.reshape([B, H, T, values.shape[3]!]);
}

/** A mask [b, 1, t, s] for batch entries that are groups, [b G, 1, t, s]; one of a batch of 1, or of no batch, fits as it is. */
function perGroup(mask: Tensor, G: number): Tensor {
  const [b = 1, one = 1, t = 1, s = 1] = mask.shape;
  if (mask.rank < 4 || b === 1) return mask;
  return mask.expand([b, G, t, s]).reshape([b * G, one, t, s]);
}

/** Queries [..., H, K] -> what they see of what is held, [..., H, K_v]. */
export function attendTo(
  held: Held<KeysValues>,
  q: Tensor,
  score: Score,
  pass: Pass,
  look?: (pattern: Tensor) => Tensor,
): Tensor {
  const { layout, alone } = held;
  const rows = [...layout.lengths.keys()];
  const seen = layout.apart(q, alone).map((apart, i) => {
    const block = apart.transpose(1, 2); // [b, H, T, K]
    const own = held.blocks[i]!; // [b, G, S, K]
    const [T, S] = [block.shape[2]!, own.keys.shape[2]!];
    const mask = maskOf(held, i, { T, S, rows: alone || held.blocks.length > 1 ? [i] : rows }, score, pass);
    const scored = { mask, scale: score.scale, cap: score.cap, bias: biasOf(score, T, S, pass) };
    const attend = look === undefined && hasFusedAttention() && isFusable(scored) ? attendFused : attendPlain;
    return attend(block, own, scored, look).transpose(1, 2); // [b, T, H, K_v]
  });
  return layout.together(seen, alone); // [..., H, K_v]
}

function maskOf(
  held: Held<KeysValues>,
  block: number,
  { T, S, rows }: { T: number; S: number; rows: readonly number[] },
  { sight }: Score,
  pass: Pass,
): Mask {
  if (sight.kind === "causal") return "causal";
  const tokens = sight.ahead ? held.tokens?.[block] : undefined;
  if (sight.kind === "all") return tokens;
  const [q, k] = [arange(S - T, S).unsqueeze(1), arange(0, S).unsqueeze(0)]; // [T, 1], [1, S]
  const allowed = sight.allows({ q, k, rows }, pass);
  return tokens === undefined ? allowed : allowed.logicalAnd(tokens);
}

function biasOf({ bias }: Score, T: number, S: number, pass: Pass): Tensor | undefined {
  if (bias === undefined) return undefined;
  const make = () => {
    const distances = arange(0, S)
      .unsqueeze(0)
      .sub(arange(S - T, S).unsqueeze(1)); // [T, S]
    return bias.call(distances, pass); // [H, T, S]
  };
  return pass.once(bias, make, `${T} ${S}`);
}
