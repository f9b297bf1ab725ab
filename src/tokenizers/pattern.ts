/**
 * Regular expressions of `tokenizer.json`, written for the Oniguruma library, as JavaScript ones that match the same
 * text.
 *
 * Where the two differ, this file, `pattern-places.ts` and `pattern-classes.ts` decide: `^` and `$` are the borders of lines, `\s`, `\d` and `\w`
 * are Unicode's, a dot leaves out the newline alone, `(?i:...)` folds case in full, a quantifier may follow a quantifier, and
 * possessive or atomic groups become a look-ahead and a reference to what it held. The versions of Unicode behind `\p` are
 * the two engines' own.
 */

import { z } from "zod";
import { fold, foldedTogether, isPartOfLongFold } from "./case-folding.ts";
import { anyCase, readClass, readEscape } from "./pattern-classes.ts";
import { LINE_END, LINE_START, PLACES } from "./pattern-places.ts";
import { escapeLiteral, PatternError, PatternReader } from "./pattern-reader.ts";
import { guardRuns, type Item } from "./pattern-runs.ts";

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

/** How parts of a file say what they look for. */
export const PatternConfig = z.union([z.object({ Regex: z.string() }), z.object({ String: z.string() })]);

/** @throws PatternError */
export const patternOf = (config: z.output<typeof PatternConfig>): RegExp =>
  "Regex" in config ? compilePattern(config.Regex) : literalPattern(config.String);

/** A pattern that matches the text itself. */
export function literalPattern(text: string): RegExp {
  return new RegExp(escapeLiteral(text), "gv");
}

interface Options {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
}

/** Recursive descent over the pattern; each method consumes a construct and returns its translation. */
class Translation {
  readonly #reader: PatternReader;
  #options: Options = { ignoreCase: false, dotAll: false };
  #atomics = 0;
  /** Groups are counted where something refers to them; where some have names, only those are. */
  readonly #captures: "none" | "all" | "named";
  readonly #names = new Map<string, number>();
  #groups = 0;
  /** The groups that have matched for certain wherever the reader stands. */
  #matched: ReadonlySet<number> = new Set();

