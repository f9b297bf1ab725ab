/** Gradients averaged over a process group while the backward pass runs. */
import { native } from "./native.ts";
import { type ProcessGroup, wrappedGroup } from "./process-group.ts";
import type { Tensor } from "./tensor.ts";

/** What became of one bucket of gradients; times in milliseconds of the system's steady clock, as `process.hrtime` reads it. */
export interface Reduction {
  /** Size of its gradients together. */
  readonly bytes: number;
  /** When it was sent. */
  readonly begun: number;
  /** When its mean was in the gradients. */
  readonly ended: number;
}

/**
 * Hooks behind the gradients of `parameters`, leaves that want them. Once armed, a bucket, a list of places in `parameters`, is sent
 * as soon as the backward pass has filled it and all before it, from whichever thread the pass is on. The buckets are the
 * same in every process of the group.
 */
export class GradientReducer {
  readonly #reducer: object;

  constructor(group: ProcessGroup, parameters: readonly Tensor[], buckets: readonly (readonly number[])[]) {
    const handles = parameters.map(({ handle }) => handle);
    this.#reducer = native().makeReducer(wrappedGroup(group), handles, buckets);
  }

  /** The gradients of one backward pass are taken from now on. */
  arm(): void {
    native().armReducer(this.#reducer, true);
  }
  /** Forgets what has been taken; for a backward pass that failed. */
  disarm(): void {
    native().armReducer(this.#reducer, false);
  }
  /** Sends what is left and waits until the mean over all processes is in every gradient. Rejects where a peer is gone. */
  finish(): Promise<Reduction[]> {
    return native().finishReducer(this.#reducer);
  }
}
