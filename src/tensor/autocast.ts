/** Mixed precision by LibTorch's autocast. */
import { native } from "./native.ts";
import { synchronous } from "./sync.ts";

/**
 * Runs `body` with the matrix products of float32 tensors computed in bfloat16: about twice as fast where the processor
 * has instructions for it. Weights stay float32, and so do gradients; sums that need it (losses, norms that ask for it) are float32.
 *
 *     const loss = autocast("bfloat16", () => crossEntropy(model.call(ids, pass), targets));
 *     loss.backward();                                  // outside: each operator goes back in the type it went forth in
 *
 * A weight is cast once for as long as the outermost `autocast` lasts. Throws a TypeError for another type and on an async body.
 */
export function autocast<T>(dtype: "bfloat16", body: () => T): T {
  if (dtype !== "bfloat16") throw new TypeError(`autocast computes in bfloat16, not in ${dtype}`);
  const before = native().autocast();
  native().autocast(true);
  try {
    return synchronous("autocast", body());
  } finally {
    if (!before) native().autocast(false);
  }
}

/** Whether an `autocast` is under way in this thread. */
export function autocasting(): boolean {
  return native().autocast();
}
