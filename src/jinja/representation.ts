/** `str(value)` and `repr(value)`. */

import { floatRepr, intRepr } from "./numbers.ts";
import { escapeHtml, quoted } from "./text.ts";
import { Dict, Items, Markup, Range, Undefined, type Value, View } from "./values.ts";

/** `str(value)`. */
export function text(value: Value): string {
  if (typeof value === "string") return value;
  if (value instanceof Markup) return value.text;
  return value instanceof Undefined ? "" : repr(value);
}

/** markupsafe's `escape`: safe text stays, any other is made safe. */
export const safely = (value: Value): Markup => (value instanceof Markup ? value : new Markup(escapeHtml(text(value))));

/** `repr(value)`. */
export function repr(value: Value): string {
  if (value === null) return "None";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "bigint") return intRepr(value);
  if (typeof value === "number") return floatRepr(value);
  if (Array.isArray(value)) return `[${value.map(repr).join(", ")}]`;
  if (value instanceof Markup) return `Markup(${quoted(value.text)})`;
  if (value instanceof Undefined) return "Undefined";
  if (value instanceof Dict)
    return `{${Array.from(value.entries(), ([key, item]) => `${repr(key)}: ${repr(item)}`).join(", ")}}`;
  if (value instanceof Range) return value.description;
  if (value instanceof View) return `${value.type}([${value.items.map(repr).join(", ")}])`;
  if (value instanceof Items) return `(${value.items.map(repr).join(", ")}${value.items.length === 1 ? "," : ""})`;
  return value.repr();
}
