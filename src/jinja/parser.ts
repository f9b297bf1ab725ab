/** A template's source to statements. */

import type { Block, Branch, Definition, Expression, Statement, Target } from "./nodes.ts";
import { type Signature, TargetParser } from "./target-parser.ts";
import { quoted } from "./text.ts";

export class Parser extends TargetParser {
  readonly blocks = new Map<string, Block>();
  /** Tags that are open, and what closes each. */
  readonly #open: { tag: string; ends: readonly string[] }[] = [];
  /** @throws JinjaError where the source is no template */
  parse(): readonly Statement[] {
    const body = this.#statements([]);
    const [missing] = this.unknown;
    if (missing !== undefined)
      this.fail(`No ${missing.kind} named ${quoted(missing.name)}.`, missing.line, "TemplateAssertionError");
    return body;
  }

  /** Names that the program reads, its own variables among them. */
  get names(): ReadonlySet<string> {
    return this.reads[0]!;
  }

  /** Up to a tag among `ends`, which stays. */
  #statements(ends: readonly string[]): Statement[] {
    const body: Statement[] = [];
    for (;;) {
      const { type, value, line } = this.token;
      if (type === "end") return ends.length === 0 ? body : this.#misplaced(undefined);
      this.next();
      if (type === "data") body.push({ kind: "data", text: value, line });
      else if (type === "variable") {
        body.push({ kind: "output", value: this.tuple(), line });
        this.expect("endvariable");
      } else {
        if (this.token.type === "name" && ends.includes(this.token.value)) return body;
        body.push(...this.#statement());
        this.expect("endblock");
      }
    }
  }

  #statement(): readonly Statement[] {
    const { line, value: tag } = this.token;
    if (!this.is("name")) this.fail("tag name expected");
    if (!Object.hasOwn(this.#tags, tag)) return this.#misplaced(tag);
    this.next();
    this.#open.push({ tag, ends: [] });
    const parsed = this.#tags[tag]!(line);
    this.#open.pop();
    return Array.isArray(parsed) ? parsed : [parsed as Statement];
  }

  #misplaced(tag: string | undefined): never {
    const looking = this.#open
      .findLast(({ ends }) => ends.length > 0)
      ?.ends.map(quoted)
      .join(" or ");
    const nested = tag !== undefined && this.#open.some(({ ends }) => ends.includes(tag));
    const reasons = [tag === undefined ? "Unexpected end of template." : `Encountered unknown tag ${quoted(tag)}.`];
    if (looking !== undefined && nested)
      reasons.push(
        `You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ${looking}.`,
      );
    else if (looking !== undefined) reasons.push(`Jinja was looking for the following tags: ${looking}.`);
    const innermost = this.#open.at(-1);
    if (innermost !== undefined)
      reasons.push(`The innermost block that needs to be closed is ${quoted(innermost.tag)}.`);
    return this.fail(reasons.join(" "));
  }

  /** What stands in a tag, up to one of `ends`; that tag's name has been read then. */
  #body(...ends: readonly string[]): { body: Statement[]; end: string } {
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

  readonly #tags: Readonly<Record<string, (line: number) => Statement | Statement[]>> = {
    set: (line) => this.#set(line),
    for: (line) => this.#for(line),
    if: (line) => this.#scoped(() => this.#if(line), true),
    print: (line) => this.#print(line),
    macro: (line) => {
      const name = this.expect("name").value;
      return { kind: "macro", name, ...this.#definition("endmacro", this.signature()), line };
    },
    call: (line) => {
      const signature = this.is("operator", "(") ? this.signature() : NO_SIGNATURE;
      const call = this.expression();
      if (call.kind !== "call") return this.fail("expected call", line);
      return { kind: "callblock", call, ...this.#definition("endcall", signature), line };
    },
    generation: (line) => ({ kind: "generation", ...this.#definition("endgeneration", NO_SIGNATURE), line }),
    filter: (line) =>
      this.#scoped(() => {
        const filter = this.filters(this.filter(undefined));
        return { kind: "filterblock", filter, body: this.#body("endfilter").body, line };
      }),
    with: (line) => this.#with(line),
    autoescape: (line) =>
      this.#scoped(() => {
        const value = this.expression();
        return { kind: "autoescape", value, body: this.#body("endautoescape").body, line };
      }),
    block: (line) => this.#block(line),
    extends: (line) => ({ kind: "load", template: this.expression(), line }),
    include: (line) => this.#include(line),
    import: (line) => {
      const template = this.expression();
      this.expect("name", "as");
      this.expect("name");
      this.#context();
      return { kind: "load", template, line };
    },
    from: (line) => this.#from(line),
    break: (line) => this.#leave("break", line, "'break' outside loop"),
    continue: (line) => this.#leave("continue", line, "'continue' not properly in loop"),
  };

  #leave(kind: "break" | "continue", line: number, reason: string): Statement {
    if (this.loops.leavable === 0) this.fail(reason, line, "SyntaxError");
    return { kind, line };
  }

