import type { Value } from "./values.ts";

/** Names and what they stand for; what is not here is looked for in the scope around. */
export class Scope {
  readonly #values = new Map<string, Value>();
  readonly #around: Scope | undefined;

  constructor(around?: Scope) {
    this.#around = around;
  }
  get(name: string): Value | undefined {
    const value = this.#values.get(name);
    return value !== undefined || this.#around === undefined ? value : this.#around.get(name);
  }
  set(name: string, value: Value): void {
    this.#values.set(name, value);
  }
}
