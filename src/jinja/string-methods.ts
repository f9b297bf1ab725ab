/** The methods of `str`. */

import { bounds, integer, repeat, replaced, string, table, type Values } from "./arguments.ts";
import { typeError, valueError } from "./errors.ts";
import { isText, iterate, plain, truth } from "./protocols.ts";
import { capitalize, codePoints, isLower, isSpace, isUpper, pointCount, SPACE, title } from "./text.ts";
import { Tuple, typeName, type Value } from "./values.ts";

/** Digits that stand alone, such as ² and ①, are no decimals; Unicode's Numeric_Type has no name in patterns. */
const DIGIT = /[\p{Nd}²³¹⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒]/u;
const NUMERIC = /[\p{N}〇一二三四五六七八九十百千万萬億兆零壹贰貳叁參肆伍陆陸柒捌玖拾佰仟]/u;
const WORD = new RegExp(`[^${SPACE}]+`, "g");

const every = (text: string, pattern: RegExp): boolean =>
  text !== "" && codePoints(text).every((each) => pattern.test(each));

/** What `part` is looked for in: the characters from `start` to `stop`; undefined where those are beyond the text. */
function searched(self: string, [start, stop]: Values): { within: string; from: number } | undefined {
  if (start === undefined && stop === undefined) return { within: self, from: 0 };
  const characters = codePoints(self);
  const { first, end } = bounds(characters.length, [start, stop]);
  const beyond = first > end || (typeof start === "bigint" && start > characters.length);
  return beyond ? undefined : { within: characters.slice(first, end).join(""), from: first };
}

/** Where `part` stands, as an index of characters; -1 for nowhere. */
function find(self: string, [part, ...range]: Values, last = false): number {
  const { within, from } = searched(self, range) ?? { within: undefined, from: 0 };
  const at = (last ? within?.lastIndexOf(string(part)) : within?.indexOf(string(part))) ?? -1;
  return at < 0 ? at : pointCount(within!.slice(0, at)) + from;
}

const found = (at: number): bigint => (at < 0 ? valueError("substring not found") : BigInt(at));

/** `startswith` and `endswith`: of one text, or of any in a tuple. */
function affixed(self: string, [affix, ...range]: Values, name: "startsWith" | "endsWith"): boolean {
  const affixes = affix instanceof Tuple ? affix.items : [affix!];
  if (!affixes.every(isText))
    return typeError(`${name.toLowerCase()} first arg must be str or a tuple of str, not ${typeName(affix!)}`);
  const part = searched(self, range);
  return part !== undefined && affixes.some((each) => part.within[name](plain(each)));
}

/** `text.strip(characters)`, at the sides that are named. */
export function strip(text: string, characters?: Value, sides: "left" | "right" | "both" = "both"): string {
  const set = characters === undefined || characters === null ? undefined : new Set(string(characters));
  const goes = set === undefined ? isSpace : (each: string) => set.has(each);
  const all = codePoints(text);
  let [from, to] = [0, all.length];
  while (sides !== "right" && from < to && goes(all[from]!)) from++;
  while (sides !== "left" && to > from && goes(all[to - 1]!)) to--;
  return all.slice(from, to).join("");
}

/** At most so many cuts, from the left or from the right. */
function split(self: string, [separator, most]: Values, last = false): Value[] {
  const limit = integer(most, -1);
  if (separator === undefined || separator === null) return splitWords(self, limit, last);
  const by = string(separator);
  if (by === "") return valueError("empty separator");
  const parts = self.split(by);
  const cut = last ? parts.length - limit : limit;
  if (limit < 0 || parts.length <= limit + 1) return parts;
  return last
    ? [parts.slice(0, cut).join(by), ...parts.slice(cut)]
    : [...parts.slice(0, cut), parts.slice(cut).join(by)];
}

function splitWords(self: string, limit: number, last: boolean): Value[] {
  const found = [...self.matchAll(WORD)];
  const words = found.map(([word]) => word);
  if (limit < 0 || words.length <= limit) return words;
  const cut = found.at(last ? -limit - 1 : limit)!;
  if (!last) return [...words.slice(0, limit), self.slice(cut.index)];
  return [self.slice(0, cut.index + cut[0].length), ...words.slice(words.length - limit)];
}

const LINE_END = "\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029";
const LINE = new RegExp(`([^${LINE_END}]*)(\\r\\n|[${LINE_END}]|$)`, "g");

/** The lines; one that ends the text has none behind it. */
export const splitLines = (self: string, keepEnds = false): string[] =>
  [...self.matchAll(LINE)].filter(([whole]) => whole !== "").map(([whole, line]) => (keepEnds ? whole : line!));

function partition(self: string, by: string, last: boolean): Tuple {
  if (by === "") return valueError("empty separator");
  const at = last ? self.lastIndexOf(by) : self.indexOf(by);
  if (at < 0) return new Tuple(last ? ["", "", self] : [self, "", ""]);
  return new Tuple([self.slice(0, at), by, self.slice(at + by.length)]);
}

