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

/** What is being written, so that what holds itself ends in `...` as in Python. */
const open = new Set<Value>();

/** `repr(value)`. */
export function repr(value: Value): string {
  if (value === null) return "None";
  if (typeof value === "string") return quoted(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "bigint") return intRepr(value);
  if (typeof value === "number") return floatRepr(value);
  if (value instanceof Markup) return `Markup(${quoted(value.text)})`;
  if (value instanceof Undefined) return "Undefined";
  if (value instanceof Range)
    return `range(${value.start}, ${value.stop}${value.step === 1n ? "" : `, ${value.step}`})`;
  if (Array.isArray(value)) return bracketed(value, "[", "]");
  if (value instanceof Tuple) return bracketed(value, "(", ")");
  if (value instanceof Dict) return bracketed(value, "{", "}");
  if (value instanceof View) return `dict_${value.kind}(${repr(value.items())})`;
  return value.repr();
}

function bracketed(value: Value[] | Tuple | Dict, left: string, right: string): string {
  if (open.has(value)) return `${left}...${right}`;
  open.add(value);
  try {
    if (value instanceof Dict)
      return left + Array.from(value.entries(), ([key, item]) => `${repr(key)}: ${repr(item)}`).join(", ") + right;
    const items = Array.isArray(value) ? value : value.items;
    const comma = value instanceof Tuple && items.length === 1 ? "," : "";
    return left + items.map(repr).join(", ") + comma + right;
  } finally {
    open.delete(value);
  }
}

/** markupsafe's `escape`: safe text stays, any other is made safe. */
export const safely = (value: Value): Markup => (value instanceof Markup ? value : new Markup(escapeHtml(text(value))));
