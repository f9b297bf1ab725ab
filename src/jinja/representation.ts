/** `str(value)` and `repr(value)`. */

import { floatRepr, intRepr } from "./numbers.ts";
import { escapeHtml, quoted } from "./text.ts";
import { Dict, Markup, Range, Tuple, Undefined, type Value, View } from "./values.ts";

/** `str(value)`. */
export function text(value: Value): string {
  if (typeof value === "string") return value;
  if (value instanceof Markup) return value.text;
  return value instanceof Undefined ? "" : repr(value);
}

/** markupsafe's `escape`: safe text stays, any other is made safe. */
export const safely = (value: Value): Markup => (value instanceof Markup ? value : new Markup(escapeHtml(text(value))));

/** What is being written: a namespace may hold itself, and ends in `...` then. */
const open = new Set<Value>();

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
  if (value instanceof Tuple) return `(${value.items.map(repr).join(", ")}${value.items.length === 1 ? "," : ""})`;
  if (value instanceof Dict) return open.has(value) ? "{...}" : dictRepr(value);
  if (value instanceof View) return `dict_${value.kind}(${repr(value.items())})`;
  if (!(value instanceof Range)) return value.repr();
  return `range(${value.start}, ${value.stop}${value.step === 1n ? "" : `, ${value.step}`})`;
}

function dictRepr(dict: Dict): string {
  open.add(dict);
  try {
    return `{${Array.from(dict.entries(), ([key, value]) => `${repr(key)}: ${repr(value)}`).join(", ")}}`;
  } finally {
    open.delete(dict);
  }
}
