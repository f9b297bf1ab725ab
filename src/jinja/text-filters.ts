/** Filters of text, and of what becomes text. */

import { integer, repeat, replaced, string, table, type Values } from "./arguments.ts";
import { raise, typeError, valueError } from "./errors.ts";
import type { Filter } from "./filters.ts";
import { arithmetic } from "./operators.ts";
import { isText, iteratorOf, listOf, plain, sizeOf, truth, unpacked } from "./protocols.ts";
import { safely, text } from "./representation.ts";
import { padded, splitLines, strip } from "./string-methods.ts";
import { capitalize, codePoints, escapeHtml, SPACE } from "./text.ts";
import { Dict, Markup, Tuple, typeName, Undefined, type Value } from "./values.ts";

/** A filter of `str(value)` that keeps safe text safe. */
const onText =
  (body: (text: string, values: Values) => string) =>
  (value: Value, values: Values): Value =>
    value instanceof Markup ? new Markup(body(value.text, values)) : body(text(value), values);

/** A filter of what is text already; any other value fails as it does in Python. */
function textOnly(value: Value): string {
  if (isText(value)) return plain(value);
  if (value instanceof Undefined) return value.raise();
  return raise("AttributeError", `'${typeName(value)}' object has no attribute 'splitlines'`);
}

function indent(value: Value, [width, first, blank]: Values): Value {
  if (!isText(value) && !Array.isArray(value)) arithmetic(value, "+", "\n"); // raises what Python does
  const by = width !== undefined && isText(width) ? plain(width) : repeat(" ", integer(width, 4));
  const lines = splitLines(`${textOnly(value)}\n`);
  const body = lines.map((line, i) => (i > 0 && (line !== "" || truth(blank ?? false)) ? by + line : line)).join("\n");
  const whole = truth(first ?? false) ? by + body : body;
  return value instanceof Markup ? new Markup(whole) : whole;
}

function truncate(value: Value, [length, kill, ending, leeway]: Values): Value {
  const [most, end] = [integer(length, 255), string(ending, "...")];
  if (most < end.length) raise("AssertionError", `expected length >= ${end.length}, got ${most}`);
  const size = sizeOf(value) ?? typeError(`object of type '${typeName(value)}' has no len()`);
  if (size <= most + integer(leeway ?? undefined, 5)) return value;
  const cut = codePoints(textOnly(value))
    .slice(0, most - end.length)
    .join("");
  const space = truth(kill ?? false) ? -1 : cut.lastIndexOf(" ");
  return (space < 0 ? cut : cut.slice(0, space)) + end;
}

/** Words, hyphenated ones in pieces, and the white space between: what lines are filled with (Python's `textwrap`). */
const CHUNK = /[\t-\r ]+|[^\t-\r ]*?[\p{L}\p{N}_]{2}-(?=[\p{L}_]{2})|[^\t-\r ]+/gu;

function wrapped(line: string, width: number, breakLong: boolean, onHyphens: boolean): string[] {
  const chunks: string[] = (line.match(onHyphens ? CHUNK : /[\t-\r ]+|[^\t-\r ]+/g) ?? []).map(String);
  const lines: string[] = [];
  for (let at = 0; at < chunks.length; ) {
    if (lines.length > 0 && strip(chunks[at]!) === "") at++;
    let current = "";
    while (at < chunks.length && current.length + chunks[at]!.length <= width) current += chunks[at++]!;
    if (at < chunks.length && chunks[at]!.length > width) {
      const room = breakLong ? Math.max(width - current.length, 1) : current === "" ? chunks[at]!.length : 0;
      current += chunks[at]!.slice(0, room);
      chunks[at] = chunks[at]!.slice(room);
      if (chunks[at] === "") at++;
    }
    const trimmed = current.replace(/[\t-\r ]+$/, "");
    if (trimmed !== "") lines.push(trimmed);
  }
  return lines;
}

