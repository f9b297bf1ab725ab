/** Arithmetic, `+` of sequences among it, and comparison, as Python's operators decide by type. */

import { joinItems, repeat, repeatItems, within } from "./arguments.ts";
import { raise, typeError, valueError } from "./errors.ts";
import { percent } from "./format.ts";
import { toFloat } from "./numbers.ts";
import { contains, equals, isNumeric, isText, number, ordered } from "./protocols.ts";
import { safely, text } from "./representation.ts";
import { Markup, Tuple, typeName, Undefined, type Value } from "./values.ts";

/** The signs of comparisons. */
export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in";
/** The signs of arithmetic. */
export type Arithmetic = "+" | "-" | "*" | "/" | "//" | "%" | "**";

/** `left sign right`. */
export function arithmetic(left: Value, sign: Arithmetic, right: Value): Value {
  if (isNumeric(left) && isNumeric(right)) return ofNumbers(number(left), sign, number(right));
  if (sign === "%" && isText(left)) return percent(text(left), right);
  if (left instanceof Undefined) return left.raise();
  if (right instanceof Undefined) return right.raise();
  const made = sign === "+" ? added(left, right) : sign === "*" ? multiplied(left, right) : undefined;
  if (made !== undefined) return made;
  const name = sign === "**" ? "** or pow()" : sign;
  return typeError(`unsupported operand type(s) for ${name}: '${typeName(left)}' and '${typeName(right)}'`);
}

function added(left: Value, right: Value): Value | undefined {
  if (typeof left === "string" && typeof right === "string") return within(left + right);
  if (isText(left) && isText(right)) return new Markup(within(safely(left).text + safely(right).text));
  if (Array.isArray(left) && Array.isArray(right)) return joinItems(left, right);
  if (left instanceof Tuple && right instanceof Tuple) return new Tuple(joinItems(left.items, right.items));
  if (!isSequence(left)) return undefined;
  return typeError(`can only concatenate ${typeName(left)} (not "${typeName(right)}") to ${typeName(left)}`);
}

const isSequence = (value: Value) => typeof value === "string" || Array.isArray(value) || value instanceof Tuple;

function multiplied(left: Value, right: Value): Value | undefined {
  const [sequence, times] = isSequence(left) || left instanceof Markup ? [left, right] : [right, left];
  if (!isSequence(sequence) && !(sequence instanceof Markup)) return undefined;
  if (typeof times !== "bigint" && typeof times !== "boolean")
    return typeError(`can't multiply sequence by non-int of type '${typeName(times)}'`);
  if (isText(sequence)) return repeat(text(sequence), Number(times));
  if (Array.isArray(sequence)) return repeatItems(sequence, Number(times));
  return sequence instanceof Tuple ? new Tuple(repeatItems(sequence.items, Number(times))) : undefined;
}

function ofNumbers(left: bigint | number, sign: Arithmetic, right: bigint | number): bigint | number {
  if (typeof left === "bigint" && typeof right === "bigint") return ofInts(left, sign, right);
  return ofFloats(toFloat(left), sign, toFloat(right));
}

const ZERO_DIVIDES = {
  "/": "division by zero",
  "//": "integer division or modulo by zero",
  "%": "integer modulo by zero",
};
const ZERO_DIVIDES_FLOAT = {
  "/": "float division by zero",
  "//": "float floor division by zero",
  "%": "float modulo",
};

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

/** The quotient of the floats nearest to both. */
function quotient(left: bigint, right: bigint): number {
  const [top, bottom] = [Number(left), Number(right)];
  if (Number.isFinite(top) && Number.isFinite(bottom)) return top / bottom;
  return raise("OverflowError", "integer division result too large for a float");
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
  if (right === 0) return divisionByZero(ZERO_DIVIDES_FLOAT[sign]);
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

/** Whether `left sign right` holds. */
export function compared(left: Value, sign: Comparison, right: Value): boolean {
  if (sign === "==") return equals(left, right);
  if (sign === "!=") return !equals(left, right);
  if (sign === "in") return contains(right, left);
  return sign === "not in" ? !contains(right, left) : ordered(left, sign, right);
}

/** `a ~ b`: as text. */
export const concatenated = (values: readonly Value[]): string => within(values.map(text).join(""));
