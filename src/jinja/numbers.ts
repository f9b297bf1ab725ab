/** Numbers as Python writes and reads them. An int is a bigint, a float is a number. */

import { raise, valueError } from "./errors.ts";
import { SPACE } from "./text.ts";

/** `repr` of a float: the shortest digits that read back, an exponent below 1e-4 and from 1e16. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  const [mantissa, power] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) return `${mantissa}e${exponentOf(exponent)}`;
  const text = Object.is(value, -0) ? "-0" : String(value);
  return text.includes(".") ? text : `${text}.0`;
}

/** At least two digits, with a sign. */
export const exponentOf = (exponent: number): string =>
  `${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;

/** Python refuses to write longer ones, since the time is quadratic. */
const MOST_DIGITS = 4300;

/** `repr` of an int. */
export function intRepr(value: bigint): string {
  // 2**14285 has 4301 digits.
  if (value >= 1n << 14285n || value <= -(1n << 14285n))
    valueError(`Exceeds the limit (${MOST_DIGITS} digits) for integer string conversion`);
  return value.toString();
}

/** A finite float is `mantissa * 2 ** exponent`, exactly. */
function parts(value: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return { mantissa: biased === 0 ? fraction : fraction | (1n << 52n), exponent: Math.max(biased, 1) - 1075 };
}

/** |value| * 10 ** places, rounded to an integer, halves to even; exact, as C's printf is. */
function scaled(value: number, places: number): bigint {
  const { mantissa, exponent } = parts(Math.abs(value));
  const top = mantissa * 10n ** BigInt(Math.max(places, 0)) * (exponent > 0 ? 1n << BigInt(exponent) : 1n);
  const bottom = 10n ** BigInt(Math.max(-places, 0)) * (exponent < 0 ? 1n << BigInt(-exponent) : 1n);
  return divideRounded(top, bottom);
}

/** For numbers that are not negative; halves to even. */
function divideRounded(top: bigint, bottom: bigint): bigint {
  const [quotient, rest] = [top / bottom, (top % bottom) * 2n];
  return rest > bottom || (rest === bottom && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

/** `places` digits behind the point; without a sign. */
export function fixed(value: number, places: number): string {
  const digits = scaled(value, places)
    .toString()
    .padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** One digit before the point and `places` behind it, and the power of ten; without a sign. */
export function scientific(value: number, places: number): { digits: string; exponent: number } {
  if (value === 0) return { digits: "0".repeat(places + 1), exponent: 0 };
  const exponent = Number(value.toExponential().split("e")[1]);
  const digits = scaled(value, places - exponent).toString();
  return digits.length > places + 1 ? { digits: digits.slice(0, -1), exponent: exponent + 1 } : { digits, exponent };
}

/** `round(value, places)`. */
export function round(value: bigint | number, places: number): bigint | number {
  if (typeof value === "number") {
    if (!Number.isFinite(value) || places > 400) return value;
    const rounded = Number(`${scaled(value, Math.max(places, -400))}e${-Math.max(places, -400)}`);
    return value < 0 || Object.is(value, -0) ? -rounded : rounded;
  }
  if (places >= 0) return value;
  if (places < -MOST_DIGITS) return 0n;
  const unit = 10n ** BigInt(-places);
  const size = divideRounded(value < 0n ? -value : value, unit) * unit;
  return value < 0n ? -size : size;
}

/** The nearest float. */
export function toFloat(value: bigint | number): number {
  const float = Number(value);
  if (typeof value === "bigint" && !Number.isFinite(float)) raise("OverflowError", "int too large to convert to float");
  return float;
}

/** `int(value)` of a float. */
export function truncated(value: number): bigint {
  if (Number.isNaN(value)) return valueError("cannot convert float NaN to integer");
  if (!Number.isFinite(value)) return raise("OverflowError", "cannot convert float infinity to integer");
  return BigInt(Math.trunc(value));
}

const trimmed = (text: string): string => text.replace(new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "g"), "");

/** `float(text)`, or undefined. */
export function readFloat(text: string): number | undefined {
  const number = trimmed(text).replace(/(?<=\d)_(?=\d)/g, "");
  const named = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i.exec(number);
  if (named !== null) return named[2] === undefined ? Number.NaN : named[1] === "-" ? -Infinity : Infinity;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(number) ? Number(number) : undefined;
}

/** `int(text, base)`, or undefined; a prefix may tell the base that it is. */
export function readInt(text: string, base: number): bigint | undefined {
  const prefix = { 2: "(?:0b_?)?", 8: "(?:0o_?)?", 16: "(?:0x_?)?" }[base] ?? "";
  const match = new RegExp(`^([+-]?)${prefix}([0-9a-z]+(?:_[0-9a-z]+)*)$`, "i").exec(trimmed(text));
  if (match === null || match[2]!.length > MOST_DIGITS) return undefined;
  let value = 0n;
  for (const character of match[2]!.replaceAll("_", "")) {
    const digit = Number.parseInt(character, 36);
    if (digit >= base) return undefined;
    value = value * BigInt(base) + BigInt(digit);
  }
  return match[1] === "-" ? -value : value;
}
