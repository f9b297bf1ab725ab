/** `json.dumps` as transformers offers it to chat templates, by the name of `tojson`. */

import { integer, repeat, string, type Values } from "./arguments.ts";
import { typeError } from "./errors.ts";
import { floatRepr, intRepr } from "./numbers.ts";
import { isText, listOf, plain, sorted, truth } from "./protocols.ts";
import { Dict, Tuple, typeName, type Value } from "./values.ts";

interface Style {
  readonly ascii: boolean;
  readonly sortKeys: boolean;
  /** What each level is set in by; undefined for all in one line. */
  readonly indent: string | undefined;
  readonly comma: string;
  readonly colon: string;
}

/** `tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False)`. */
export function tojson(
  value: Value,
  [ascii = false, indent = null, separators = null, sortKeys = false]: Values,
): string {
  const [comma = ", ", colon = ": "] =
    separators === null ? [indent === null ? ", " : ","] : listOf(separators).map((each) => string(each));
  const unit = indent === null ? undefined : isText(indent) ? plain(indent) : repeat(" ", integer(indent));
  return dump(value, { ascii: truth(ascii), sortKeys: truth(sortKeys), indent: unit, comma, colon }, "\n");
}

/** `line` is a newline and the indentation of the value's own line. */
function dump(value: Value, style: Style, line: string): string {
  if (value === null) return "null";
  if (isText(value)) return quoted(plain(value), style);
  if (typeof value === "boolean") return String(value);
  if (typeof value === "bigint") return intRepr(value);
  if (typeof value === "number") return numeral(value);
  const inner = style.indent === undefined ? "" : line + style.indent;
  const wrap = (open: string, items: readonly string[], close: string) =>
    items.length === 0 || style.indent === undefined
      ? open + items.join(style.comma) + close
      : open + inner + items.join(style.comma + inner) + line + close;
  if (Array.isArray(value) || value instanceof Tuple)
    return wrap(
      "[",
      listOf(value).map((item) => dump(item, style, inner)),
      "]",
    );
  if (!(value instanceof Dict)) return typeError(`Object of type ${typeName(value)} is not JSON serializable`);
  const entries = style.sortKeys ? sorted([...value.entries()], ([key]) => key, false) : [...value.entries()];
  return wrap(
    "{",
    entries.map(([key, item]) => keyOf(key, style) + style.colon + dump(item, style, inner)),
    "}",
  );
}

function keyOf(key: Value, style: Style): string {
  if (isText(key)) return quoted(plain(key), style);
  if (key !== null && typeof key === "object")
    return typeError(`keys must be str, int, float, bool or None, not ${typeName(key)}`);
  return `"${dump(key, style, "")}"`;
}

function numeral(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  return Number.isFinite(value) ? floatRepr(value) : value < 0 ? "-Infinity" : "Infinity";
}

const SHORT = new Map(
  Object.entries({ '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" }),
);

function quoted(text: string, { ascii }: Style): string {
  const body = text.replace(
    ascii ? /["\\]|[^ -~]/g : /["\\]|[^ -\u{10ffff}]/gu,
    (unit) => SHORT.get(unit) ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `"${body}"`;
}