  constructor(readonly pattern: string) {
    this.#reader = new PatternReader(pattern);
    const hasNames = /\(\?<[^=!]/.test(pattern);
    this.#captures = /\\(?:[1-9]|k[<'])/.test(pattern) ? (hasNames ? "named" : "all") : "none";
  }

  whole(): string {
    const source = this.#alternatives(true);
    if (!this.#reader.isDone) throw this.#reader.unsupported("an unmatched )");
    return source;
  }

  #alternatives(isWhole = false): string {
    const before = this.#matched;
    const branches: Item[][] = [];
    const matched: ReadonlySet<number>[] = [];
    do {
      this.#matched = before;
      branches.push(this.#sequence());
      matched.push(this.#matched);
    } while (this.#reader.takes("|"));
    this.#matched = new Set([...matched[0]!].filter((group) => matched.every((set) => set.has(group))));
    const guarded = isWhole ? guardRuns(branches) : branches;
    return guarded.map((items) => this.#joined(items)).join("|");
  }

  #sequence(): Item[] {
    const items: Item[] = [];
    while (!this.#reader.isDone && !this.#reader.sees("|") && !this.#reader.sees(")")) {
      if (this.#reader.match(/\(\?#[^)]*\)/y) !== undefined) continue;
      const options = this.#reader.match(/\(\?([im]*(?:-[im]*)?)\)/y)?.[1];
      if (options === undefined) {
        const before = this.#matched;
        items.push(this.#quantified(this.#atom(), before));
      }
      // Options without a group of their own hold for the rest of this one, what stands behind a | included.
      else
        items.push(
          this.#under(options, () => ({ source: `(?:${this.#alternatives()})`, folds: this.#options.ignoreCase })),
        );
    }
    return items;
  }

  /** The sources of a sequence, literals in the case that is asked for. */
  #joined(items: readonly Item[]): string {
    let joined = "";
    for (let i = 0; i < items.length; ) {
      const { literal, folds } = items[i]!;
      const end = items.findIndex((item, at) => at > i && item.literal === undefined);
      const literals = items.slice(i, end < 0 ? undefined : end).map((item) => item.literal!);
      const together = literal === undefined ? 1 : foldedTogether(literals);
      joined += literal === undefined ? items[i]!.source : anyCase(literals.slice(0, together).map(fold).join(""));
      i += together;
      const next = items[i];
      if (folds && next?.folds && (literal === undefined || next.literal === undefined))
        throw this.#reader.unsupported("a group beside a letter inside (?i:");
    }
    return joined;
  }

  /** @param before the groups that had matched before it */
  #quantified(first: Item, before: ReadonlySet<number>): Item {
    let item = first;
    for (let isFirst = true; ; isFirst = false) {
      const quantifier = this.#reader.match(/[*+?]|\{(\d+)(,?)(\d*)\}|\{,(\d+)\}/y);
      if (quantifier === undefined) return item;
      const [text, least, comma, most] = quantifier;
      if (most && Number(most) < Number(least)) throw this.#reader.unsupported(`the quantifier ${text}`);
      if (/^[*?]|^\{[0,]/.test(text)) this.#matched = before;
      const atom = isFirst ? this.#joined([item]) : `(?:${item.source})`;
      const counted = `${atom}${text.replace("{,", "{0,")}`;
      // A fixed number cannot be lazy: a{2}? is (?:a{2})?.
      const isLazy = !(least !== undefined && comma === "") && this.#reader.takes("?");
      if (isLazy) item = { source: `${counted}?` };
      // After braces a + is a second quantifier.
      else if (!text.startsWith("{") && this.#reader.takes("+"))
        item = { source: this.#atomic(counted), ...(isFirst && text === "+" && { run: atom }) };
      else item = { source: counted, ...(isFirst && text === "+" && { run: atom }) };
    }
  }

  #atom(): Item {
    const reader = this.#reader;
    if (reader.takes("(")) return this.#group();
    if (reader.takes("[")) return { source: readClass(reader, this.#options.ignoreCase) };
    if (reader.takes("\\")) return this.#escape();
    if (reader.takes(".")) return { source: this.#options.dotAll ? "[^]" : "[^\\n]" };
    if (reader.takes("^")) return { source: LINE_START };
    if (reader.takes("$")) return { source: LINE_END };
    if (reader.match(/(?=[*+?]|\{\d+,?\d*\}|\{,\d+\})/y) !== undefined)
      throw reader.unsupported(`a bare ${reader.character()}`);
    return this.#literal(reader.character());
  }

  #escape(): Item {
    const reader = this.#reader;
    const reference = reader.match(/([1-9]\d*)|k(?:<([^>]+)>|'([^']+)')/y);
    if (reference !== undefined) return this.#reference(reference[1] ?? reference[2] ?? reference[3]!, reference[0]);
    const place = PLACES[reader.pattern[reader.at] ?? ""];
    if (place !== undefined) {
      reader.at += 1;
      return { source: place };
    }
    const escaped = readEscape(reader, false);
    return "set" in escaped ? { source: escaped.set } : this.#literal(escaped.character);
  }

  #literal(character: string): Item {
    const source = escapeLiteral(character);
    return this.#options.ignoreCase ? { source, literal: character, folds: isPartOfLongFold(character) } : { source };
  }

  /** What a group has matched, again. Where it may have matched nothing at all, the two engines differ. */
  #reference(name: string, text: string): Item {
    const number = /^-?\d+$/.test(name) ? Number(name) : this.#names.get(name);
    const group = number !== undefined && number < 0 ? this.#groups + 1 + number : number;
    if (group === undefined || !this.#matched.has(group) || this.#options.ignoreCase)
      throw this.#reader.unsupported(`\\${text}`);
    return { source: `\\k<group${group}>` };
  }

  #group(): Item {
    const reader = this.#reader;
    const before = this.#matched;
    const opening = reader.match(/\?(?:<?[=!]|[:>]|([im]*(?:-[im]*)?):|<([\p{L}_][\p{L}\p{N}_]*)>)/uy);
    if (opening === undefined && reader.sees("?"))
      throw reader.unsupported(`the group (${reader.pattern.slice(reader.at, reader.at + 3)}`);
    const name = opening?.[2];
    const isCapture = this.#captures === "all" ? opening === undefined || name !== undefined : name !== undefined;
    const number = isCapture && this.#captures !== "none" ? ++this.#groups : 0;
    if (name !== undefined && this.#names.has(name)) throw reader.unsupported(`two groups named ${name}`);
    if (name !== undefined) this.#names.set(name, number);
    const [body, folds] = this.#under(opening?.[1] ?? "", () => [this.#alternatives(), this.#options.ignoreCase]);
    if (!reader.takes(")")) throw reader.unsupported("an unmatched (");
    if (/^\?<?!$/.test(opening?.[0] ?? "")) this.#matched = before;
    if (/^\?<?[=!]$/.test(opening?.[0] ?? "")) return { source: `(${opening![0]}${body})` };
    if (opening?.[0] === "?>") return { source: this.#atomic(body), folds };
    if (number === 0) return { source: `(?:${body})`, folds };
    this.#matched = new Set([...this.#matched, number]);
    return { source: `(?<group${number}>${body})`, folds };
  }

  /** Reads something under other options, such as "i" or "i-m". */
  #under<T>(options: string, read: () => T): T {
    const outer = this.#options;
    const [on, off] = options.split("-") as [string, string | undefined];
    const holds = (letter: string, now: boolean) => !off?.includes(letter) && (on.includes(letter) || now);
    this.#options = { ignoreCase: holds("i", outer.ignoreCase), dotAll: holds("m", outer.dotAll) };
    const found = read();
    this.#options = outer;
    return found;
  }

  /** Matches `body` without ever giving a character back. */
  #atomic(body: string): string {
    const name = `held${this.#atomics++}`;
    return `(?:(?=(?<${name}>${body}))\\k<${name}>)`;
  }
}
