/** Derivatives and whether they are recorded. */
import { native } from "./native.ts";
import { synchronous } from "./sync.ts";
import { Tensor } from "./tensor.ts";

/** Runs `body` with or without recording, and puts things back whatever happens. */
function recording<T>(enabled: boolean, around: string, body: () => T): T {
  const before = native().gradEnabled();
  native().gradEnabled(enabled);
  try {
    return synchronous(around, body());
  } finally {
    native().gradEnabled(before);
  }
}

/** Runs `body` without recording operations for derivatives. Throws a TypeError on an async body. */
export function noGrad<T>(body: () => T): T {
  return recording(false, "noGrad", body);
}

/** Runs `body` with operations recorded for derivatives, within `noGrad` too. Throws a TypeError on an async body. */
export function withGrad<T>(body: () => T): T {
  return recording(true, "withGrad", body);
}

/** Whether operations are recorded for derivatives now. */
export function gradEnabled(): boolean {
  return native().gradEnabled();
}

/**
 * Derivatives of the sum of `outputs` by each input, without touching `.grad`. `createGraph` records the derivative
 * itself, so that it can be differentiated again. An input that the outputs do not depend on is an error, or undefined
 * with `allowUnused`.
 */
export function grad(
  outputs: readonly Tensor[],
  inputs: readonly Tensor[],
  options: {
    gradOutputs?: readonly Tensor[];
    retainGraph?: boolean;
    createGraph?: boolean;
    allowUnused?: boolean;
  } = {},
): (Tensor | undefined)[] {
  const { createGraph = false, retainGraph = createGraph, allowUnused = false, gradOutputs = [] } = options;
  const handles = (tensors: readonly Tensor[]) => tensors.map(({ handle }) => handle);
  return native()
    .grad(handles(outputs), handles(inputs), handles(gradOutputs), retainGraph, createGraph, allowUnused)
    .map((handle) => (handle === null ? undefined : new Tensor(handle)));
}

/**
 * What `loss.backward()` does, on another thread: the event loop turns meanwhile. Until the promise is settled, nothing
 * may use the graph or its leaves. Rejects where the way leads through a function whose derivative is in JavaScript.
 */
export function backwardAsync(
  loss: Tensor,
  options: { retainGraph?: boolean; createGraph?: boolean } = {},
): Promise<void> {
  const { createGraph = false, retainGraph = createGraph } = options;
  return native().backwardAsync([loss.handle], [], retainGraph, createGraph);
}
