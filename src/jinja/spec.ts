/** The specification of `format()` (PEP 3101), such as `>8.2f`. */

import { repeat } from "./arguments.ts";
import { raise, typeError, valueError } from "./errors.ts";
import { exponentOf, fixed, intRepr, scientific, toFloat } from "./numbers.ts";
import { isNumeric, isText, number, plain } from "./protocols.ts";
import { text } from "./representation.ts";
import { padded } from "./string-methods.ts";
import { codePoints, pointCount } from "./text.ts";
import { typeName, type Value } from "./values.ts";

/** The parts of a specification. */
export interface Spec {
  readonly fill: string;
  /** `=` fills between the sign and the digits. */
  readonly align: string;
  readonly sign: string;
  /** `#`: with the prefix of its radix. */
  readonly alternate: boolean;
  readonly width: number;
  /** What stands between groups of digits. */
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

const SPEC = /^(?:([\s\S])?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/u;

function parseSpec(source: string): Spec {
  const match = SPEC.exec(source) ?? valueError("Invalid format specifier");
  const [, fill, align, sign = "", alternate, zero, width = "0", grouping = "", precision, type = ""] = match;
  if (Number(precision ?? 0) > 10_000) valueError("precision too big");
  return {
    fill: fill ?? (zero === undefined ? " " : "0"),
    align: align ?? (zero === undefined ? "" : "="),
    sign: sign === "-" ? "" : sign,
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
  return formattedNumber(number(value), parseSpec(source));
}

/** A number as its specification's type has it; an int becomes a float where that is one of floats. */
export function formattedNumber(value: bigint | number, spec: Spec): string {
  if (typeof value === "bigint" && !/^[eEfFgG%]$/.test(spec.type)) return formattedInt(value, spec);
  if (!/^[eEfFgGn%]?$/.test(spec.type)) return unknownCode(spec.type, "float");
  return framed(value < 0 || Object.is(value, -0), floatDigits(toFloat(value), spec), "", spec);
}

function unknownCode(code: string, type: string): never {
  return valueError(`Unknown format code '${code}' for object of type '${type}'`);
}

function formattedText(value: string, { type, grouping, sign, fill, align, width, precision }: Spec): string {
  if (type !== "" && type !== "s") return unknownCode(type, "str");
  if (grouping !== "") return valueError(`Cannot specify '${grouping}' with 's'.`);
  if (sign !== "") return valueError(`${sign === " " ? "Space" : "Sign"} not allowed in string format specifier`);
  if (align === "=" && fill !== "0") return valueError("'=' alignment not allowed in string format specifier");
  const cut = codePoints(value).slice(0, precision).join("");
  return padded(cut, width, fill, align === "" || align === "=" ? "<" : align);
}

/** `%c`: a character, or its code. */
export function character(value: Value): string {
  if (isText(value) && pointCount(plain(value)) === 1) return plain(value);
  if (typeof value !== "bigint" && typeof value !== "boolean") return typeError("%c requires int or char");
  const code = Number(value);
  if (code < 0 || code > 0x10ffff) return raise("OverflowError", "%c arg not in range(0x110000)");
  return String.fromCodePoint(code);
}

const RADIX: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16, d: 10, n: 10, "": 10 };

function formattedInt(value: bigint, spec: Spec): string {
  if (spec.precision !== undefined) return valueError("Precision not allowed in integer format specifier");
  if (spec.type === "c") return padded(character(value), spec.width, spec.fill, spec.align || "<");
  const radix = RADIX[spec.type] ?? unknownCode(spec.type, "int");
  const size = value < 0n ? -value : value;
  const digits = radix === 10 ? intRepr(size) : size.toString(radix);
  const prefix = spec.alternate && radix !== 10 ? `0${spec.type}` : "";
  return framed(value < 0n, spec.type === "X" ? digits.toUpperCase() : digits, prefix, spec);
}

/** The digits of a float without its sign. */
function floatDigits(value: number, { type, precision }: Spec): string {
  const upper = (digits: string) => (/^[EFG]$/.test(type) ? digits.toUpperCase() : digits);
  const percent = type === "%" ? "%" : "";
  if (!Number.isFinite(value)) return upper(Number.isNaN(value) ? "nan" : "inf") + percent;
  if (/^[fF%]$/.test(type)) return fixed(percent === "" ? value : value * 100, precision ?? 6) + percent;
  if (/^[eE]$/.test(type)) return upper(exponential(scientific(value, precision ?? 6)));
  if (type === "" && precision === undefined) return text(Math.abs(value));
  return upper(general(value, Math.max(precision ?? 6, 1), type === ""));
}

function exponential({ digits, exponent }: { digits: string; exponent: number }): string {
  return `${digits[0]}${digits.length > 1 ? "." : ""}${digits.slice(1)}e${exponentOf(exponent)}`;
}

/** C's `%g`: the shorter form, without zeros at the end; `keepPoint` keeps one behind the point, as `str` does. */
function general(value: number, precision: number, keepPoint: boolean): string {
  const { digits, exponent } = scientific(value, precision - 1);
  if (exponent < -4 || exponent >= precision - (keepPoint ? 1 : 0))
    return exponential({ digits: digits.replace(/(?<=.)0+$/, ""), exponent });
  const plain = fixed(value, Math.max(precision - 1 - exponent, 0));
  const short = plain.includes(".") ? plain.replace(/\.?0+$/, "") : plain;
  return keepPoint && !short.includes(".") ? `${short}.0` : short;
}

/** Sign, prefix, digits in groups, and room around them. */
function framed(negative: boolean, digits: string, prefix: string, spec: Spec): string {
  const sign = (negative ? "-" : spec.sign) + prefix;
  const room = spec.width - sign.length;
  const body = grouped(digits, spec, spec.align === "=" && spec.fill === "0" ? room : 0);
  if (spec.align === "=") return sign + repeat(spec.fill, room - body.length) + body;
  return padded(sign + body, spec.width, spec.fill, spec.align || ">");
}

/** Zeros that fill up to `width` are grouped with the digits. */
function grouped(digits: string, { grouping, type }: Spec, width: number): string {
  if (grouping === "") return digits;
  const radix = /^[boxX]$/.test(type);
  const [whole = ""] = (radix ? /^\w*/ : /^\d*/).exec(digits) ?? [];
  const group = radix ? /\B(?=(?:\w{4})+$)/g : /\B(?=(?:\w{3})+$)/g;
  const rest = digits.slice(whole.length);
  const cut = (text: string) => text.replace(group, grouping) + rest;
  let full = whole;
  while (cut(full).length < width) full = `0${full}`;
  return cut(full);
}
