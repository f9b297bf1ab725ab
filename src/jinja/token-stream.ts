/** The tokens of a program, read one after the other. */

import { raise } from "./errors.ts";
import { type Token, tokenize } from "./lexer.ts";
import { quoted } from "./text.ts";

const DESCRIPTIONS: Partial<Record<Token["type"], string>> = {
  data: "template data / text",
  block: "begin of statement block",
  endblock: "end of statement block",
  variable: "begin of print statement",
  endvariable: "end of print statement",
  end: "end of template",
};

/** A token as messages name it. */
export function describe({ type, value, number }: Token): string {
  if (type === "number") return typeof number === "bigint" ? "integer" : "float";
  return type === "name" || type === "operator" ? value : (DESCRIPTIONS[type] ?? type);
}

/** A place among the tokens, from which they are read. */
export class TokenStream {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(source: string) {
    this.#tokens = tokenize(source);
  }

  /** Where it is reading. */
  get line(): number {
    return this.token.line;
  }

  protected get token(): Token {
    return this.#tokens[this.#at]!;
  }

  protected next(): Token {
    const token = this.token;
    if (token.type !== "end") this.#at++;
    return token;
  }

  protected is(type: Token["type"], value?: string, ahead = 0): boolean {
    const token = this.#tokens[this.#at + ahead];
    return token?.type === type && (value === undefined || token.value === value);
  }

  protected skip(type: Token["type"], value: string): boolean {
    const found = this.is(type, value);
    if (found) this.#at++;
    return found;
  }

  /** Two words that go together. */
  protected skipBoth(first: string, second: string): boolean {
    const found = this.is("name", first) && this.is("name", second, 1);
    if (found) this.#at += 2;
    return found;
  }

  protected expect(type: Token["type"], value?: string): Token {
    if (this.is(type, value)) return this.next();
    const expected = quoted(value ?? DESCRIPTIONS[type] ?? type);
    if (this.token.type === "end") return this.fail(`unexpected end of template, expected ${expected}.`);
    return this.fail(`expected token ${expected}, got ${quoted(describe(this.token))}`);
  }

  protected fail(reason: string, line = this.token.line, exception = "TemplateSyntaxError"): never {
    return raise(exception, reason, line);
  }
}
