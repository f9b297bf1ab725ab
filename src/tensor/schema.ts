/**
 * Operator schemas, in LibTorch's own notation:
 *
 *     aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor
 *     aten::add_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!)
 *
 * The run time reads one when it binds an operator; `tools/operators.ts` reads all of them to write the types.
 */

export interface Argument {
  readonly name: string;
  /** The type without its alias annotation, for example `Tensor`, `Tensor?[]`, `int[2]`, `SymInt[]`. */
  readonly type: string;
  readonly keywordOnly: boolean;
  readonly hasDefault: boolean;
  /** The letter of a written alias, for example "a" in `Tensor(a!)`. */
  readonly written: string | undefined;
}

export interface Return {
  readonly type: string;
  readonly written: string | undefined;
}

export interface Schema {
  /** Namespace and name, for example `aten::add`. */
  readonly name: string;
  /** Overload, empty for the default one. */
  readonly overload: string;
  readonly arguments: readonly Argument[];
  readonly returns: readonly Return[];
}

const HEAD = /^([\w]+::[\w]+)(?:\.(\w+))?\((.*)\) -> (.*)$/s;

/** Reads one schema; throws where the text is none. */
export function parseSchema(text: string): Schema {
  const head = HEAD.exec(text);
  if (head === null) throw new SyntaxError(`not an operator schema: ${text}`);
  const [, name = "", overload = "", inside = "", after = ""] = head;
  return { name, overload, arguments: parseArguments(inside), returns: parseReturns(after) };
}

function parseArguments(text: string): Argument[] {
  const parsed: Argument[] = [];
  let keywordOnly = false;
  for (const part of split(text)) {
    if (part === "*") {
      keywordOnly = true;
      continue;
    }
    const [declaration = "", initial] = splitDefault(part);
    const space = declaration.lastIndexOf(" ");
    parsed.push({
      name: declaration.slice(space + 1),
      ...parseType(declaration.slice(0, space)),
      keywordOnly,
      hasDefault: initial !== undefined,
    });
  }
  return parsed;
}

function parseReturns(text: string): Return[] {
  // One return stands bare, several stand in parentheses. A bare one may end in an alias: `Tensor(a!)`.
  const several = text.startsWith("(") && text.endsWith(")");
  return split(several ? text.slice(1, -1) : text).map((part) => {
    // A named return, `Tensor values`, carries its name after the last space outside parentheses.
    const bare = part.replace(/\s+\w+$/, "");
    return parseType(bare);
  });
}

function parseType(text: string): { type: string; written: string | undefined } {
  const written = /\((\w+)!(?: -> [^)]*)?\)/.exec(text)?.[1];
  return { type: text.replace(/\([^)]*[!|*a-z][^)]*\)/g, "").trim(), written };
}

/** Splits at the commas that stand outside brackets, parentheses and quotes. */
function split(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"' || c === "'") quoted = !quoted;
    else if (quoted) continue;
    else if (c === "(" || c === "[") depth++;
    else if (c === ")" || c === "]") depth--;
    else if (c === "," && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  const last = text.slice(start).trim();
  return last === "" ? parts : [...parts, last];
}

function splitDefault(text: string): [string, string | undefined] {
  const at = text.indexOf("=");
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
