/** `str % values`, and `str.format`. */

import { raise, typeError, valueError } from "./errors.ts";
import { toFloat, truncated } from "./numbers.ts";
import { isNumeric, isText, number } from "./protocols.ts";
import { repr, text } from "./representation.ts";
import { character, floatDigits, formatted, formattedInt, framed, type Spec } from "./spec.ts";
import { padded } from "./string-methods.ts";
import { codePoints, escaped } from "./text.ts";
import { type Arguments, Dict, Instance, Tuple, typeName, type Value } from "./values.ts";

const CONVERSION = /%(?:\(((?:[^()]|\([^)]*\))*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?([\s\S]?)/gu;

/** `template % values`. */
export function percent(template: string, values: Value): string {
  const queue: readonly Value[] = values instanceof Tuple ? values.items : [values];
  let [used, byName] = [0, false];
  const next = () => (used < queue.length ? queue[used++]! : typeError("not enough arguments for format string"));
  const count = (field: string | undefined) => {
    if (field !== "*") return Number(field ?? 0);
    const value = next();
    return typeof value === "bigint" ? Number(value) : typeError("* wants int");
  };
  const out = template.replace(
    CONVERSION,
    (_, key: string | undefined, flags: string, width, precision, type: string) => {
      if (type === "") return valueError("incomplete format");
      const room = count(width);
      const digits = precision === undefined ? undefined : count(precision);
      if (type === "%" && key === undefined) return "%";
      if (key !== undefined) byName = true;
      const value = key === undefined ? next() : entryOf(values, key);
      return converted(value, type, flags, room, digits);
    },
  );
  const mapping = Array.isArray(values) || (typeof values === "object" && values !== null && !(values instanceof Tuple) && !(values instanceof Instance) && !isText(values)); // biome-ignore format: one line
  if (used < queue.length && !byName && !mapping) typeError("not all arguments converted during string formatting");
  return out;
}

function entryOf(values: Value, key: string): Value {
  if (!(values instanceof Dict)) return typeError("format requires a mapping");
  return values.has(key) ? values.get(key)! : raise("KeyError", repr(key));
}

function converted(value: Value, type: string, flags: string, width: number, precision: number | undefined): string {
  const align = flags.includes("-") ? "<" : ">";
  if (/[sra]/.test(type)) {
    const whole = type === "s" ? text(value) : type === "r" ? repr(value) : ascii(value);
    return padded(precision === undefined ? whole : codePoints(whole).slice(0, precision).join(""), width, " ", align);
  }
  if (type === "c") return padded(character(value), width, " ", align); // biome-ignore format: one line
  if (!/[diuoxXeEfFgG]/.test(type))
    return valueError(`unsupported format character '${type}' (0x${type.codePointAt(0)!.toString(16)})`);
  const integral = /[diuoxX]/.test(type);
  const whole = /[oxX]/.test(type);
  if (!isNumeric(value) || (whole && typeof value === "number")) {
    const required = `%${type} format: ${whole ? "an integer is" : "a real number is"} required`;
    return typeError(`${integral ? required : "must be real number"}, not ${typeName(value)}`);
  }
  const size = number(value);
  const spec: Spec = {
    fill: flags.includes("0") && align === ">" ? "0" : " ",
    align: align === "<" ? "<" : flags.includes("0") ? "=" : ">",
    sign: flags.includes("+") ? "+" : flags.includes(" ") ? " " : "",
    positiveZero: false,
    alternate: flags.includes("#"),
    width,
    grouping: "",
    precision: integral ? undefined : precision,
    type: /[diu]/.test(type) ? "d" : type,
  };
  if (!integral) return framed(size < 0 || Object.is(size, -0), floatDigits(toFloat(size), spec), "", spec);
  const int = typeof size === "number" ? truncated(size) : size;
  if (precision === undefined) return formattedInt(int, spec);
  const digits = formattedInt(int, { ...spec, width: precision + (int < 0n ? 1 : 0), fill: "0", align: "=" });
  return padded(digits, width, " ", align);
}

const ascii = (value: Value): string => repr(value).replace(/[^\0-\x7f]/gu, escaped);

/** How a replacement field of `str.format` goes on from a value. */
export interface Lookup {
  readonly attribute: (value: Value, name: string) => Value;
  readonly item: (value: Value, key: Value) => Value;
}

/** `template.format(...)`; specifications may hold fields themselves, two levels deep. */
export function format(template: string, args: Arguments, lookup: Lookup, depth = 2, counter = { next: 0 }): string {
  if (depth < 0) return valueError("Max string recursion exceeded");
  let out = "";
  for (let at = 0; at < template.length; ) {
    const character = template[at]!;
    if (character !== "{" && character !== "}") {
      const end = /[{}]|$/g;
      end.lastIndex = at;
      const stop = end.exec(template)!.index;
      out += template.slice(at, stop);
      at = stop;
    } else if (template[at + 1] === character) {
      out += character;
      at += 2;
    } else if (character === "}") {
      return valueError("Single '}' encountered in format string");
    } else {
      const end = closing(template, at);
      const [, name = "", conversion, spec = ""] = /^((?:\[[^\]]*\]?|[^![:])*)(?:!([^:]*))?(?::([\s\S]*))?$/.exec(template.slice(at + 1, end)) ?? valueError("expected ':' after conversion specifier"); // biome-ignore format: one line
      const value = convert(fieldOf(name, args, lookup, counter), conversion);
      out += formatted(value, spec.includes("{") ? format(spec, args, lookup, depth - 1, counter) : spec);
      at = end + 1;
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
  return valueError(open === template.length - 1 ? "Single '{' encountered in format string" : "expected '}' before end of string"); // biome-ignore format: one line
}

function convert(value: Value, conversion: string | undefined): Value {
  if (conversion === undefined) return value;
  if (conversion === "s") return text(value);
  if (conversion === "r") return repr(value);
  return conversion === "a" ? ascii(value) : valueError(`Unknown conversion specifier ${conversion}`);
}

function fieldOf(name: string, args: Arguments, lookup: Lookup, counter: { next: number }): Value {
  const [first = ""] = /^[^.[]*/.exec(name) ?? [];
  if (first === "" ? counter.next < 0 : /^\d+$/.test(first) && counter.next > 0)
    valueError("cannot switch from manual field specification to automatic field numbering");
  const index = first === "" ? counter.next++ : /^\d+$/.test(first) ? Number(first) : undefined;
  if (first !== "" && index !== undefined) counter.next = -1;
  const found = index === undefined ? args.named.get(first) : args.positional[index];
  if (found === undefined && index === undefined) return raise("KeyError", repr(first));
  if (found === undefined) return raise("IndexError", "tuple index out of range");
  let value: Value = found;
  for (const [, attribute, item] of name.slice(first.length).matchAll(/\.([^.[]*)|\[([^\]]*)\]/g))
    value =
      attribute === undefined
        ? lookup.item(value, /^\d+$/.test(item!) ? BigInt(item!) : item!)
        : lookup.attribute(value, attribute);
  return value;
}
