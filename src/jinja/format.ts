/** How Python formats: the specification of `format()` (PEP 3101), `str % values`, and `str.format`. */

import { repeat } from "./arguments.ts";
import { raise, typeError, valueError } from "./errors.ts";
import { exponentOf, fixed, intRepr, scientific, toFloat, truncated } from "./numbers.ts";
import { isNumeric, isText, number, plain } from "./protocols.ts";
import { repr, text } from "./representation.ts";
import { codePoints, escaped, pointCount } from "./text.ts";
import { type Arguments, Dict, Instance, Tuple, typeName, type Value } from "./values.ts";

interface Spec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  /** `z`: a negative number that rounds to zero is zero. */
  readonly positiveZero: boolean;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

const SPEC = /^(?:([\s\S])?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/u;

function parseSpec(source: string): Spec {
  const match = SPEC.exec(source);
  if (match === null) return valueError("Invalid format specifier");
  const [, fill, align, sign, z, alternate, zero, width = "0", grouping = "", precision, type = ""] = match;
  if (Number(precision ?? 0) > 10_000) valueError("precision too big");
  return {
    fill: fill ?? (zero === undefined ? " " : "0"),
    align: align ?? (zero === undefined ? "" : "="),
    sign: sign ?? "",
    positiveZero: z !== undefined,
    alternate: alternate !== undefined,
    width: Number(width),
    grouping,
    precision: precision === undefined ? undefined : Number(precision),
    type,
  };
}

/** `format(value, spec)`. */
export function formatted(value: Value, source: string): string {
  if (source === "") return text(value);
  if (isText(value)) return formattedText(plain(value), parseSpec(source));
  if (!isNumeric(value)) return typeError(`unsupported format string passed to ${typeName(value)}.__format__`);
  const spec = parseSpec(source);
  const float = typeof value === "number" || /^[eEfFgG%]$/.test(spec.type);
  const size = number(value);
  if (!float && typeof size === "bigint") return formattedInt(size, spec);
  if (!/^[eEfFgGn%]?$/.test(spec.type)) return unknownCode(spec.type, "float");
  return framed(size < 0 || Object.is(size, -0), floatDigits(toFloat(size), spec), "", spec);
}

const unknownCode = (code: string, type: string): never => valueError(`Unknown format code '${code}' for object of type '${type}'`); // biome-ignore format: one line

function formattedText(value: string, spec: Spec): string {
  if (spec.type !== "" && spec.type !== "s") return unknownCode(spec.type, "str");
  if (spec.positiveZero) return valueError("Negative zero coercion (z) not allowed in string format specifier");
  if (spec.grouping !== "") return valueError(`Cannot specify '${spec.grouping}' with 's'.`);
  if (spec.sign !== "")
    return valueError(`${spec.sign === " " ? "Space" : "Sign"} not allowed in string format specifier`);
  if (spec.align === "=" && spec.fill !== "0")
    return valueError("'=' alignment not allowed in string format specifier");
  const cut = spec.precision === undefined ? value : codePoints(value).slice(0, spec.precision).join("");
  return padded(cut, spec.width, spec.fill, spec.align === "" || spec.align === "=" ? "<" : spec.align);
}

/** `%c`: a character, or its code. */
function character(value: Value): string {
  if (isText(value) && pointCount(plain(value)) === 1) return plain(value);
  if (typeof value !== "bigint" && typeof value !== "boolean") return typeError("%c requires int or char");
  const code = Number(value);
  return code >= 0 && code < 0x110000
    ? String.fromCodePoint(code)
    : raise("OverflowError", "%c arg not in range(0x110000)");
}

const RADIX: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16, d: 10, n: 10, "": 10 };

function formattedInt(value: bigint, spec: Spec): string {
  if (spec.precision !== undefined) return valueError("Precision not allowed in integer format specifier");
  if (spec.positiveZero) return valueError("Negative zero coercion (z) not allowed in integer format specifier");
  if (spec.type === "c") return padded(character(value), spec.width, spec.fill, spec.align || "<");
  const radix = RADIX[spec.type];
  if (radix === undefined) return unknownCode(spec.type, "int");
  const size = value < 0n ? -value : value;
  const digits = radix === 10 ? intRepr(size) : size.toString(radix);
  const prefix = spec.alternate && radix !== 10 ? `0${spec.type}` : "";
  return framed(value < 0n, spec.type === "X" ? digits.toUpperCase() : digits, prefix, spec);
}

