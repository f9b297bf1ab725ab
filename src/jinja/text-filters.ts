/** Filters of text, and of what becomes text. */

import { integer, repeat, replaced, string, takes } from "./arguments.ts";
import { raise, typeError } from "./errors.ts";
import { arithmetic } from "./operators.ts";
import { isText, iteratorOf, listOf, plain, sizeOf, truth, unpacked } from "./protocols.ts";
import { safely, text } from "./representation.ts";
import type { Runtime } from "./runtime.ts";
import { centered, join, splitLines, strip } from "./string-methods.ts";
import { capitalize, codePoints, escapeHtml, SPACE } from "./text.ts";
import { type Arguments, Dict, Markup, Tuple, typeName, Undefined, type Value } from "./values.ts";

export type Filter = (value: Value, args: Arguments, runtime: Runtime) => Value;

/** A filter of `str(value)` that keeps safe text safe. */
const onText = (signature: string, body: (self: string, values: readonly (Value | undefined)[]) => string): Filter =>
  takes(signature, (value, values) => {
    const result = body(text(value), values);
    return value instanceof Markup ? new Markup(result) : result;
  });

/** A filter of what is text already; any other value fails as it does in Python. */
function textOnly(value: Value): string {
  if (isText(value)) return plain(value);
  if (value instanceof Undefined) return value.raise();
  return raise("AttributeError", `'${typeName(value)}' object has no attribute 'splitlines'`);
}

function indent(value: Value, [width, first, blank]: readonly (Value | undefined)[]): Value {
  if (!isText(value) && !Array.isArray(value)) arithmetic(value, "+", "\n"); // raises what Python does
  const by = width !== undefined && isText(width) ? plain(width) : repeat(" ", integer(width, 4));
  const lines = splitLines(`${textOnly(value)}\n`);
  const body = lines.map((line, i) => (i > 0 && (line !== "" || truth(blank ?? false)) ? by + line : line)).join("\n");
  const whole = truth(first ?? false) ? by + body : body;
  return value instanceof Markup ? new Markup(whole) : whole;
}

function truncate(value: Value, [length, kill, ending, leeway]: readonly (Value | undefined)[]): Value {
  const [most, end] = [integer(length, 255), string(ending, "...")];
  if (most < end.length) raise("AssertionError", `expected length >= ${end.length}, got ${most}`);
  const size = sizeOf(value) ?? typeError(`object of type '${typeName(value)}' has no len()`);
  if (size <= most + (leeway === null ? 5 : integer(leeway, 5))) return value;
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

const wordwrap: Filter = takes(
  "wordwrap(width? break_long_words? wrapstring? break_on_hyphens?)",
  (value, [width, breakLong, by, hyphens]) => {
    const columns = integer(width, 79);
    if (columns <= 0) return raise("ValueError", `invalid width ${columns} (must be > 0)`);
    const separator = by === null ? "\n" : string(by, "\n");
    return splitLines(textOnly(value))
      .map((line) => wrapped(line, columns, truth(breakLong ?? true), truth(hyphens ?? true)).join(separator))
      .join(separator);
  },
);

function striptags(html: string): string {
  const bare = html.replace(/<!--[\s\S]*?-->|<(?!!--)[^>]*>/g, "");
  const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", copy: "©", raquo: "»", laquo: "«", hellip: "…", mdash: "—", ndash: "–" }; // biome-ignore format: one line
  return strip(bare.replace(new RegExp(`[${SPACE}]+`, "g"), " ")).replace(
    /&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
    },
  );
}

/** As in a path; in a query "/" is written too, and a space is "+". */
function urlQuoted(value: Value, inQuery: boolean): string {
  const encoded = encodeURIComponent(text(value).replace(/\p{Cs}/gu, "\ufffd")).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`); // biome-ignore format: one line
  return inQuery ? encoded.replaceAll("%20", "+") : encoded.replaceAll("%2F", "/");
}

const urlencode: Filter = takes("urlencode()", (value) => {
  if (isText(value) || iteratorOf(value) === undefined) return urlQuoted(value, false);
  const pairs = value instanceof Dict ? [...value.entries()] : listOf(value).map((pair) => unpacked(pair, 2));
  return pairs.map(([key, item]) => `${urlQuoted(key!, true)}=${urlQuoted(item!, true)}`).join("&");
});

const xmlattr: Filter = takes("xmlattr(autospace?)", (value, [autospace], runtime) => {
  if (value instanceof Undefined) return value.raise();
  if (!(value instanceof Dict)) return raise("AttributeError", `'${typeName(value)}' object has no attribute 'items'`);
  const attributes = Array.from(value.entries(), ([key, item]) => {
    if (item === null || item instanceof Undefined) return "";
    if (/[\s/>=]/.test(string(key)))
      return raise("ValueError", `Invalid character in attribute name: '${string(key)}'`);
    return ` ${safely(key).text}="${safely(item).text}"`;
  }).join("");
  const whole = truth(autospace ?? true) ? attributes : attributes.slice(1);
  return runtime.autoescape ? new Markup(whole) : whole;
});

const title = (self: string): string =>
  self
    .split(new RegExp(`([-${SPACE}({\\[<]+)`))
    .map((word) => {
      const [first = "", ...rest] = codePoints(word);
      return first.toUpperCase() + rest.join("").toLowerCase();
    })
    .join("");

export function joined(items: Iterable<Value>, by: Value, { autoescape }: Runtime): Value {
  const all = [...items];
  if (!autoescape || ![by, ...all].some((item) => item instanceof Markup)) return join(text(by), all.map(text));
  return new Markup(join(safely(by).text, all.map((item) => safely(item).text))); // biome-ignore format: one line
}

export const TEXT_FILTERS: Readonly<Record<string, Filter>> = {
  capitalize: onText("capitalize()", capitalize),
  center: onText("center(width?)", (self, [width]) => centered(self, integer(width, 80), " ")),
  e: takes("escape()", safely),
  escape: takes("escape()", safely),
  forceescape: takes("forceescape()", (value) => new Markup(escapeHtml(text(value)))),
  format: (value, { positional, named }) => {
    if (positional.length > 0 && named.size > 0)
      return raise("FilterArgumentError", "can't handle positional and keyword arguments at the same time");
    const values = named.size > 0 ? new Dict(named) : new Tuple(positional);
    return arithmetic(isText(value) ? value : text(value), "%", values);
  },
  indent: takes("indent(width? first? blank?)", indent),
  lower: onText("lower()", (self) => self.toLowerCase()),
  replace: takes("replace(old new count?)", (value, [old, by, count], { autoescape }) => {
    const most = count === null ? -1 : integer(count, -1);
    if (!autoescape) return replaced(text(value), text(old!), text(by!), most);
    const safe = value instanceof Markup || old instanceof Markup || by instanceof Markup;
    if (!safe) return replaced(text(value), text(old!), text(by!), most);
    return new Markup(replaced(safely(value).text, text(old!), safely(by!).text, most));
  }),
  safe: takes("safe()", (value) => (value instanceof Markup ? value : new Markup(text(value)))),
  string: takes("string()", (value) => (value instanceof Markup ? value : text(value))),
  striptags: takes("striptags()", (value) => striptags(text(value))),
  title: onText("title()", title),
  trim: onText("trim(chars?)", (self, [characters]) => strip(self, characters)),
  truncate: takes("truncate(length? killwords? end? leeway?)", truncate),
  upper: onText("upper()", (self) => self.toUpperCase()),
  urlencode,
  wordcount: takes("wordcount()", (value) => BigInt(text(value).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0)),
  wordwrap,
  xmlattr,
};
