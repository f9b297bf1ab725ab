/** The methods of `str`. */

import { bounds, character, integer, repeat, replaced, string, takes } from "./arguments.ts";
import { raise, typeError, valueError } from "./errors.ts";
import { isText, iterate, plain, truth } from "./protocols.ts";
import { padded } from "./spec.ts";
import { capitalize, codePoints, isSpace, lowerAt, pointAt, pointCount, SPACE, title, unitAt } from "./text.ts";
import { type Arguments, Dict, Tuple, typeName, type Value } from "./values.ts";

type Method = (self: string, args: Arguments) => Value;

const everyCharacter = (pattern: RegExp) =>
  takes<string, []>("is()", (self) => self !== "" && codePoints(self).every((each) => pattern.test(each)));

/** Digits that stand alone, such as ² and ①, are digits and no decimals; Unicode's Numeric_Type has no name in patterns. */
const LONE_DIGITS = "²³¹⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒";
const CJK_NUMBERS = "〇一二三四五六七八九十百千万萬億兆零壹贰貳叁參肆伍陆陸柒捌玖拾佰仟";
const digit = new RegExp(`[\\p{Nd}${LONE_DIGITS}]`, "u");
const numeric = new RegExp(`[\\p{N}${CJK_NUMBERS}]`, "u");

/** Where `part` stands in `self`, as indices of characters; -1 for nowhere. */
function find(self: string, [part, start, stop]: readonly (Value | undefined)[], last: boolean): number {
  const characters = codePoints(self);
  const [from, to] = bounds(start, stop, characters.length);
  if (integer(start === null ? undefined : start, 0) > characters.length || to < from) return -1;
  const within = characters.slice(from, to).join("");
  const at = pointAt(within, last ? within.lastIndexOf(string(part)) : within.indexOf(string(part)));
  return at < 0 ? at : at + from;
}

const found = (at: number): bigint => (at < 0 ? valueError("substring not found") : BigInt(at));

function stripped(self: string, [characters]: readonly (Value | undefined)[], left: boolean, right: boolean): string {
  const set = characters === undefined || characters === null ? undefined : new Set(string(characters));
  const goes = set === undefined ? isSpace : (each: string) => set.has(each);
  const all = codePoints(self);
  let [from, to] = [0, all.length];
  while (left && from < to && goes(all[from]!)) from++;
  while (right && to > from && goes(all[to - 1]!)) to--;
  return all.slice(from, to).join("");
}

export const strip = (self: string, characters?: Value): string => stripped(self, [characters], true, true);

/** `split`, and `rsplit` with `last`: at most so many cuts, from the left or from the right. */
function split(self: string, [separator, most]: readonly (Value | undefined)[], last: boolean): Value[] {
  const limit = integer(most, -1);
  if (separator === undefined || separator === null) return splitWords(self, limit, last);
  const by = string(separator);
  if (by === "") return valueError("empty separator");
  const parts = self.split(by);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  if (last) return [parts.slice(0, parts.length - limit).join(by), ...parts.slice(parts.length - limit)];
  return [...parts.slice(0, limit), parts.slice(limit).join(by)];
}