/** The digits of a float without its sign. */
function floatDigits(value: number, spec: Spec): string {
  const type = spec.type.toLowerCase();
  const upper = (digits: string) => (/^[EFG]$/.test(spec.type) ? digits.toUpperCase() : digits);
  if (!Number.isFinite(value)) return upper(Number.isNaN(value) ? "nan" : "inf") + (type === "%" ? "%" : "");
  const precision = spec.precision ?? 6;
  if (type === "f") return upper(fixed(value, precision)) + (spec.alternate && precision === 0 ? "." : "");
  if (type === "%") return `${fixed(value * 100, precision)}%`;
  if (type === "e") return upper(exponential(scientific(value, precision), spec.alternate));
  if (type === "" && spec.precision === undefined) return text(Math.abs(value));
  return upper(general(value, Math.max(precision, 1), spec.alternate, type === ""));
}

function exponential({ digits, exponent }: { digits: string; exponent: number }, point: boolean): string {
  const rest = digits.slice(1);
  return `${digits[0]}${rest === "" && !point ? "" : `.${rest}`}e${exponentOf(exponent)}`;
}

/** C's `%g`: the shorter form, without zeros at the end; `float` keeps one behind the point, as `str` does. */
function general(value: number, precision: number, keepZeros: boolean, float: boolean): string {
  const { digits, exponent } = scientific(value, precision - 1);
  const kept = keepZeros ? digits : digits.replace(/0+$/, "") || "0";
  if (exponent < -4 || exponent >= precision - (float ? 1 : 0)) return exponential({ digits: kept, exponent }, false);
  const plain = fixed(value, Math.max(precision - 1 - exponent, 0));
  const short = keepZeros || !plain.includes(".") ? plain : plain.replace(/\.?0+$/, "");
  return float && !short.includes(".") ? `${short}.0` : short;
}

/** Sign, prefix, digits in groups, and room around them. */
function framed(negative: boolean, digits: string, prefix: string, spec: Spec): string {
  const zero = spec.positiveZero && !/[1-9]/.test(digits);
  const sign = negative && !zero ? "-" : spec.sign === "-" ? "" : spec.sign;
  const room = spec.width - sign.length - prefix.length;
  const zeros = spec.align === "=" && spec.fill === "0" ? room : 0;
  const body = grouped(digits, spec, zeros);
  if (spec.align === "=") return sign + prefix + repeat(spec.fill, room - body.length) + body;
  return padded(sign + prefix + body, spec.width, spec.fill, spec.align || ">");
}

function grouped(digits: string, { grouping, type }: Spec, width: number): string {
  if (grouping === "") return digits;
  const size = /^[boxX]$/.test(type) ? 4 : 3;
  const [, whole = "", rest = ""] = /^([0-9a-fA-F]*)(.*)$/.exec(/^[boxX]$/.test(type) ? digits : digits.replace(/(?<=^\d+)(?=\D)/, "\0")) ?? []; // biome-ignore format: one line
  const tail = rest.replace("\0", "");
  const cut = (text: string) => text.replace(new RegExp(`\\B(?=(?:\\w{${size}})+$)`, "g"), grouping);
  let full = whole;
  while (cut(full).length + tail.length < width) full = `0${full}`;
  return cut(full) + tail;
}

export function padded(value: string, width: number, fill: string, align: string): string {
  const room = Math.max(width - pointCount(value), 0);
  const left = align === "<" ? 0 : align === "^" ? Math.floor(room / 2) : room;
  return repeat(fill, left) + value + repeat(fill, room - left);
}

const CONVERSION = /%(?:\(((?:[^()]|\([^)]*\))*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?([\s\S]?)/gu;

/** `template % values`; `finish` is what becomes of each text that is put in. */
export function percent(template: string, values: Value, finish: (text: string) => string = (text) => text): string {
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
      return finish(converted(value, type, flags, room, digits));
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
export type Lookup = (value: Value, key: string | bigint, kind: "attribute" | "item") => Value;

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
    value = attribute !== undefined ? lookup(value, attribute, "attribute") : lookup(value, /^\d+$/.test(item!) ? BigInt(item!) : item!, "item"); // biome-ignore format: one line
  return value;
}
