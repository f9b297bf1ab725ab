/** One rendering of a program: its names, the text that it writes, and the steps that it takes. */

import { within } from "./arguments.ts";
import { environment } from "./environment.ts";
import { raise, typeError } from "./errors.ts";
import { FILTERS } from "./filters.ts";
import { repr, safely, text } from "./representation.ts";
import { Scope } from "./scope.ts";
import { TESTS } from "./tests.ts";
import { type Arguments, Callable, Dict, Items, Markup, typeName, Undefined, type Value } from "./values.ts";

/** From `start` up to `end`, in UTF-16 units of the text. */
export interface Span {
  /** The first unit of it. */
  readonly start: number;
  /** The first unit behind it. */
  readonly end: number;
}

/** How a statement leaves the loop around it. */
export type Leaving = "break" | "continue" | undefined;
/** What evaluates an expression. */
export type Expression = (run: Run) => Value;
/** What executes a statement. */
export type Statement = (run: Run) => Leaving;

/** A conversation of a thousand messages takes some hundred thousand. */
const MOST_STEPS = 5_000_000;
const MOST_WRITTEN = 1 << 26;

/** The state of one rendering; expressions and statements are functions of it. */
export class Run {
  /** Of the statement that is executed. */
  line = 1;
  scope: Scope;
  /** Of the program's own variables. */
  readonly top: Scope;
  /** Whether `{% autoescape true %}` is on: what is written and not marked as safe gets HTML's escapes. */
  autoescape = false;
  /** What `{% generation %}` blocks wrote, in the order in which they ended. */
  readonly generated: Span[] = [];
  /** What is written: the text itself, or that of a macro, a block that is set, a filtered one. */
  #out: string[] = [];
  readonly #text = this.#out;
  #written = 0;
  #steps = 0;

  /** @param now the time that `strftime_now` writes */
  constructor(variables: Iterable<readonly [string, Value]>, now: Date | undefined) {
    const given = new Scope();
    for (const [name, value] of [...environment(now), ...variables]) given.set(name, value);
    this.scope = this.top = new Scope(given);
  }

  /** The text that `body` writes. */
  render(body: Statement): string {
    body(this);
    return this.#text.join("");
  }

  /** Counts work: a step is about one operation. */
  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > MOST_STEPS) raise("SecurityError", `a template may take up to ${MOST_STEPS} steps`);
  }

  /** Counts what a value took to make, or takes to go through. */
  charged(value: Value): Value {
    this.spend(extent(value));
    return value;
  }

  write(piece: string): undefined {
    this.#out.push(piece);
    if (this.#out === this.#text) this.#written += piece.length;
    if (this.#written > MOST_WRITTEN) raise("MemoryError", "the text becomes larger than 64 Mi characters");
  }

  output(value: Value): undefined {
    this.write(this.autoescape ? safely(value).text : text(value));
  }

  /** Writes what a model is to have written. */
  generate(body: string): undefined {
    this.generated.push({ start: this.#written, end: this.#written + body.length });
    this.write(body);
  }

  /** The text that `work` writes, kept from the output, and its result. */
  captured<T>(work: () => T): { text: string; result: T } {
    const out = this.#out;
    this.#out = [];
    const result = work();
    const text = within(this.#out.join(""));
    this.#out = out;
    return { text, result };
  }

  /** Does `work` in another scope. An error ends the run, so nothing is set back then. */
  inside<T>(scope: Scope, work: () => T): T {
    const around = this.scope;
    this.scope = scope;
    const result = work();
    this.scope = around;
    return result;
  }

  named(name: string): Value {
    const value = this.scope.get(name);
    return value === undefined ? new Undefined(`${repr(name)} is undefined`) : value;
  }

  filter(name: string, value: Value, args: Arguments): Value {
    const apply = FILTERS.get(name) ?? raise("TemplateRuntimeError", `No filter named ${repr(name)}.`);
    this.charged(value);
    return this.charged(apply(value, args, this));
  }

  test(name: string, value: Value, args: Arguments): Value {
    const holds = TESTS.get(name) ?? raise("TemplateRuntimeError", `No test named ${repr(name)}.`);
    this.charged(args.positional[0] ?? null);
    return holds(value, args);
  }

  call(callee: Value, args: Arguments): Value {
    if (callee instanceof Undefined) return callee.raise();
    if (!(callee instanceof Callable)) return typeError(`'${typeName(callee)}' object is not callable`);
    this.charged(callee.self);
    return this.charged(callee.call(args));
  }
}

function extent(value: Value): number {
  if (typeof value === "string") return 1 + (value.length >> 5);
  if (Array.isArray(value)) return 1 + (value.length >> 1);
  if (value instanceof Markup) return 1 + (value.text.length >> 5);
  if (value instanceof Items) return 1 + (value.items.length >> 3);
  return value instanceof Dict ? 1 + (value.size >> 3) : 1;
}
