/**
 * Source to tokens, by the rules of jinja2's lexer with `trim_blocks` and `lstrip_blocks`: a newline right behind a block
 * goes, and so does white space between the beginning of a line and a block.
 */

import { raise, valueError } from "./errors.ts";
import { unescaped } from "./escapes.ts";
import { readFloat, readInt } from "./numbers.ts";
import { pointCount, quoted, SPACE } from "./text.ts";

export interface Token {
  /** A name, a literal, an operator by its own sign, text between tags, or a delimiter. */
  readonly type: "name" | "string" | "number" | "operator" | "data" | "block" | "endblock" | "variable" | "endvariable" | "end"; // biome-ignore format: one line
  readonly value: string;
  readonly number?: bigint | number;
  readonly line: number;
}

const space = `[${SPACE}]`;
const TAG = /\{[{%#]/g;
const RAW = new RegExp(`\\{%([-+]?)${space}*raw${space}*(?:-%\\}${space}*|%\\})`, "y");
const ENDRAW = new RegExp(`\\{%([-+]?)${space}*endraw${space}*(?:\\+%\\}|-%\\}${space}*|%\\}\\n?)`, "g");
const COMMENT = new RegExp(`(?:\\+#\\}|-#\\}${space}*|#\\}\\n?)`, "g");
const ENDBLOCK = new RegExp(`\\+%\\}|-%\\}${space}*|%\\}\\n?`, "y");
const ENDVARIABLE = new RegExp(`-\\}\\}${space}*|\\}\\}`, "y");
const WHITE = new RegExp(`${space}+`, "y");
const FLOAT = /(?<!\.)(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy;
const INTEGER = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy;
const NAME = /[\p{L}\p{N}_]+/uy;
const STRING = /'[^'\\]*(?:\\[\s\S][^'\\]*)*'|"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y;
const OPERATOR = /\/\/|\*\*|[=!><]=|[-+/*%~[\](){}><=.:|,;]/y;
const CLOSING: Readonly<Record<string, string>> = { "{": "}", "(": ")", "[": "]" };

/** @throws JinjaError a TemplateSyntaxError with its line */
export function tokenize(template: string): Token[] {
  return new Lexer(template.replace(/\r\n?/g, "\n").replace(/\n$/, "")).run();
}

class Lexer {
  readonly #source: string;
  readonly #tokens: Token[] = [];
  #at = 0;
  #line = 1;
  /** Whether what was read last ended a line. */
  #lineStarts = true;

  constructor(source: string) {
    this.#source = source;
  }

  run(): Token[] {
    while (this.#at < this.#source.length) {
      TAG.lastIndex = this.#at;
      const tag = TAG.exec(this.#source);
      if (tag === null) {
        this.#data(this.#source.slice(this.#at), "+");
        this.#at = this.#source.length;
      } else this.#tag(tag[0], this.#source.slice(this.#at, tag.index), tag.index);
    }
    this.#push("end", "");
    return this.#tokens;
  }

  #tag(tag: string, text: string, at: number): void {
    RAW.lastIndex = at;
    const raw = tag === "{%" ? RAW.exec(this.#source) : null;
    const sign = raw?.[1] ?? /^[-+]?/.exec(this.#source.slice(at + 2, at + 3))![0];
    this.#data(text, tag === "{{" && sign === "" ? "+" : sign);
    this.#at = at;
    if (raw !== null) this.#raw(raw[0]);
    else if (tag === "{#") this.#comment(sign);
    else {
      this.#push(tag === "{%" ? "block" : "variable", tag);
      this.#skip(tag.length + sign.length);
      this.#inside(tag === "{%" ? ENDBLOCK : ENDVARIABLE, tag === "{%" ? "endblock" : "endvariable");
    }
  }

  /** Text in front of a tag: `-` takes all white space off its end, `+` none, and no sign what indents a block. */
  #data(text: string, sign: string): void {
    let kept = text;
    if (sign === "-") kept = text.replace(new RegExp(`(?<!${space})${space}+$`), "");
    else if (sign === "") {
      const start = text.lastIndexOf("\n") + 1;
      if ((start > 0 || this.#lineStarts) && new RegExp(`^${space}+$`).test(text.slice(start)))
        kept = text.slice(0, start);
    }
    if (kept !== "") this.#push("data", kept);
    this.#line += newlines(text);
  }

  #raw(opening: string): void {
    this.#skip(opening.length);
    ENDRAW.lastIndex = this.#at;
    const end = ENDRAW.exec(this.#source);
    if (end === null && this.#at === this.#source.length) return;
    if (end === null) throw this.#fail("Missing end of raw directive");
    this.#data(this.#source.slice(this.#at, end.index), end[1]!);
    this.#at = end.index;
    this.#skip(end[0].length);
  }

  #comment(sign: string): void {
    COMMENT.lastIndex = this.#at + 2 + sign.length;
    const end = COMMENT.exec(this.#source);
    if (end === null && this.#at + 2 + sign.length === this.#source.length) {
      this.#at = this.#source.length;
      return;
    }
    if (end === null) throw this.#fail("Missing end of comment tag");
    this.#skip(end.index + end[0].length - this.#at);
  }

  /** The tokens of one tag; its end counts only where all brackets are closed. */
  #inside(end: RegExp, type: "endblock" | "endvariable"): void {
    const brackets: string[] = [];
    while (this.#at < this.#source.length) {
      const closing = brackets.length === 0 ? this.#match(end) : undefined;
      if (closing !== undefined) {
        this.#push(type, closing);
        this.#skip(closing.length);
        return;
      }
      const white = this.#match(WHITE);
      if (white === undefined) this.#token(brackets);
      else this.#skip(white.length);
    }
  }

  #token(brackets: string[]): void {
    const float = this.#match(FLOAT);
    const number = float ?? this.#match(INTEGER);
    const name = number === undefined ? this.#match(NAME) : undefined;
    const string = number === undefined && name === undefined ? this.#match(STRING) : undefined;
    const taken = number ?? name ?? string ?? this.#match(OPERATOR);
    if (taken === undefined) {
      const character = String.fromCodePoint(this.#source.codePointAt(this.#at)!);
      throw this.#fail(`unexpected char ${quoted(character)} at ${pointCount(this.#source.slice(0, this.#at))}`);
    }
    if (number !== undefined) {
      const value =
        (float === undefined ? readInt(number, 0) : readFloat(number)) ?? valueError("the number is too long");
      this.#tokens.push({ type: "number", value: number, number: value, line: this.#line });
    } else if (string !== undefined) {
      const read = unescaped(string.slice(1, -1), (reason) => this.#fail(reason));
      this.#push("string", read);
    } else if (name !== undefined) {
      if (!/^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(name)) this.#fail("Invalid character in identifier");
      this.#push("name", taken);
    } else {
      this.#balance(taken, brackets);
      this.#push("operator", taken);
    }
    this.#skip(taken.length);
  }

  #balance(sign: string, brackets: string[]): void {
    if (CLOSING[sign] !== undefined) brackets.push(CLOSING[sign]);
    if (!/^[\])}]$/.test(sign)) return;
    const expected = brackets.pop();
    if (expected === undefined) this.#fail(`unexpected '${sign}'`);
    if (expected !== sign) this.#fail(`unexpected '${sign}', expected '${expected}'`);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#source)?.[0];
  }

  #skip(length: number): void {
    const passed = this.#source.slice(this.#at, this.#at + length);
    this.#line += newlines(passed);
    this.#lineStarts = passed.endsWith("\n");
    this.#at += length;
  }

  #push(type: Token["type"], value: string): void {
    this.#tokens.push({ type, value, line: this.#line });
  }

  #fail(reason: string): never {
    raise("TemplateSyntaxError", reason, this.#line);
  }
}

const newlines = (text: string): number => text.split("\n").length - 1;