function wordwrap(value: Value, [width, breakLong, by, hyphens]: Values): string {
  const columns = integer(width, 79);
  if (columns <= 0) return valueError(`invalid width ${columns} (must be > 0)`);
  const separator = string(by ?? undefined, "\n");
  return splitLines(textOnly(value))
    .map((line) => wrapped(line, columns, truth(breakLong ?? true), truth(hyphens ?? true)).join(separator))
    .join(separator);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

function striptags(html: string): string {
  const bare = html.replace(/<!--[\s\S]*?-->|<(?!!--)[^>]*>/g, "").replace(new RegExp(`[${SPACE}]+`, "g"), " ");
  return strip(bare).replace(
    /&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name = "") => {
      if (hex === undefined && decimal === undefined) return ENTITIES[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
    },
  );
}

/** As in a path; in a query "/" is written too, and a space is "+". */
function urlQuoted(value: Value, inQuery: boolean): string {
  const encoded = encodeURIComponent(text(value).replace(/\p{Cs}/gu, "\ufffd")).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return inQuery ? encoded.replaceAll("%20", "+") : encoded.replaceAll("%2F", "/");
}

function urlencode(value: Value): string {
  if (isText(value) || iteratorOf(value) === undefined) return urlQuoted(value, false);
  const pairs = value instanceof Dict ? [...value.entries()] : listOf(value).map((pair) => unpacked(pair, 2));
  return pairs.map(([key, item]) => `${urlQuoted(key!, true)}=${urlQuoted(item!, true)}`).join("&");
}

function xmlattr(value: Value, [autospace]: Values): string {
  if (value instanceof Undefined) return value.raise();
  if (!(value instanceof Dict)) return raise("AttributeError", `'${typeName(value)}' object has no attribute 'items'`);
  const attributes = Array.from(value.entries(), ([key, item]) => {
    if (item === null || item instanceof Undefined) return "";
    if (/[\s/>=]/.test(string(key))) return valueError(`Invalid character in attribute name: '${string(key)}'`);
    return ` ${safely(key).text}="${safely(item).text}"`;
  }).join("");
  return truth(autospace ?? true) ? attributes : attributes.slice(1);
}

const WORDS = new RegExp(`[^-${SPACE}({\\[<]+`, "g");

const format: Filter = (value, { positional, named }) => {
  if (positional.length > 0 && named.size > 0)
    return raise("FilterArgumentError", "can't handle positional and keyword arguments at the same time");
  return arithmetic(text(value), "%", named.size > 0 ? new Dict(named) : new Tuple(positional));
};

/** By their names. */
export const TEXT_FILTERS: ReadonlyMap<string, Filter> = new Map([
  ["format", format],
  ...table<Value>("do_", {
    capitalize: onText(capitalize),
    "center width?": onText((self, [width]) => padded(self, integer(width, 80), " ", "|")),
    e: safely,
    escape: safely,
    forceescape: (value) => new Markup(escapeHtml(text(value))),
    "indent width? first? blank?": indent,
    lower: onText((self) => self.toLowerCase()),
    "replace old new count?": (value, [old, by, count]) =>
      replaced(text(value), text(old!), text(by!), integer(count ?? undefined, -1)),
    safe: (value) => new Markup(text(value)),
    string: (value) => (value instanceof Markup ? value : text(value)),
    striptags: (value) => striptags(text(value)),
    title: onText((self) =>
      self.replace(WORDS, ([first = "", ...rest]) => first.toUpperCase() + rest.join("").toLowerCase()),
    ),
    "trim chars?": onText((self, [characters]) => strip(self, characters)),
    "truncate length? killwords? end? leeway?": truncate,
    upper: onText((self) => self.toUpperCase()),
    urlencode,
    wordcount: (value) => BigInt(text(value).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0),
    "wordwrap width? break_long_words? wrapstring? break_on_hyphens?": wordwrap,
    "xmlattr autospace?": xmlattr,
  }),
]);
