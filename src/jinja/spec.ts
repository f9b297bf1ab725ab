/** The specification of `format()` (PEP 3101), such as `>8.2f`. */

import { repeat } from "./arguments.ts";
import { raise, typeError, valueError } from "./errors.ts";
import { exponentOf, fixed, intRepr, scientific, toFloat } from "./numbers.ts";
import { isNumeric, isText, number, plain } from "./protocols.ts";
import { text } from "./representation.ts";
import { padded } from "./string-methods.ts";
import { codePoints, pointCount } from "./text.ts";
import { typeName, type Value } from "./values.ts";

export interface Spec {
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
export function character(value: Value): string {
  if (isText(value) && pointCount(plain(value)) === 1) return plain(value);
  if (typeof value !== "bigint" && typeof value !== "boolean") return typeError("%c requires int or char");
  const code = Number(value);
  return code >= 0 && code < 0x110000
    ? String.fromCodePoint(code)
    : raise("OverflowError", "%c arg not in range(0x110000)");
}

const RADIX: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16, d: 10, n: 10, "": 10 };

export function formattedInt(value: bigint, spec: Spec): string {
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
export function floatDigits(value: number, spec: Spec): string {
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
export function framed(negative: boolean, digits: string, prefix: string, spec: Spec): string {
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
