/** `str % values`, and `str.format`. */

import { raise, typeError, valueError } from "./errors.ts";
import { truncated } from "./numbers.ts";
import { isNumeric, isText, number } from "./protocols.ts";
import { repr, text } from "./representation.ts";
import { character, formatted, formattedNumber } from "./spec.ts";
import { padded } from "./string-methods.ts";
import { codePoints, escaped } from "./text.ts";
import { type Arguments, Dict, Instance, Tuple, typeName, type Value } from "./values.ts";

const CONVERSION = /%(?:\(((?:[^()]|\([^)]*\))*)\))?([-+ #0]*)(\d*)(?:\.(\d*))?[hlL]?([\s\S]?)/gu;

/** `template % values`. */
export function percent(template: string, values: Value): string {
  const queue = values instanceof Tuple ? [...values.items] : [values];
  let byName = false;
  const out = template.replace(CONVERSION, (_, key: string | undefined, flags, width, precision, type: string) => {
    if (type === "") return valueError("incomplete format");
    if (type === "%" && key === undefined) return "%";
    if (key !== undefined) byName = true;
    else if (queue.length === 0) typeError("not enough arguments for format string");
    const value = key === undefined ? queue.shift()! : entryOf(values, key);
    return converted(value, type, flags, Number(width), precision === undefined ? undefined : Number(precision));
  });
  const mapping =
    typeof values === "object" && values !== null && ![Tuple, Instance].some((type) => values instanceof type);
  if (queue.length > 0 && !byName && (!mapping || isText(values)))
    typeError("not all arguments converted during string formatting");
  return out;
}

function entryOf(values: Value, key: string): Value {
  if (!(values instanceof Dict)) return typeError("format requires a mapping");
  return values.has(key) ? values.get(key)! : raise("KeyError", repr(key));
}

function converted(value: Value, type: string, flags: string, width: number, precision: number | undefined): string {
  const align = flags.includes("-") ? "<" : flags.includes("0") ? "=" : ">";
  const texts: Readonly<Record<string, (value: Value) => string>> = { s: text, r: repr, a: ascii, c: character };
  const written = texts[type]?.(value);
  if (written !== undefined)
    return padded(codePoints(written).slice(0, precision).join(""), width, " ", align === "<" ? "<" : ">");
  if (!/[diuoxXeEfFgG]/.test(type))
    return valueError(`unsupported format character '${type}' (0x${type.codePointAt(0)!.toString(16)})`);
  const [integral, whole] = [/[diuoxX]/.test(type), /[oxX]/.test(type)];
  if (!isNumeric(value) || (whole && typeof value === "number")) {
    const required = `%${type} format: ${whole ? "an integer is" : "a real number is"} required`;
    return typeError(`${integral ? required : "must be real number"}, not ${typeName(value)}`);
  }
  const size = number(value);
  return formattedNumber(integral && typeof size === "number" ? truncated(size) : size, {
    fill: align === "=" ? "0" : " ",
    align,
    sign: flags.includes("+") ? "+" : flags.includes(" ") ? " " : "",
    alternate: flags.includes("#"),
    width,
    grouping: "",
    precision: integral ? undefined : precision,
    type: /[diu]/.test(type) ? "d" : type,
  });
}

const ascii = (value: Value): string => repr(value).replace(/[^\0-\x7f]/gu, escaped);

/** How a replacement field of `str.format` goes on from a value. */
export interface Lookup {
  readonly attribute: (value: Value, name: string) => Value;
  readonly item: (value: Value, key: Value) => Value;
}

const FIELD = /^((?:\[[^\]]*\]?|[^![:])*)(?:!([^:]*))?(?::([\s\S]*))?$/;

/** `template.format(...)`; specifications may hold fields themselves, two levels deep. */
export function format(template: string, args: Arguments, lookup: Lookup, depth = 2, counter = { next: 0 }): string {
  if (depth < 0) return valueError("Max string recursion exceeded");
  let out = "";
  for (let at = 0; at < template.length; at++) {
    const character = template[at]!;
    if (character !== "{" && character !== "}") out += character;
    else if (template[at + 1] === character) out += template[at++];
    else if (character === "}") return valueError("Single '}' encountered in format string");
    else {
      const end = closing(template, at);
      const match = FIELD.exec(template.slice(at + 1, end)) ?? valueError("expected ':' after conversion specifier");
      const [, name = "", conversion, spec = ""] = match;
      const value = convert(fieldOf(name, args, lookup, counter), conversion);
      out += formatted(value, spec.includes("{") ? format(spec, args, lookup, depth - 1, counter) : spec);
      at = end;
    }
  }
  return out;
}

function closing(template: string, open: number): number {
  let depth = 0;
  for (let at = open; at < template.length; at++) {
    if (template[at] === "{") depth++;
    if (template[at] === "}" && --depth === 0) return at;
  }
  const last = open === template.length - 1;
  return valueError(last ? "Single '{' encountered in format string" : "expected '}' before end of string");
}

function convert(value: Value, conversion: string | undefined): Value {
  if (conversion === undefined) return value;
  if (conversion === "s") return text(value);
  if (conversion === "r") return repr(value);
  return conversion === "a" ? ascii(value) : valueError(`Unknown conversion specifier ${conversion}`);
}

/** `counter` tells the number of the next field without a name, -1 once one was numbered. */
function fieldOf(path: string, { positional, named }: Arguments, lookup: Lookup, counter: { next: number }): Value {
  const [name = ""] = /^[^.[]*/.exec(path) ?? [];
  const numbered = /^\d+$/.test(name);
  if (name === "" ? counter.next < 0 : numbered && counter.next > 0)
    valueError("cannot switch from manual field specification to automatic field numbering");
  let value = named.get(name) ?? null;
  if (name === "" || numbered) {
    const index = numbered ? Number(name) : counter.next;
    counter.next = numbered ? -1 : index + 1;
    value = positional[index] ?? (index < positional.length ? null : raise("IndexError", "tuple index out of range"));
  } else if (!named.has(name)) raise("KeyError", repr(name));
  for (const [, attribute, item = ""] of path.slice(name.length).matchAll(/\.([^.[]*)|\[([^\]]*)\]/g))
    value =
      attribute === undefined
        ? lookup.item(value, /^\d+$/.test(item) ? BigInt(item) : item)
        : lookup.attribute(value, attribute);
  return value;
}