/** `by.join(items)`. */
export function join(by: string, items: Iterable<Value>): string {
  const texts = Array.from(items, (item, i) =>
    isText(item) ? plain(item) : typeError(`sequence item ${i}: expected str instance, ${typeName(item)} found`),
  );
  return repeat(texts.join(by), 1);
}

function zeroFill(self: string, width: number): string {
  const [sign, digits] = /^[+-]/.test(self) ? [self[0]!, self.slice(1)] : ["", self];
  return sign + padded(digits, width - sign.length, "0", ">");
}

/**
 * `text` with what fills it up to a width: to the right of it for `<`, to the left for `>`, on both sides for `^`. Of
 * an odd room, `str.center`, written `|`, puts the greater part left where the width is odd too.
 */
export function padded(text: string, width: number, fill: string, align: string): string {
  const room = Math.max(width - pointCount(text), 0);
  const half = Math.floor(room / 2) + (align === "|" ? room & width & 1 : 0);
  const left = align === "<" ? 0 : align === ">" ? room : half;
  return repeat(fill, left) + text + repeat(fill, room - left);
}

function justified(self: string, [width, fill]: Values, align: string): string {
  const character = string(fill, " ");
  if (pointCount(character) !== 1) typeError("The fill character must be exactly one character long");
  return padded(self, integer(width), character, align);
}

const swapCase = (text: string): string =>
  text.replace(/\p{Uppercase}+|[^\p{Uppercase}]+/gu, (part) =>
    isUpper(part) ? part.toLowerCase() : part.toUpperCase(),
  );

/** By their names; `format` is with the attributes, since it looks some up. */
export const STRING_METHODS = table<string>("str.", {
  capitalize,
  casefold: (self) => self.replace(/./gsu, (each) => each.toUpperCase().toLowerCase()),
  "center width fill? /": (self, values) => justified(self, values, "|"),
  "count part start? stop? /": (self, [part, ...range]) => {
    const { within } = searched(self, range) ?? {};
    return BigInt(
      (within === undefined ? 1 : string(part) === "" ? pointCount(within) + 2 : within.split(string(part)).length) - 1,
    );
  },
  "endswith suffix start? stop? /": (self, values) => affixed(self, values, "endsWith"),
  "find part start? stop? /": (self, values) => BigInt(find(self, values)),
  "index part start? stop? /": (self, values) => found(find(self, values)),
  isalnum: (self) => every(self, new RegExp(`\\p{L}|${NUMERIC.source}`, "u")),
  isalpha: (self) => every(self, /\p{L}/u),
  isascii: (self) => !/[^\0-\x7f]/.test(self),
  isdecimal: (self) => every(self, /\p{Nd}/u),
  isdigit: (self) => every(self, DIGIT),
  isidentifier: (self) => /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(self),
  islower: isLower,
  isnumeric: (self) => every(self, NUMERIC),
  isprintable: (self) => !/\p{C}|[^\P{Z} ]/u.test(self),
  isspace: isSpace,
  istitle: (self) => /[\p{Lowercase}\p{Uppercase}\p{Lt}]/u.test(self) && title(self) === self,
  isupper: isUpper,
  "join iterable /": (self, [items]) => join(self, iterate(items!)),
  "ljust width fill? /": (self, values) => justified(self, values, "<"),
  lower: (self) => self.toLowerCase(),
  "lstrip characters? /": (self, [characters]) => strip(self, characters, "left"),
  "partition separator /": (self, [by]) => partition(self, string(by), false),
  "removeprefix prefix /": (self, [affix]) =>
    self.startsWith(string(affix)) ? self.slice(string(affix).length) : self,
  "removesuffix suffix /": (self, [affix]) =>
    self.endsWith(string(affix)) ? self.slice(0, self.length - string(affix).length) : self,
  "replace old new count? /": (self, [old, by, count]) => replaced(self, string(old), string(by), integer(count, -1)),
  "rfind part start? stop? /": (self, values) => BigInt(find(self, values, true)),
  "rindex part start? stop? /": (self, values) => found(find(self, values, true)),
  "rjust width fill? /": (self, values) => justified(self, values, ">"),
  "rpartition separator /": (self, [by]) => partition(self, string(by), true),
  "rsplit sep? maxsplit?": (self, values) => split(self, values, true),
  "rstrip characters? /": (self, [characters]) => strip(self, characters, "right"),
  "split sep? maxsplit?": (self, values) => split(self, values),
  "splitlines keepends?": (self, [keep]) => splitLines(self, truth(keep ?? false)),
  "startswith prefix start? stop? /": (self, values) => affixed(self, values, "startsWith"),
  "strip characters? /": (self, [characters]) => strip(self, characters),
  swapcase: swapCase,
  title,
  upper: (self) => self.toUpperCase(),
  "zfill width /": (self, [width]) => zeroFill(self, integer(width)),
});
