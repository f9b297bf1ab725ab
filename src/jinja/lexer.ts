/**
 * Source to tokens, by the rules of jinja2's lexer with `trim_blocks` and `lstrip_blocks`: a newline right behind a
 * block goes, and so does white space between the beginning of a line and a block.
 */

import { raise } from "./errors.ts";
import { unescaped } from "./escapes.ts";
import { isSpace, pointCount, quoted, SPACE } from "./text.ts";

type TokenType = "name" | "string" | "number" | "operator" | "data" | "end" | Tag | `end${Tag}`;
type Tag = "block" | "variable";

/** A piece of a program. */
export interface Token {
  /** A name, a literal, an operator by its own sign, text between tags, or a delimiter. */
  readonly type: TokenType;
  readonly value: string;
  readonly number?: bigint | number;
  readonly line: number;
}

const space = `[${SPACE}]`;
const TAG = /\{[{%#]/g;
const RAW = new RegExp(`\\{%([-+]?)${space}*raw${space}*(?:-%\\}${space}*|%\\})`, "y");
const ENDRAW = new RegExp(`\\{%([-+]?)${space}*endraw${space}*(?:\\+%\\}|-%\\}${space}*|%\\}\\n?)`, "g");
const COMMENT = new RegExp(`\\+#\\}|-#\\}${space}*|#\\}\\n?`, "g");
const ENDBLOCK = new RegExp(`\\+%\\}|-%\\}${space}*|%\\}\\n?`, "y");
const ENDVARIABLE = new RegExp(`-\\}\\}${space}*|\\}\\}`, "y");
const WHITE = new RegExp(`${space}+`, "y");
const FLOAT = /(?<!\.)(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy;
const INTEGER = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy;
const NAME = /[\p{L}\p{N}_]+/uy;
const STRING = /'[^'\\]*(?:\\[\s\S][^'\\]*)*'|"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y;
const OPERATOR = /\/\/|\*\*|[=!><]=|[-+/*%~[\](){}><=.:|,;]/y;
const TRAILING = new RegExp(`(?<!${space})${space}+$`);
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

  constructor(source: string) {
    this.#source = source;
  }

  run(): Token[] {
    while (this.#at < this.#source.length) {
      const at = this.#search(TAG)?.index ?? this.#source.length;
      const raw = this.#search(RAW, at);
      const tag = this.#source.slice(at, at + 2);
      const sign = raw?.[1] ?? /^[-+]?/.exec(this.#source.slice(at + 2, at + 3))![0];
      this.#data(at, tag === "" || (tag === "{{" && sign === "") ? "+" : sign);
      this.#skip(raw === null ? 0 : raw[0].length);
      if (raw !== null) this.#raw();
      else if (tag === "{#") this.#comment(2 + sign.length);
      else if (tag === "{%") this.#inside("block", tag.length + sign.length, ENDBLOCK);
      else if (tag === "{{") this.#inside("variable", tag.length + sign.length, ENDVARIABLE);
    }
    this.#push("end", "");
    return this.#tokens;
  }

  /** Text up to a tag: `-` takes all white space off its end, `+` none, and no sign what indents a block. */
  #data(end: number, sign: string): void {
    const text = this.#source.slice(this.#at, end);
    const start = text.lastIndexOf("\n") + 1;
    const lineStarts = start > 0 || this.#at === 0 || this.#source[this.#at - 1] === "\n";
    let kept = text;
    if (sign === "-") kept = text.replace(TRAILING, "");
    else if (sign === "" && lineStarts && isSpace(text.slice(start))) kept = text.slice(0, start);
    if (kept !== "") this.#push("data", kept);
    this.#skip(text.length);
  }

  #raw(): void {
    const end = this.#search(ENDRAW);
    if (end === null && this.#at === this.#source.length) return;
    if (end === null) throw this.#fail("Missing end of raw directive");
    this.#data(end.index, end[1]!);
    this.#skip(end[0].length);
  }

  #comment(opening: number): void {
    this.#skip(opening);
    const end = this.#search(COMMENT);
    if (end === null && this.#at < this.#source.length) throw this.#fail("Missing end of comment tag");
    if (end !== null) this.#skip(end.index + end[0].length - this.#at);
  }

  /** The tokens of one tag; its end counts only where all brackets are closed. */
  #inside(tag: Tag, opening: number, end: RegExp): void {
    const brackets: string[] = [];
    this.#push(tag, "");
    this.#skip(opening);
    while (this.#at < this.#source.length) {
      const closing = brackets.length === 0 ? this.#match(end) : undefined;
      if (closing !== undefined) this.#push(`end${tag}`, closing);
      this.#skip((closing ?? this.#match(WHITE) ?? this.#token(brackets)).length);
      if (closing !== undefined) return;
    }
  }

  /** Gives what it read, which is to be skipped. */
  #token(brackets: string[]): string {
    const float = this.#match(FLOAT);
    const number = float ?? this.#match(INTEGER);
    if (number !== undefined) {
      const digits = number.replaceAll("_", "");
      this.#push("number", number, float === undefined ? BigInt(digits) : Number(digits));
      return number;
    }
    const name = this.#match(NAME);
    if (name !== undefined) {
      if (!/^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(name)) this.#fail("Invalid character in identifier");
      this.#push("name", name);
      return name;
    }
    const string = this.#match(STRING);
    if (string !== undefined) {
      this.#push(
        "string",
        unescaped(string.slice(1, -1), (reason) => this.#fail(reason)),
      );
      return string;
    }
    const sign = this.#match(OPERATOR);
    if (sign === undefined) {
      const character = String.fromCodePoint(this.#source.codePointAt(this.#at)!);
      throw this.#fail(`unexpected char ${quoted(character)} at ${pointCount(this.#source.slice(0, this.#at))}`);
    }
    this.#balance(sign, brackets);
    this.#push("operator", sign);
    return sign;
  }

  #balance(sign: string, brackets: string[]): void {
    if (CLOSING[sign] !== undefined) brackets.push(CLOSING[sign]);
    if (!/^[\])}]$/.test(sign)) return;
    const expected = brackets.pop();
    if (expected === undefined) this.#fail(`unexpected '${sign}'`);
    if (expected !== sign) this.#fail(`unexpected '${sign}', expected '${expected}'`);
  }

  /** What a sticky pattern matches here. */
  #match(pattern: RegExp): string | undefined {
    return this.#search(pattern)?.[0];
  }

  #search(pattern: RegExp, from = this.#at): RegExpExecArray | null {
    pattern.lastIndex = from;
    return pattern.exec(this.#source);
  }

  #skip(length: number): void {
    this.#line += this.#source.slice(this.#at, this.#at + length).split("\n").length - 1;
    this.#at += length;
  }

  #push(type: TokenType, value: string, number?: bigint | number): void {
    this.#tokens.push({ type, value, ...(number === undefined ? {} : { number }), line: this.#line });
  }

  #fail(reason: string): never {
    raise("TemplateSyntaxError", reason, this.#line);
  }
}