  #print(line: number): Statement[] {
    const outputs: Statement[] = [];
    while (!this.is("endblock")) {
      if (outputs.length > 0) this.expect("operator", ",");
      outputs.push({ kind: "output", value: this.expression(), line });
    }
    return outputs;
  }

  #set(line: number): Statement {
    const target = this.target("", true);
    if (this.skip("operator", "=")) return { kind: "set", target, value: this.tuple(), line };
    const filter = this.is("operator", "|") ? this.filters(undefined) : undefined;
    return { kind: "setblock", target, filter, body: this.#scopedBody("endset").body, line };
  }

  #for(line: number): Statement {
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
    const otherwise = end === "else" ? this.#scopedBody("endfor").body : [];
    this.loops = { all, leavable };
    return { kind: "for", target, over, test, recursive, body, otherwise, line };
  }

  #if(line: number): Statement {
    const branches: Branch[] = [];
    for (;;) {
      const test = this.tuple({ conditional: false });
      const { body, end } = this.#body("elif", "else", "endif");
      branches.push({ test, body });
      if (end === "endif") return { kind: "if", branches, otherwise: [], line };
      if (end === "else") return { kind: "if", branches, otherwise: this.#body("endif").body, line };
    }
  }

  #with(line: number): Statement {
    const names: [Target, Expression][] = [];
    while (!this.is("endblock")) {
      if (names.length > 0) this.expect("operator", ",");
      const target = this.target();
      this.expect("operator", "=");
      names.push([target, this.expression()]);
    }
    return { kind: "with", names, body: this.#scopedBody("endwith").body, line };
  }

  #definition(end: string, signature: Signature): Definition {
    const { all, leavable } = this.loops;
    this.loops = { all, leavable: 0 };
    const reads = new Set<string>();
    this.reads.push(reads);
    const { body } = this.#scopedBody(end);
    this.reads.pop();
    this.loops = { all, leavable };
    return { ...signature, body, reads };
  }

  #block(line: number): Statement {
    const name = this.expect("name").value;
    const scoped = this.skip("name", "scoped");
    const required = this.skip("name", "required");
    if (this.is("operator", "-"))
      this.fail("Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead."); // biome-ignore format: one line
    const { leavable, all } = this.loops;
    this.loops = { all, leavable: 0 };
    const { body } = this.#scopedBody("endblock");
    this.loops = { all, leavable };
    this.skip("name", name);
    if (required && body.some((each) => each.kind !== "data" || each.text.trim() !== ""))
      this.fail("Required blocks can only contain comments or whitespace");
    const block: Block = { kind: "block", name, scoped, required, body, line };
    if (this.blocks.has(name)) this.fail(`block ${quoted(name)} defined twice`, line, "TemplateAssertionError");
    this.blocks.set(name, block);
    return block;
  }

  #include(line: number): Statement {
    const template = this.expression();
    if (this.is("name", "ignore") && this.is("name", "missing", 1)) {
      this.next();
      this.next();
    }
    this.#context();
    return { kind: "load", template, line };
  }

  #from(line: number): Statement {
    const template = this.expression();
    this.expect("name", "import");
    do {
      if (this.#context()) break;
      const { value: name } = this.expect("name");
      if (name.startsWith("_"))
        this.fail("names starting with an underline can not be imported", line, "TemplateAssertionError");
      if (this.skip("name", "as")) this.expect("name");
    } while (this.skip("operator", ","));
    this.#context();
    return { kind: "load", template, line };
  }

  /** `with context` or `without context`. */
  #context(): boolean {
    const stated = (this.is("name", "with") || this.is("name", "without")) && this.is("name", "context", 1);
    if (stated) {
      this.next();
      this.next();
    }
    return stated;
  }
}

const NO_SIGNATURE: Signature = { parameters: [], defaults: [] };
