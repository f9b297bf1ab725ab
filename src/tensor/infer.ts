import { noGrad } from "./autograd.ts";
import { scope } from "./scope.ts";

/** Runs `body` as what uses a model does: no derivatives are recorded, and what is made inside and not returned dies at the end. Throws a TypeError on an async body. */
export function infer<T>(body: () => T): T {
  return noGrad(() => scope(body));
}
