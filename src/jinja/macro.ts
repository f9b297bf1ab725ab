/** Macros, and `caller` of a call block. */

import { typeError } from "./errors.ts";
import type { Definition, Expression } from "./nodes.ts";
import type { Scope } from "./scope.ts";
import { quoted } from "./text.ts";
import { type Arguments, Callable, Dict, Tuple, Undefined, type Value } from "./values.ts";

type Bind = (scope: Scope, evaluate: (node: Expression) => Value) => void;

export class Macro extends Callable {
  readonly type = "jinja2.runtime.Macro";
  readonly #definition: Definition;
  readonly #invoke: (bind: Bind) => Value;
  /** Whether the body reads `caller`, `varargs` or `kwargs`, and no parameter is called so. */
  readonly #takes: (name: string) => boolean;

  /** @param invoke runs the body in a scope of its own, which `bind` fills */
  constructor(
    readonly name: string | null,
    definition: Definition,
    invoke: (bind: Bind) => Value,
  ) {
    super();
    this.#definition = definition;
    this.#invoke = invoke;
    this.#takes = (word) => definition.reads.has(word) && !definition.parameters.includes(word);
  }

  call({ positional, named }: Arguments): Value {
    const { parameters } = this.#definition;
    const rest = new Map(named);
    const values = parameters.map((name, i) => {
      const value = i < positional.length ? positional[i] : rest.get(name);
      if (i >= positional.length) rest.delete(name);
      return value;
    });
    const caller = this.#takes("caller") ? (rest.get("caller") ?? new Undefined("No caller defined")) : undefined;
    if (caller !== undefined) rest.delete("caller");
    this.#checkRest(rest, positional.length);
    return this.#invoke((scope, evaluate) => {
      if (caller !== undefined) scope.set("caller", caller);
      if (this.#takes("kwargs")) scope.set("kwargs", new Dict(rest));
      if (this.#takes("varargs")) scope.set("varargs", new Tuple(positional.slice(parameters.length)));
      this.#bind(values, scope, evaluate);
    });
  }

  #checkRest(rest: ReadonlyMap<string, Value>, positional: number): void {
    const name = quoted(this.name ?? "None");
    const [unexpected] = rest.keys();
    if (unexpected !== undefined && !this.#takes("kwargs")) {
      if (rest.has("caller"))
        typeError(
          `macro ${name} was invoked with two values for the special caller argument. This is most likely a bug.`,
        );
      typeError(`macro ${name} takes no keyword argument ${quoted(unexpected)}`);
    }
    const { parameters } = this.#definition;
    if (positional > parameters.length && !this.#takes("varargs"))
      typeError(`macro ${name} takes not more than ${parameters.length} argument(s)`);
  }

  /** A default is evaluated among the parameters, those before it bound and those behind it not. */
  #bind(values: readonly (Value | undefined)[], scope: Scope, evaluate: (node: Expression) => Value): void {
    const { parameters, defaults } = this.#definition;
    parameters.forEach((name, i) => {
      scope.set(name, values[i] ?? (values[i] === null ? null : new Undefined(`${quoted(name)} is undefined`)));
    });
    parameters.forEach((name, i) => {
      if (values[i] !== undefined) return;
      const by = defaults[i - parameters.length + defaults.length];
      scope.set(name, by === undefined ? new Undefined(`parameter ${quoted(name)} was not provided`) : evaluate(by));
    });
  }

  override attribute(name: string): Value | undefined {
    if (name === "name") return this.name;
    if (name === "arguments") return new Tuple(this.#definition.parameters);
    if (name === "caller") return this.#takes("caller");
    return name === "catch_kwargs" || name === "catch_varargs" ? this.#takes(name.slice("catch_".length)) : undefined;
  }

  override repr(): string {
    return `<Macro ${this.name === null ? "anonymous" : quoted(this.name)}>`;
  }
}
