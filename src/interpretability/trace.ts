/**
 * Causal tracing (Meng et al. 2022, arXiv:2202.05262), its two hooks. Notes: model editing, locating knowledge.
 *
 *     corrupt:  h_0 <- h_0 + e, on the subject's tokens        restore:  h_l[t] <- the clean run's h_l[t]
 *
 * One batch of padded rows: row 0 runs clean, the others corrupted; restoring one state in them and watching the answer
 * come back tells what that state carries.
 */
import { type Intervention, intervene } from "../interventions/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { cat } from "../tensor/index.ts";

/** Adds noise [B, T, D] to the embeddings: zero on row 0 and off the subject. */
export function corrupt(noise: Tensor): Intervention {
  return intervene("corrupt", "embed", () => (ids, next) => next(ids).add(noise));
}

/** Copies row 0's state at `path` and a token into every other row. */
export function restore(path: string, token: number): Intervention {
  return intervene("restore", path, () => (x, next) => {
    const y = next(x); // [B, T, D]
    const { B, T, D } = y.dims("B T D");
    const clean = y.narrow(0, 0, 1).narrow(1, token, 1).expand([B, 1, D]);
    return cat([y.narrow(1, 0, token), clean, y.narrow(1, token + 1, T - token - 1)], 1);
  });
}
