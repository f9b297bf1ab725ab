/** Arithmetic, `+` of sequences among it, and comparison, as Python's operators decide by type. */

import { MOST_CHARACTERS, MOST_ITEMS, repeat, tooLarge } from "./arguments.ts";
import { raise, typeError, valueError } from "./errors.ts";
import { percent } from "./format.ts";
import type { Arithmetic, Comparison } from "./nodes.ts";
import { toFloat } from "./numbers.ts";
import { contains, equals, isNumeric, isText, number, ordered } from "./protocols.ts";
import { safely } from "./representation.ts";
import { escapeHtml } from "./text.ts";
import { Markup, Tuple, typeName, Undefined, type Value } from "./values.ts";

export function arithmetic(left: Value, sign: Arithmetic, right: Value): Value {
  if (isNumeric(left) && isNumeric(right)) return ofNumbers(number(left), sign, number(right));
  if (sign === "%" && isText(left)) return formattedBy(left, right);
  if (left instanceof Undefined) return left.raise();
  if (right instanceof Undefined) return right.raise();
  const joined = sign === "+" ? added(left, right) : sign === "*" ? (repeated(left, right) ?? repeated(right, left)) : undefined; // biome-ignore format: one line
  if (joined !== undefined) return joined;
  if (sign === "*")
    for (const [sequence, times] of [
      [left, right],
      [right, left],
    ] as const) {
      if (sequence instanceof Markup)
        return typeError(`'${typeName(times)}' object cannot be interpreted as an integer`);
      if (typeof sequence === "string" || Array.isArray(sequence) || sequence instanceof Tuple)
        return typeError(`can't multiply sequence by non-int of type '${typeName(times)}'`);
    }
  const name = sign === "**" ? "** or pow()" : sign;
  return typeError(`unsupported operand type(s) for ${name}: '${typeName(left)}' and '${typeName(right)}'`);
}

function formattedBy(template: string | Markup, values: Value): Value {
  if (typeof template === "string") return percent(template, values);
  return new Markup(percent(template.text, values, escapeHtml));
}

function added(left: Value, right: Value): Value | undefined {
  if (isText(left) && isText(right)) {
    if (typeof left === "string" && typeof right === "string") return within(left + right);
    return new Markup(within(safely(left).text + safely(right).text));
  }
  if (Array.isArray(left) && Array.isArray(right)) return left.length + right.length > MOST_ITEMS ? tooLarge() : [...left, ...right]; // biome-ignore format: one line
  if (left instanceof Tuple && right instanceof Tuple) return new Tuple([...left.items, ...right.items]);
  const kind = Array.isArray(left) || left instanceof Tuple || typeof left === "string" ? typeName(left) : undefined;
  return kind && typeError(`can only concatenate ${kind} (not "${typeName(right)}") to ${kind}`);
}

export const within = (text: string): string => (text.length > MOST_CHARACTERS ? tooLarge() : text);

function repeated(sequence: Value, times: Value): Value | undefined {
  if (typeof times !== "bigint" && typeof times !== "boolean") return undefined;
  const count = Math.max(Number(times), 0);
  if (typeof sequence === "string") return repeat(sequence, count);
  if (sequence instanceof Markup) return new Markup(repeat(sequence.text, count));
  const items = Array.isArray(sequence) ? sequence : sequence instanceof Tuple ? sequence.items : undefined;
  if (items === undefined) return undefined;
  if (items.length * count > MOST_ITEMS) return tooLarge();
  const all = Array.from({ length: items.length * count }, (_, i) => items[i % items.length]!);
  return Array.isArray(sequence) ? all : new Tuple(all);
}

function ofNumbers(left: bigint | number, sign: Arithmetic, right: bigint | number): bigint | number {
  if (typeof left === "bigint" && typeof right === "bigint") return ofInts(left, sign, right);
  return ofFloats(toFloat(left), sign, toFloat(right));
}

const ZERO_DIVIDES = {
  "/": "division by zero",
  "//": "integer division or modulo by zero",
  "%": "integer modulo by zero",
} as const;

function ofInts(left: bigint, sign: Arithmetic, right: bigint): bigint | number {
  if (sign === "+") return left + right;
  if (sign === "-") return left - right;
  if (sign === "*") return product(left, right);
  if (sign === "**") return power(left, right);
  if (right === 0n) return divisionByZero(ZERO_DIVIDES[sign]);
  if (sign === "/") return quotient(left, right);
  const rest = left % right;
  const crosses = rest !== 0n && rest < 0n !== right < 0n;
  if (sign === "%") return crosses ? rest + right : rest;
  return left / right - (crosses ? 1n : 0n);
}

