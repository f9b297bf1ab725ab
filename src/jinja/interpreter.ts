/** Runs a program: statements, their scopes as jinja2 has them, and the text that they write. */

import { NO_ARGUMENTS } from "./arguments.ts";
import { TemplateReference } from "./blocks.ts";
import { environment } from "./environment.ts";
import { raise, typeError } from "./errors.ts";
import { Evaluator } from "./evaluator.ts";
import { Loop } from "./loop.ts";
import { Macro } from "./macro.ts";
import type { Block, Definition, Expression, For, Statement, Target } from "./nodes.ts";
import { within } from "./operators.ts";
import { iterate, sizeOf, truth } from "./protocols.ts";
import { safely, text } from "./representation.ts";
import { Scope } from "./scope.ts";
import { assign, checkNamespaces, targetValue } from "./targets.ts";

import { Markup, Undefined, type Value } from "./values.ts";

/** From `start` up to `end`, in UTF-16 units of the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How a statement leaves the loop around it. */
type Leaving = "break" | "continue" | undefined;

export class Interpreter extends Evaluator {
  /** What `{% generation %}` blocks wrote, in the order in which they ended. */
  readonly generated: Span[] = [];
  readonly #blocks: ReadonlyMap<string, Block>;
  /** The scope of the program's own variables, which its blocks see. */
  readonly #top: Scope;
  /** What is written: the text itself, or that of a macro, a block that is set, a filtered one. */
  #out: string[] = [];
  readonly #text = this.#out;
  #written = 0;

  constructor(
    blocks: ReadonlyMap<string, Block>,
    variables: Iterable<readonly [string, Value]>,
    now: Date | undefined,
  ) {
    super(now);
    this.#blocks = blocks;
    for (const [name, value] of environment(this)) this.scope.set(name, value);
    for (const [name, value] of variables) this.scope.set(name, value);
    this.scope.set("self", new TemplateReference(this.#blocks, (block) => this.#blockText(block, this.#top)));
    this.#top = this.scope = new Scope(this.scope);
  }

  render(body: readonly Statement[]): string {
    this.#run(body);
    return this.#text.join("");
  }

  #write(piece: string): void {
    this.#out.push(piece);
    if (this.#out === this.#text) this.#written += piece.length;
    if (this.#written > 1 << 26) raise("MemoryError", "the text becomes larger than 64 Mi characters");
  }

  /** The text that `body` writes in `scope`, kept from the output. */
  #captured(body: readonly Statement[], scope: Scope): { text: string; leaving: Leaving } {
    const [out, around] = [this.#out, this.scope];
    this.#out = [];
    this.scope = scope;
    const leaving = this.#run(body);
    const captured = within(this.#out.join(""));
    this.#out = out;
    this.scope = around;
    return { text: captured, leaving };
  }

  #safe = (value: string): Value => (this.autoescape ? new Markup(value) : value);

  #run(body: readonly Statement[]): Leaving {
    for (const statement of body) {
      const leaving = this.#execute(statement);
      if (leaving !== undefined) return leaving;
    }
    return undefined;
  }

  #within(scope: Scope, body: readonly Statement[]): Leaving {
    const around = this.scope;
    this.scope = scope;
    const leaving = this.#run(body);
    this.scope = around;
    return leaving;
  }

  #execute(node: Statement): Leaving {
    this.spend(1);
    this.line = node.line;
    switch (node.kind) {
      case "data":
        this.#write(node.text);
        return undefined;
      case "output":
        this.#output(this.evaluate(node.value));
        return undefined;
      case "if":
        for (const { test, body } of node.branches) if (truth(this.evaluate(test))) return this.#run(body);
        return this.#run(node.otherwise);
      case "for":
        return this.#for(node);
      case "set":
        checkNamespaces(node.target, this.scope);
        assign(node.target, this.evaluate(node.value), this.scope);
        return undefined;
      case "setblock":
        return this.#setBlock(node);
      case "with":
        return this.#with(node.names, node.body);
      case "macro":
        this.scope.set(node.name, this.#macro(node.name, node));
        return undefined;
      case "callblock":
        this.#output(this.#callWith(node.call, this.#macro(null, node)));
        return undefined;
      case "generation":
        this.#generation(node);
        return undefined;
      case "filterblock": {
        const scope = new Scope(this.scope);
        const { text: body, leaving } = this.#captured(node.body, scope);
        if (leaving === undefined)
          this.#inScope(scope, () => this.#output(this.filtered(node.filter, this.#safe(body))));
        return leaving;
      }
      case "autoescape":
        return this.#autoescape(truth(this.evaluate(node.value)), node.body);
      case "block":
        if (node.required) raise("TemplateRuntimeError", `Required block '${node.name}' not found`);
        this.#write(this.#blockText(node, node.scoped ? this.scope : this.#top));
        return undefined;
      case "break":
      case "continue":
        return node.kind;
      case "load":
        this.evaluate(node.template);
        return typeError("no loader for this environment specified");
    }
  }

  #inScope(scope: Scope, work: () => void): void {
    const around = this.scope;
    this.scope = scope;
    work();
    this.scope = around;
  }

  #output(value: Value): void {
    this.#write(this.autoescape ? safely(value).text : text(value));
  }

