/**
 * Losses that teach an encoder to give similar sentences similar vectors (Reimers & Gurevych 2019, arXiv:1908.10084). Both
 * sentences of a pair go through the same encoder; u and v [B, D] are their pooled vectors. A loss counts pairs.
 */
import type { Linear, Pass } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { arange, cat, type Tensor } from "../tensor/index.ts";
import { Loss, tokenLoss } from "./loss.ts";

/**
 * Classes of pairs, such as entailment.
 *
 *     loss = cross-entropy of W [u ; v ; |u - v|] + b        W [classes, 3 D]
 */
export function classifyPairs(u: Tensor, v: Tensor, classes: Tensor, head: Linear, pass: Pass): Loss {
  return tokenLoss(head.call(cat([u, v, u.sub(v).abs()], -1), pass), classes);
}

/** Similarities of pairs as people judged them [B], on the scale of cosines: loss = mean (cos(u, v) - s)^2. */
export function cosineSimilarity(u: Tensor, v: Tensor, similarity: Tensor): Loss {
  return new Loss(unit(u).mul(unit(v)).sum(-1).sub(similarity).pow(2).sum(), similarity.size);
}

const checkRank = optionsOf<{ scale?: number }>("rankPairs", { scale: "number?" });

/**
 * Pairs that belong together, each one's partner being a negative for all others (Henderson et al. 2017, arXiv:1705.00652).
 *
 *     loss = cross-entropy of scale cos(u_i, v_j) over j, with j = i
 *
 * Throws an ArgumentError where an option is none.
 */
export function rankPairs(u: Tensor, v: Tensor, options: { scale?: number } = {}): Loss {
  checkRank(options);
  const { scale = 20 } = options;
  const scores = unit(u).matmul(unit(v).t()).mul(scale); // [B, B]
  return tokenLoss(scores, arange(0, u.shape[0]!));
}

/** x / |x| over the last axis. */
function unit(x: Tensor): Tensor {
  return x.div(x.pow(2).sum(-1, true).sqrt());
}
