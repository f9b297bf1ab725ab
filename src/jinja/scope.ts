/** Names and what they stand for, and what may stand on the left of an assignment. */

import { Namespace } from "./environment.ts";
import { raise } from "./errors.ts";
import { unpacked } from "./protocols.ts";
import { Tuple, type Value } from "./values.ts";

/** What is not here is looked for in the scope around. */
export class Scope {
  readonly #values = new Map<string, Value>();

  constructor(readonly around?: Scope) {}
  get(name: string): Value | undefined {
    const value = this.#values.get(name);
    return value === undefined ? this.around?.get(name) : value;
  }
  set(name: string, value: Value): undefined {
    this.#values.set(name, value);
  }
}

/** A name, an attribute of a namespace, or several of them. */
export type Target = { readonly name: string; readonly attribute?: string } | { readonly items: readonly Target[] };

/** Python looks at all of them before it evaluates what is assigned. */
export function checkNamespaces(target: Target, scope: Scope): void {
  if ("items" in target) for (const item of target.items) checkNamespaces(item, scope);
  else if (target.attribute !== undefined && !(scope.get(target.name) instanceof Namespace))
    raise("TemplateRuntimeError", "cannot assign attribute on non-namespace object");
}

/** `target = value`. */
export function assign(target: Target, value: Value, scope: Scope): undefined {
  if ("items" in target)
    for (const [i, item] of unpacked(value, target.items.length).entries()) assign(target.items[i]!, item, scope);
  else if (target.attribute === undefined) scope.set(target.name, value);
  else (scope.get(target.name) as Namespace).assign(target.attribute, value);
}

/** What the names of a target stand for. */
export function targetValue(target: Target, scope: Scope): Value {
  if ("items" in target) return new Tuple(target.items.map((item) => targetValue(item, scope)));
  return scope.get(target.name) ?? null;
}