/** The float nearest to the quotient. */
function quotient(left: bigint, right: bigint): number {
  const [top, bottom] = [Number(left), Number(right)];
  if (Number.isSafeInteger(top) && Number.isSafeInteger(bottom)) return top / bottom;
  // 64 bits more than the divisor has, and a last one for what is left over, are rounded as the whole would be.
  const shift = BigInt(Math.max(right.toString(2).length - left.toString(2).length + 66, 0));
  const [whole, rest] = [(left << shift) / right, (left << shift) % right];
  const nearest =
    Number(whole * 2n + (rest === 0n ? 0n : whole < 0n || left < 0n ? -1n : 1n)) / 2 ** (Number(shift) + 1);
  return Number.isFinite(nearest) ? nearest : raise("OverflowError", "integer division result too large for a float");
}

/** Longer ints cannot be printed, and would take for ever. */
const MOST_BITS = 1 << 20;

function power(left: bigint, right: bigint): bigint | number {
  if (right < 0n) return ofFloats(toFloat(left), "**", toFloat(right));
  if (left * left > 1n && bitsOf(left) * Number(right) > MOST_BITS) return tooLong();
  return left ** right;
}

function product(left: bigint, right: bigint): bigint {
  const made = left * right;
  return made > LONGEST || made < -LONGEST ? tooLong() : made;
}

const LONGEST = 1n << BigInt(MOST_BITS);
const bitsOf = (value: bigint): number => value.toString(16).length * 4;
const tooLong = (): never => raise("OverflowError", `an int may have up to ${MOST_BITS} bits`);

function ofFloats(left: number, sign: Arithmetic, right: number): number {
  if (sign === "+") return left + right;
  if (sign === "-") return left - right;
  if (sign === "*") return left * right;
  if (sign === "**") return floatPower(left, right);
  if (right === 0) return divisionByZero(sign === "/" ? "float division by zero" : sign === "%" ? "float modulo" : "float floor division by zero"); // biome-ignore format: one line
  if (sign === "/") return left / right;
  const rest = left % right;
  const crosses = rest !== 0 && rest < 0 !== right < 0;
  const modulus = crosses ? rest + right : rest === 0 ? Math.sign(right) * 0 : rest;
  if (sign === "%") return modulus;
  const quotient = (left - modulus) / right;
  const floor = Math.floor(quotient);
  return quotient === 0 ? 0 * (left / right) : quotient - floor > 0.5 ? floor + 1 : floor;
}

function floatPower(left: number, right: number): number {
  if (left === 0 && right < 0) return divisionByZero("0.0 cannot be raised to a negative power");
  if (left < 0 && Number.isFinite(left) && !Number.isInteger(right))
    return valueError("a template has no complex numbers");
  const result = left === 1 || right === 0 ? 1 : left ** right;
  const overflows = !Number.isFinite(result) && Number.isFinite(left) && Number.isFinite(right);
  return overflows ? raise("OverflowError", "(34, 'Numerical result out of range')") : result;
}

const divisionByZero = (reason: string): never => raise("ZeroDivisionError", reason);

/** `-value` and `+value`. */
export function signed(sign: "+" | "-", value: Value): Value {
  if (value instanceof Undefined) return value.raise();
  if (!isNumeric(value)) return typeError(`bad operand type for unary ${sign}: '${typeName(value)}'`);
  return sign === "-" ? -number(value) : number(value);
}

export function compared(left: Value, sign: Comparison, right: Value): boolean {
  if (sign === "==") return equals(left, right);
  if (sign === "!=") return !equals(left, right);
  if (sign === "in") return contains(right, left);
  return sign === "not in" ? !contains(right, left) : ordered(left, sign, right);
}

/** `a ~ b`: as text; with HTML's escapes where they are on and a part is safe. */
export function concatenated(values: readonly Value[], autoescape: boolean, text: (value: Value) => string): Value {
  if (!autoescape || !values.some((value) => value instanceof Markup)) return within(values.map(text).join(""));
  return new Markup(within(values.map((value) => safely(value).text).join("")));
}
