/**
 * Regular expressions of `tokenizer.json`, written for the Oniguruma library, as JavaScript ones that match the same
 * text.
 *
 * Where the two differ, this file decides: `\s` is Unicode's White_Space (JavaScript's own lacks U+0085 and has
 * U+FEFF), `\d` and `\w` are Unicode's, a dot leaves out the newline alone, `(?i:...)` does not exist before ECMAScript
 * 2025, and possessive or atomic groups become a look-ahead and a reference to what it held. The versions of Unicode
 * behind `\p` are the two engines' own.
 */

/** A construct without a counterpart here. */
export class PatternError extends Error {
  constructor(pattern: string, construct: string) {
    super(`the regular expression ${JSON.stringify(pattern)} uses ${construct}, which is not supported`);
  }
}

/**
 * Translates an Oniguruma pattern.
 * @throws PatternError naming the construct that has no counterpart
 */
export function compilePattern(pattern: string): RegExp {
  const source = new Translation(pattern).whole();
  try {
    return new RegExp(source, "gv");
  } catch {
    throw new PatternError(pattern, "a construct unknown here");
  }
}

/** A pattern that matches the text itself. */
export function literalPattern(text: string): RegExp {
  return new RegExp(escapeLiteral(text), "gv");
}

/** Text as a regular expression that matches it, valid with and without the `u` and `v` flags. */
export const escapeLiteral = (text: string) => text.replace(/[\^$\\.*+?()[\]{}|/]/g, "\\$&");

