/**
 * Activation patching (Meng et al. 2022, arXiv:2202.05262; Wang et al. 2023, arXiv:2211.00593), its hooks. Notes: model editing,
 * locating knowledge.
 *
 *     corrupt:  h_0 <- h_0 + e, on the subject's tokens        restore:  h_l[t] <- the clean run's h_l[t]
 *     patch:    y[t] <- what another run had there
 *
 * For `corrupt` and `restore` one batch of padded rows: row 0 runs clean, the others corrupted; restoring one state in them and
 * watching the answer come back tells what that state carries.
 */
import { type Intervention, intervene } from "../interventions/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { cat, zeros } from "../tensor/index.ts";

/** Adds noise [B, T, D] to the embeddings of the last T tokens: zero on row 0 and off the subject. */
export function corrupt(noise: Tensor): Intervention {
  return intervene("corrupt", "embed", () => (ids, next) => {
    const x = next(ids); // [B, P + T, D], P vectors that an intervention has put in front
    const { B, T, D } = noise.dims("B T D");
    const P = x.shape[1]! - T;
    return x.add((P === 0 ? noise : cat([zeros([B, P, D]), noise], 1)).to(x.dtype));
  });
}

/** Copies row 0's state at `path` and a token into every other row. */
export function restore(path: string, token: number): Intervention {
  return intervene("restore", path, () => (x, next) => {
    const y = next(x); // [B, T, D]
    return withToken(y, token, y.narrow(0, 0, 1).narrow(1, token, 1));
  });
}

/** Puts a value [1 or B, 1, ...] in the place of what a token has at `path`, in padded rows [B, T, ...]. */
export function patch(path: string, token: number, value: Tensor): Intervention {
  return intervene("patch", path, () => (x, next) => withToken(next(x), token, value));
}

/** y [B, T, ...] with another value [1 or B, 1, ...] at one token. */
export function withToken(y: Tensor, token: number, value: Tensor): Tensor {
  const [B = 0, T = 0, ...rest] = y.shape;
  const own = value.expand([B, 1, ...rest]);
  return cat([y.narrow(1, 0, token), own, y.narrow(1, token + 1, T - token - 1)], 1);
}
