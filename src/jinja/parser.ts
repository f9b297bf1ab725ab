/** A program's source to what runs it. */

import { typeError } from "./errors.ts";
import { forLoop } from "./loop.ts";
import { type Definition, Macro } from "./macro.ts";
import { truth } from "./protocols.ts";
import type { Expression, Statement } from "./run.ts";
import { assign, checkNamespaces, Scope, type Target } from "./scope.ts";
import { at, capturing, inOrder } from "./statements.ts";
import { type Signature, TargetParser } from "./target-parser.ts";
import { quoted } from "./text.ts";
import { NO_ARGUMENTS } from "./values.ts";

/** Reads a whole program. */
export class Parser extends TargetParser {
  /** Tags that are open, and what closes each. */
  readonly #open: { tag: string; ends: readonly string[] }[] = [];
  readonly #blocks = new Set<string>();

  /** @throws JinjaError where the source is no program */
  parse(): Statement {
    const body = this.#statements([]);
    const [missing] = this.unknown;
    if (missing !== undefined)
      this.fail(`No ${missing.kind} named ${quoted(missing.name)}.`, missing.line, "TemplateAssertionError");
    return body;
  }

  /** Up to a tag among `ends`, which stays. */
  #statements(ends: readonly string[]): Statement {
    const body: Statement[] = [];
    for (;;) {
      const { type, value, line } = this.token;
      if (type === "end") return ends.length === 0 ? inOrder(body) : this.#misplaced(undefined);
      this.next();
      if (type === "data") body.push(at(line, (run) => run.write(value)));
      else if (type === "variable") {
        const output = this.tuple();
        this.expect("endvariable");
        body.push(at(line, (run) => run.output(output(run))));
      } else {
        if (this.token.type === "name" && ends.includes(this.token.value)) return inOrder(body);
        body.push(at(this.token.line, this.#statement()));
        this.expect("endblock");
      }
    }
  }

  #statement(): Statement {
    const { line, value: tag } = this.token;
    if (!this.is("name")) this.fail("tag name expected");
    const parse = this.#tags.get(tag) ?? this.#misplaced(tag);
    this.next();
    this.#open.push({ tag, ends: [] });
    const statement = parse(line);
    this.#open.pop();
    return statement;
  }