  #setBlock(node: Statement & { readonly kind: "setblock" }): Leaving {
    const scope = new Scope(this.scope);
    const { text: body, leaving } = this.#captured(node.body, scope);
    if (leaving !== undefined) return leaving;
    let value = this.#safe(body);
    if (node.filter !== undefined) {
      this.#inScope(scope, () => {
        value = this.filtered(node.filter!, value);
      });
    }
    checkNamespaces(node.target, this.scope);
    assign(node.target, value, this.scope);
    return undefined;
  }

  #with(names: readonly (readonly [Target, Expression])[], body: readonly Statement[]): Leaving {
    const scope = new Scope(this.scope);
    for (const [target, value] of names) assign(target, this.evaluate(value), scope);
    return this.#within(scope, body);
  }

  #autoescape(on: boolean, body: readonly Statement[]): Leaving {
    const before = this.autoescape;
    this.autoescape = on;
    const leaving = this.#within(new Scope(this.scope), body);
    this.autoescape = before;
    return leaving;
  }

  #for(node: For): Leaving {
    const outer = this.scope;
    const recursion = (items: Value, depth: number): Value => {
      const [out, around] = [this.#out, this.scope];
      this.#out = [];
      this.scope = outer;
      this.#loop(node, items, depth, recursion);
      const body = within(this.#out.join(""));
      this.#out = out;
      this.scope = around;
      return this.#safe(body);
    };
    const items = this.evaluate(node.over);
    if (!node.recursive) return this.#loop(node, items, 0, undefined);
    this.#output(recursion(items, 0));
    return undefined;
  }

  #loop(node: For, items: Value, depth: number, recursion: Loop["recursion"]): Leaving {
    const outer = this.scope;
    const chosen = node.test === undefined ? iterate(items) : this.#chosen(node.target, iterate(items), node.test);
    const length = node.test === undefined ? sizeOf(items) : undefined;
    const loop = new Loop(chosen[Symbol.iterator](), length, depth, recursion);
    let finished = false;
    let leaving: Leaving;
    for (
      let item = loop.advance();
      item !== undefined && leaving !== "break";
      item = leaving === "break" ? undefined : loop.advance()
    ) {
      this.spend(5); // a scope is made
      const scope = new Scope(outer);
      assign(node.target, item, scope);
      scope.set("loop", loop);
      leaving = this.#within(scope, node.body);
      finished ||= leaving === undefined;
    }
    // As in jinja2, an item counts only when its body was run to the end.
    return finished ? undefined : this.#within(new Scope(outer), node.otherwise);
  }

  /** The items that a loop's `if` holds of, made when they are asked for. */
  *#chosen(target: Target, items: Iterable<Value>, test: Expression): Generator<Value> {
    const outer = this.scope;
    for (const item of items) {
      const scope = new Scope(outer);
      assign(target, item, scope);
      let holds = false;
      this.#inScope(scope, () => {
        holds = truth(this.evaluate(test));
      });
      if (holds) yield targetValue(target, scope);
    }
  }

  #macro(name: string | null, definition: Definition): Macro {
    const scope = this.scope;
    return new Macro(name, definition, (bind) => {
      const inner = new Scope(scope);
      this.#inScope(inner, () => bind(inner, (node) => this.evaluate(node)));
      return this.#safe(this.#captured(definition.body, inner).text);
    });
  }

  #callWith(node: Expression & { readonly kind: "call" }, caller: Macro): Value {
    const { positional, named } = this.arguments(node);
    return this.call(this.evaluate(node.of), { positional, named: new Map([...named, ["caller", caller]]) });
  }

  #generation(definition: Definition): void {
    const body = text(this.#macro(null, definition).call(NO_ARGUMENTS));
    this.generated.push({ start: this.#written, end: this.#written + body.length });
    this.#write(body);
  }

  #blockText(block: Block, around: Scope): string {
    const scope = new Scope(around);
    scope.set("super", new Undefined(`there is no parent block called '${block.name}'.`));
    return this.#captured(block.body, scope).text;
  }
}
