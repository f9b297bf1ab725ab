/** What stands on the left of `set`, and between `for` and `in`. */

import { Namespace } from "./environment.ts";
import { raise } from "./errors.ts";
import type { Target } from "./nodes.ts";
import { unpacked } from "./protocols.ts";
import type { Scope } from "./scope.ts";
import { Tuple, type Value } from "./values.ts";

/** Python looks at all of them before it evaluates what is assigned. */
export function checkNamespaces(target: Target, scope: Scope): void {
  if (target.kind === "targets") for (const item of target.items) checkNamespaces(item, scope);
  if (target.kind === "namespace" && !(scope.get(target.name) instanceof Namespace))
    raise("TemplateRuntimeError", "cannot assign attribute on non-namespace object");
}

export function assign(target: Target, value: Value, scope: Scope): void {
  if (target.kind === "name") scope.set(target.name, value);
  else if (target.kind === "namespace") (scope.get(target.name) as Namespace).assign(target.attribute, value);
  else for (const [i, item] of unpacked(value, target.items.length).entries()) assign(target.items[i]!, item, scope);
}

/** What the names of a target stand for. */
export function targetValue(target: Target, scope: Scope): Value {
  if (target.kind === "targets") return new Tuple(target.items.map((item) => targetValue(item, scope)));
  return scope.get(target.name) ?? null;
}
