/** Macros, and `caller` of a call block. */

import { typeError } from "./errors.ts";
import type { Run, Statement } from "./run.ts";
import { Scope } from "./scope.ts";
import type { Signature } from "./target-parser.ts";
import { quoted } from "./text.ts";
import { type Arguments, Callable, Dict, Tuple, Undefined, type Value } from "./values.ts";

/** What a macro, a call block or a generation block is: parameters and a body. */
export interface Definition extends Signature {
  readonly body: Statement;
  /** Which of `caller`, `varargs` and `kwargs` the body reads, among all that it reads. */
  readonly reads: ReadonlySet<string>;
}

/** A macro where it was defined: it sees the variables around it. */
export class Macro extends Callable {
  readonly type = "jinja2.runtime.Macro";
  readonly #around: Scope;

  constructor(
    readonly name: string | null,
    readonly definition: Definition,
    readonly run: Run,
  ) {
    super();
    this.#around = run.scope;
  }

  /** Whether the body reads `caller`, `varargs` or `kwargs`, and no parameter is called so. */
  #takes(word: string): boolean {
    return this.definition.reads.has(word) && !this.definition.parameters.includes(word);
  }

  call({ positional, named }: Arguments): string {
    const { parameters, body } = this.definition;
    const rest = new Map(named);
    const values = parameters.map((name, i) => {
      const value = i < positional.length ? positional[i] : rest.get(name);
      if (i >= positional.length) rest.delete(name);
      return value;
    });
    const scope = new Scope(this.#around);
    if (this.#takes("caller")) scope.set("caller", rest.get("caller") ?? new Undefined("No caller defined"));
    if (this.#takes("caller")) rest.delete("caller");
    this.#checkRest(rest, positional.length);
    if (this.#takes("kwargs")) scope.set("kwargs", new Dict(rest));
    if (this.#takes("varargs")) scope.set("varargs", new Tuple(positional.slice(parameters.length)));
    return this.run.inside(scope, () => {
      this.#bind(values, scope);
      return this.run.captured(() => body(this.run)).text;
    });
  }

  #checkRest(rest: ReadonlyMap<string, Value>, given: number): void {
    const name = quoted(this.name ?? "None");
    const [unexpected] = rest.keys();
    const most = this.definition.parameters.length;
    if (unexpected !== undefined && !this.#takes("kwargs"))
      typeError(
        rest.has("caller")
          ? `macro ${name} was invoked with two values for the special caller argument. This is most likely a bug.`
          : `macro ${name} takes no keyword argument ${quoted(unexpected)}`,
      );
    if (given > most && !this.#takes("varargs")) typeError(`macro ${name} takes not more than ${most} argument(s)`);
  }

  /** A default is evaluated among the parameters, those before it bound and those behind it not. */
  #bind(values: readonly (Value | undefined)[], scope: Scope): void {
    const { parameters, defaults } = this.definition;
    for (const [i, name] of parameters.entries()) {
      const value = values[i];
      scope.set(name, value === undefined ? new Undefined(`${quoted(name)} is undefined`) : value);
    }
    for (const [i, name] of parameters.entries()) {
      if (values[i] !== undefined) continue;
      const by = defaults[i - parameters.length + defaults.length];
      const missing = new Undefined(`parameter ${quoted(name)} was not provided`);
      scope.set(name, by === undefined ? missing : by(this.run));
    }
  }

  override attribute(name: string): Value | undefined {
    return name === "name" ? this.name : undefined;
  }

  override repr(): string {
    return `<Macro ${this.name === null ? "anonymous" : quoted(this.name)}>`;
  }
}