function splitWords(self: string, limit: number, last: boolean): Value[] {
  const words = [...self.matchAll(new RegExp(`[^${SPACE}]+`, "g"))];
  if (limit < 0 || words.length <= limit) return words.map(([word]) => word);
  if (last) {
    const kept = words.slice(words.length - limit);
    const head = stripped(self.slice(0, kept[0]?.index), [], false, true);
    return [...(head === "" ? [] : [stripped(head, [], kept.length === 0, true)]), ...kept.map(([word]) => word)];
  }
  const tail = words[limit];
  return [
    ...words.slice(0, limit).map(([word]) => word),
    ...(tail === undefined ? [] : [limit === 0 ? stripped(self, [], true, false) : self.slice(tail.index)]),
  ];
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

/** `startswith` and `endswith`: of one text, or of any in a tuple. */
function begins(
  self: string,
  [affix, start, stop]: readonly (Value | undefined)[],
  name: "startsWith" | "endsWith",
): boolean {
  const affixes = affix instanceof Tuple ? affix.items : [affix!];
  if (!affixes.every(isText))
    return typeError(`${name.toLowerCase()} first arg must be str or a tuple of str, not ${typeName(affix!)}`);
  const [from, to] = bounds(start, stop, pointCount(self));
  if (integer(start === null ? undefined : start, 0) > pointCount(self)) return false;
  const within = start === undefined && stop === undefined ? self : self.slice(unitAt(self, from), unitAt(self, to));
  return from <= to && affixes.some((each) => within[name](plain(each)));
}

export function join(self: string, items: Iterable<Value>): string {
  const texts = Array.from(items, (item, i) =>
    isText(item) ? plain(item) : typeError(`sequence item ${i}: expected str instance, ${typeName(item)} found`),
  );
  return repeat(texts.join(self), 1);
}

function expandTabs(self: string, size: number): string {
  let column = 0;
  return self.replace(/\t|[\n\r]|[\s\S]/gu, (character) => {
    if (character === "\n" || character === "\r") column = 0;
    else if (character !== "\t") column++;
    if (character !== "\t") return character;
    const room = size > 0 ? size - (column % size) : 0;
    column += room;
    return repeat(" ", room);
  });
}

function zeroFill(self: string, width: number): string {
  const [sign, digits] = /^[+-]/.test(self) ? [self[0]!, self.slice(1)] : ["", self];
  return sign + padded(digits, width - sign.length, "0", ">");
}

function translate(self: string, table: Value): string {
  if (!(table instanceof Dict)) return self;
  return self.replace(/[\s\S]/gu, (each) => {
    const by = table.get(BigInt(each.codePointAt(0)!));
    if (by === undefined) return each;
    return by === null ? "" : typeof by === "bigint" ? String.fromCodePoint(Number(by)) : string(by);
  });
}

const cased = /[\p{Lowercase}\p{Uppercase}\p{Lt}]/u;
const swapped = (each: string, at: number, all: readonly string[]) =>
  /\p{Uppercase}/u.test(each) ? lowerAt(all, at) : each.toUpperCase();

/** Each begins by what the call binds; the empty name of `is()` is never seen. */
export const STRING_METHODS: Readonly<Record<string, Method>> = {
  capitalize: takes("capitalize()", (self) => capitalize(self)),
  casefold: takes("casefold()", (self) =>
    codePoints(self)
      .map((each) => each.toUpperCase().toLowerCase())
      .join(""),
  ),
  center: takes("center(width fill? /)", (self, [width, fill]) => centered(self, integer(width), character(fill, " "))),
  count: takes("count(part start? stop? /)", (self, [part, start, stop]) => {
    const characters = codePoints(self);
    const [from, to] = bounds(start, stop, characters.length);
    if (to < from) return 0n;
    const within = characters.slice(from, to);
    return BigInt(string(part) === "" ? within.length + 1 : within.join("").split(string(part)).length - 1);
  }),
  encode: () => raise("NotImplementedError", "a template has no bytes"),
  endswith: takes("endswith(suffix start? stop? /)", (self, values) => begins(self, values, "endsWith")),
  expandtabs: takes("expandtabs(tabsize?)", (self, [size]) => expandTabs(self, integer(size, 8))),
  find: takes("find(part start? stop? /)", (self, values) => BigInt(find(self, values, false))),
  index: takes("index(part start? stop? /)", (self, values) => found(find(self, values, false))),
  isalnum: everyCharacter(new RegExp(`[\\p{L}\\p{N}${CJK_NUMBERS}]`, "u")),
  isalpha: everyCharacter(/\p{L}/u),
  isascii: takes("isascii()", (self) => !/[^\0-\x7f]/.test(self)),
  isdecimal: everyCharacter(/\p{Nd}/u),
  isdigit: everyCharacter(digit),
  isidentifier: takes("isidentifier()", (self) => /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(self)),
  islower: takes("islower()", (self) => /\p{Lowercase}/u.test(self) && !/[\p{Uppercase}\p{Lt}]/u.test(self)),
  isnumeric: everyCharacter(numeric),
  isprintable: takes("isprintable()", (self) => !/\p{C}|[^\P{Z} ]/u.test(self)),
  isspace: takes("isspace()", (self) => isSpace(self)),
  istitle: takes("istitle()", (self) => cased.test(self) && title(self) === self),
  isupper: takes("isupper()", (self) => /\p{Uppercase}/u.test(self) && !/[\p{Lowercase}\p{Lt}]/u.test(self)),
  join: takes("join(iterable /)", (self, [items]) => join(self, iterate(items!))),
  ljust: takes("ljust(width fill? /)", (self, [width, fill]) =>
    padded(self, integer(width), character(fill, " "), "<"),
  ),
  lower: takes("lower()", (self) => self.toLowerCase()),
  lstrip: takes("lstrip(characters? /)", (self, values) => stripped(self, values, true, false)),
  partition: takes("partition(separator /)", (self, [by]) => partition(self, string(by), false)),
  removeprefix: takes("removeprefix(prefix /)", (self, [affix]) =>
    self.startsWith(string(affix)) ? self.slice(string(affix).length) : self,
  ),
  removesuffix: takes("removesuffix(suffix /)", (self, [affix]) =>
    self.endsWith(string(affix)) ? self.slice(0, self.length - string(affix).length) : self,
  ),
  replace: takes("replace(old new count? /)", (self, [old, by, count]) =>
    replaced(self, string(old), string(by), integer(count, -1)),
  ),
  rfind: takes("rfind(part start? stop? /)", (self, values) => BigInt(find(self, values, true))),
  rindex: takes("rindex(part start? stop? /)", (self, values) => found(find(self, values, true))),
  rjust: takes("rjust(width fill? /)", (self, [width, fill]) =>
    padded(self, integer(width), character(fill, " "), ">"),
  ),
  rpartition: takes("rpartition(separator /)", (self, [by]) => partition(self, string(by), true)),
  rsplit: takes("rsplit(sep? maxsplit?)", (self, values) => split(self, values, true)),
  rstrip: takes("rstrip(characters? /)", (self, values) => stripped(self, values, false, true)),
  split: takes("split(sep? maxsplit?)", (self, values) => split(self, values, false)),
  splitlines: takes("splitlines(keepends?)", (self, [keep]) => splitLines(self, truth(keep ?? false))),
  startswith: takes("startswith(prefix start? stop? /)", (self, values) => begins(self, values, "startsWith")),
  strip: takes("strip(characters? /)", (self, values) => stripped(self, values, true, true)),
  swapcase: takes("swapcase()", (self) => codePoints(self).map(swapped).join("")),
  title: takes("title()", (self) => title(self)),
  translate: takes("translate(table /)", (self, [table]) => translate(self, table!)),
  upper: takes("upper()", (self) => self.toUpperCase()),
  zfill: takes("zfill(width /)", (self, [width]) => zeroFill(self, integer(width))),
};

/** Where the room is odd, Python puts the greater part left if the width is odd too. */
export function centered(self: string, width: number, fill: string): string {
  const room = Math.max(width - pointCount(self), 0);
  const left = Math.floor(room / 2) + (room & width & 1);
  return repeat(fill, left) + self + repeat(fill, room - left);
}
