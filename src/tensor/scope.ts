/**
 * Scopes: when tensors die.
 *
 * V8 does not see native memory, so its garbage collector runs far too late for tensors. A scope stands around one
 * training step, one decoded token or one example; what was born inside dies at its end unless it is returned or kept.
 * Outside every scope a finalizer is the net, not the plan: it needs the event loop to turn.
 */
import { type Handle, native } from "./native.ts";
import type { Held } from "./operator.ts";
import { synchronous } from "./sync.ts";

let depth = 0;
const finalizer = new FinalizationRegistry<Handle>((handle) => native().release(handle));

/** Puts a new tensor under the finalizer where no scope holds it. */
export function born(tensor: Held): void {
  if (depth === 0) finalizer.register(tensor, tensor.handle, tensor);
}

/**
 * Runs `body` and releases every tensor made inside but those in its result (a tensor, or arrays, maps and plain
 * objects that hold some), which pass to the scope around. Throws a TypeError on an async body: a scope ends when its
 * function returns.
 */
export function scope<T>(body: () => T): T {
  native().scopeBegin();
  depth++;
  const kept: Held[] = [];
  try {
    const result = synchronous("a scope", body());
    collect(result, kept);
    return result;
  } finally {
    depth--;
    native().scopeEnd(kept.map((tensor) => tensor.handle));
    kept.forEach(born);
  }
}

/** Takes a tensor out of every scope: it lives until it is released or collected. */
export function keep<T extends Held>(tensor: T): T {
  native().keep(tensor.handle);
  finalizer.unregister(tensor);
  finalizer.register(tensor, tensor.handle, tensor);
  return tensor;
}

/** Releases a tensor now, or all that an array holds. Using one afterwards is an error. */
export function release(...tensors: Held[]): void {
  for (const tensor of tensors) {
    finalizer.unregister(tensor);
    native().release(tensor.handle);
  }
}

/** How many tensors this thread holds. */
export function liveTensors(): number {
  return native().live();
}

function collect(value: unknown, into: Held[]): void {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return;
  if ("handle" in value && typeof value.handle === "number") into.push(value as Held);
  else if (Array.isArray(value)) for (const item of value) collect(item, into);
  else if (value instanceof Map) for (const item of value.values()) collect(item, into);
  else if (Object.getPrototypeOf(value) === Object.prototype)
    for (const item of Object.values(value)) collect(item, into);
}