  #misplaced(tag: string | undefined): never {
    const looking = this.#open
      .findLast(({ ends }) => ends.length > 0)
      ?.ends.map(quoted)
      .join(" or ");
    const nested = tag !== undefined && this.#open.some(({ ends }) => ends.includes(tag));
    const innermost = this.#open.at(-1);
    const reasons = [tag === undefined ? "Unexpected end of template." : `Encountered unknown tag ${quoted(tag)}.`];
    if (looking !== undefined && nested)
      reasons.push(
        `You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ${looking}.`,
      );
    else if (looking !== undefined) reasons.push(`Jinja was looking for the following tags: ${looking}.`);
    if (innermost !== undefined)
      reasons.push(`The innermost block that needs to be closed is ${quoted(innermost.tag)}.`);
    return this.fail(reasons.join(" "));
  }

  /** What stands in a tag, up to one of `ends`; that tag's name has been read then. */
  #body(...ends: readonly string[]): { body: Statement; end: string } {
    this.skip("operator", ":");
    this.expect("endblock");
    this.#open.at(-1)!.ends = ends;
    return { body: this.#statements(ends), end: this.next().value };
  }

  /** In a scope of its own. */
  #scoped<T>(parse: () => T, soft = false): T {
    const before = this.soft;
    this.soft = soft;
    const parsed = parse();
    this.soft = before;
    return parsed;
  }

  #scopedBody = (...ends: readonly string[]) => this.#scoped(() => this.#body(...ends));

  readonly #tags = new Map<string, (line: number) => Statement>([
    ["autoescape", () => this.#autoescape()],
    ["block", (line) => this.#block(line)],
    ["break", (line) => this.leave("break", line, "'break' outside loop")],
    ["call", (line) => this.#call(line)],
    ["continue", (line) => this.leave("continue", line, "'continue' not properly in loop")],
    ["extends", () => this.#load()],
    ["filter", () => this.#filter()],
    ["for", () => this.#for()],
    ["from", () => this.#load()],
    ["generation", () => this.#generation()],
    ["if", () => this.#scoped(() => this.#if(), true)],
    ["import", () => this.#load()],
    ["include", () => this.#load()],
    ["macro", () => this.#macro()],
    ["set", () => this.#set()],
    ["with", () => this.#with()],
  ]);

  #set(): Statement {
    const target = this.target("", true);
    if (!this.skip("operator", "=")) {
      const filter = this.skip("operator", "|") ? this.filters() : undefined;
      return capturing(this.#scopedBody("endset").body, filter, (run, text) => {
        checkNamespaces(target, run.scope);
        assign(target, text, run.scope);
      });
    }
    const value = this.tuple();
    return (run) => {
      checkNamespaces(target, run.scope);
      assign(target, value(run), run.scope);
    };
  }

  #filter(): Statement {
    return this.#scoped(() => {
      const filter = this.filters();
      return capturing(this.#body("endfilter").body, filter, (run, text) => run.output(text));
    });
  }

  #for(): Statement {
    this.loops.all++;
    const target = this.target("in");
    this.loops.all--;
    this.expect("name", "in");
    const over = this.tuple({ conditional: false, until: "recursive" });
    const test = this.skip("name", "if") ? this.#scoped(() => this.expression()) : undefined;
    const recursive = this.skip("name", "recursive");
    const { all, leavable } = this.loops;
    this.loops = { all: all + 1, leavable: leavable + 1 };
    const { body, end } = this.#scopedBody("endfor", "else");
    this.loops = { all: all + 1, leavable: recursive ? 0 : leavable };
    const otherwise = end === "else" ? this.#scopedBody("endfor").body : inOrder([]);
    this.loops = { all, leavable };
    return forLoop({ target, over, test, recursive, body, otherwise });
  }

  #if(): Statement {
    const branches: [test: Expression, body: Statement][] = [];
    let otherwise: Statement | undefined;
    for (let end = "elif"; end !== "endif"; ) {
      const test = end === "elif" ? this.tuple({ conditional: false }) : undefined;
      const parsed = test === undefined ? this.#body("endif") : this.#body("elif", "else", "endif");
      if (test === undefined) otherwise = parsed.body;
      else branches.push([test, parsed.body]);
      end = parsed.end;
    }
    return (run) => {
      const branch = branches.find(([test]) => truth(test(run)));
      return (branch?.[1] ?? otherwise)?.(run);
    };
  }

  #with(): Statement {
    const names = this.separated((): [Target, Expression] => {
      const target = this.target();
      this.expect("operator", "=");
      return [target, this.expression()];
    });
    const { body } = this.#scopedBody("endwith");
    return (run) => {
      const scope = new Scope(run.scope);
      for (const [target, value] of names) assign(target, value(run), scope);
      return run.inside(scope, () => body(run));
    };
  }

  #autoescape(): Statement {
    const [on, { body }] = this.#scoped(() => [this.expression(), this.#body("endautoescape")] as const);
    return (run) => {
      const before = run.autoescape;
      run.autoescape = truth(on(run));
      const leaving = run.inside(new Scope(run.scope), () => body(run));
      run.autoescape = before;
      return leaving;
    };
  }

  /** What stands in a macro, or a block of its own: no `break` leads out of it. */
  #definition(end: string, signature: Signature = { parameters: [], defaults: [] }): Definition {
    const { all, leavable } = this.loops;
    this.loops = { all, leavable: 0 };
    const reads = new Set<string>();
    this.reads.push(reads);
    const { body } = this.#scopedBody(end);
    this.reads.pop();
    this.loops = { all, leavable };
    return { ...signature, body, reads };
  }

  #macro(): Statement {
    const name = this.expect("name").value;
    const definition = this.#definition("endmacro", this.signature());
    return (run) => run.scope.set(name, new Macro(name, definition, run));
  }

  #call(line: number): Statement {
    const signature = this.is("operator", "(") ? this.signature() : undefined;
    const { of, args } = this.calls.get(this.expression()) ?? this.fail("expected call", line);
    const definition = this.#definition("endcall", signature);
    return (run) => {
      const { positional, named } = args(run);
      const caller = new Macro(null, definition, run);
      return run.output(run.call(of(run), { positional, named: new Map([...named, ["caller", caller]]) }));
    };
  }

  #generation(): Statement {
    const definition = this.#definition("endgeneration");
    return (run) => run.generate(new Macro(null, definition, run).call(NO_ARGUMENTS));
  }

  #block(line: number): Statement {
    const name = this.expect("name").value;
    const scoped = this.skip("name", "scoped");
    const { body } = this.#definition("endblock");
    this.skip("name", name);
    if (this.#blocks.has(name)) this.fail(`block ${quoted(name)} defined twice`, line, "TemplateAssertionError");
    this.#blocks.add(name);
    return (run) => run.inside(new Scope(scoped ? run.scope : run.top), () => body(run));
  }

  /** There is no other template that could be loaded. */
  #load(): Statement {
    const template = this.expression();
    while (!this.is("endblock") && !this.is("end")) this.next();
    return (run) => {
      template(run);
      return typeError("no loader for this environment specified");
    };
  }
}
