/**
 * Gives back what a body returned. Throws a TypeError, in the name of what stands around it, where that is a promise: the rest of the
 * body would run when it is over.
 */
export function synchronous<T>(around: string, result: T): T {
  if (!(result instanceof Promise)) return result;
  result.catch(() => {}); // nobody waits for it
  throw new TypeError(`${around} cannot hold an async function: it ends on return`);
}