// Inside a class of the `v` flag more characters have a meaning, and any of them may be escaped.
const escapeInClass = (character: string) => character.replace(/[\^$\\.*+?()[\]{}|/\-&!#%,:;<=>@`~]/, "\\$&");

const SHORTHANDS: Readonly<Record<string, string>> = {
  s: String.raw`\p{White_Space}`,
  S: String.raw`\P{White_Space}`,
  d: String.raw`\p{Nd}`,
  D: String.raw`\P{Nd}`,
  // The superscripts and fractions of Latin-1 count as word characters in Oniguruma.
  w: String.raw`[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\xb2\xb3\xb9\xbc-\xbe]`,
  W: String.raw`[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\xb2\xb3\xb9\xbc-\xbe]`,
};
const CONTROLS: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  f: "\f",
  v: "\v",
  a: "\x07",
  e: "\x1b",
};
/** The non-ASCII characters whose simple case folding is an ASCII letter. */
const FOLDED: Readonly<Record<string, string>> = { s: "ſ", k: "K" };

/** Oniguruma takes a script's bare name for a property, JavaScript wants `Script=`. */
function isProperty(name: string): boolean {
  try {
    return new RegExp(`\\p{${name}}`, "v") instanceof RegExp;
  } catch {
    return false;
  }
}

/** Recursive descent over the pattern; each method consumes a construct and returns its translation. */
class Translation {
  #at = 0;
  #atomics = 0;
  #ignoreCase = false;

  constructor(readonly pattern: string) {}

  whole(): string {
    const source = this.#alternatives();
    if (this.#at < this.pattern.length) throw this.#unsupported("an unmatched )");
    return source;
  }

  #alternatives(): string {
    let source = "";
    while (this.#at < this.pattern.length && !this.#sees(")")) source += this.#takes("|") ? "|" : this.#term();
    return source;
  }

  #term(): string {
    const atom = this.#atom();
    const quantifier = this.#match(/[*+?]|\{\d*,?\d*\}/y);
    if (quantifier === undefined) return atom;
    if (/^\{\D*\}$/.test(quantifier)) throw this.#unsupported(`the quantifier ${quantifier}`);
    // Oniguruma reads {,n} as {0,n}; and + after braces is a second quantifier, not a possessive one.
    const counted = quantifier.replace("{,", "{0,");
    if (this.#takes("?")) return `${atom}${counted}?`;
    if (this.#sees("+")) {
      if (quantifier.startsWith("{")) throw this.#unsupported(`the quantifier ${quantifier}+`);
      this.#at++;
      return this.#atomic(`${atom}${counted}`);
    }
    return `${atom}${counted}`;
  }

  #atom(): string {
    if (this.#takes("(")) return this.#group();
    if (this.#takes("[")) return this.#class();
    if (this.#takes("\\")) return this.#escape(false);
    if (this.#takes(".")) return "[^\\n]";
    const character = this.#character();
    if ("^$*+?{".includes(character)) throw this.#unsupported(`a bare ${character}`);
    return this.#literal(character);
  }

  #group(): string {
    const opening = this.#match(/\?(?:<?[=!]|[:>]|i:)/y) ?? "";
    if (opening === "" && this.#sees("?"))
      throw this.#unsupported(`the group (${this.pattern.slice(this.#at, this.#at + 3)}`);
    const outer = this.#ignoreCase;
    this.#ignoreCase ||= opening === "?i:";
    const body = this.#alternatives();
    this.#ignoreCase = outer;
    if (!this.#takes(")")) throw this.#unsupported("an unmatched (");
    if (opening === "?>") return this.#atomic(body);
    // Nothing asks for what a group captured, so a capturing one is a plain one.
    return /^\?<?[=!]$/.test(opening) ? `(${opening}${body})` : `(?:${body})`;
  }

  /** Matches `body` without ever giving a character back. */
  #atomic(body: string): string {
    const name = `held${this.#atomics++}`;
    return `(?=(?<${name}>${body}))\\k<${name}>`;
  }

  /** A class, its opening bracket consumed; nested classes and intersections mean the same in both languages. */
  #class(): string {
    const opening = this.#takes("^") ? "[^" : "[";
    const operands = [this.#takes("]") ? "\\]" : ""];
    while (!this.#takes("]")) {
      if (this.#at >= this.pattern.length) throw this.#unsupported("an unmatched [");
      if (this.#takes("&&")) operands.push("");
      else operands.push(operands.pop() + this.#classMember(operands.at(-1) === ""));
    }
    // JavaScript wants brackets around what it intersects.
    return `${opening}${operands.length === 1 ? operands[0] : operands.map((operand) => `[${operand}]`).join("&&")}]`;
  }

  #classMember(isFirst: boolean): string {
    if (this.#sees("[:")) throw this.#unsupported("a POSIX bracket");
    if (this.#takes("[")) return this.#class();
    if (this.#takes("\\")) return this.#escape(true);
    if (this.#sees("-") && !this.#sees("-]") && !isFirst) {
      if (this.#ignoreCase) throw this.#unsupported("a range inside (?i:");
      return this.#character();
    }
    return this.#ignoreCase ? this.#folded(this.#character()) : escapeInClass(this.#character());
  }

  /** An escape, its backslash consumed. */
  #escape(inClass: boolean): string {
    const property = this.#match(/[pP]\{\^?[\w =-]+\}/y);
    if (property !== undefined) {
      const negated = (property[0] === "P") !== property.startsWith("^", 2);
      const name = property.slice(property.startsWith("^", 2) ? 3 : 2, -1);
      return `\\${negated ? "P" : "p"}{${isProperty(name) ? name : `Script=${name}`}}`;
    }
    const hexadecimal = this.#match(/x\{[\da-fA-F]{1,6}\}|x[\da-fA-F]{2}|u[\da-fA-F]{4}/y);
    if (hexadecimal !== undefined) return `\\u{${hexadecimal.replace(/[xu{}]/g, "")}}`;
    const character = this.#character();
    const shorthand = SHORTHANDS[character];
    if (shorthand !== undefined) return shorthand;
    const literal = CONTROLS[character] ?? character;
    if (/[\da-zA-Z]/.test(literal)) throw this.#unsupported(`\\${character}`);
    return inClass ? escapeInClass(literal) : escapeLiteral(literal);
  }

  #literal(character: string): string {
    return this.#ignoreCase && /[a-z]/i.test(character) ? `[${this.#folded(character)}]` : escapeLiteral(character);
  }

  #folded(character: string): string {
    if (!/[a-z]/i.test(character)) return escapeInClass(character);
    const lower = character.toLowerCase();
    return lower + character.toUpperCase() + (FOLDED[lower] ?? "");
  }

  #character(): string {
    const character = String.fromCodePoint(this.pattern.codePointAt(this.#at) ?? 0);
    this.#at += character.length;
    return character;
  }

  #sees(text: string): boolean {
    return this.pattern.startsWith(text, this.#at);
  }

  #takes(text: string): boolean {
    if (!this.#sees(text)) return false;
    this.#at += text.length;
    return true;
  }

  #match(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.pattern)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #unsupported(construct: string): PatternError {
    return new PatternError(this.pattern, construct);
  }
}
