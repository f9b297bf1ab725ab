/** The door: values of JavaScript become values of a program, once, and nothing else comes in. */

import { typeError } from "./errors.ts";
import { Dict, Undefined, type Value } from "./values.ts";

/** The largest power of ten that a number holds exactly. Above it, JSON's whole numbers have an exponent. */
const WHOLE = 1e22;

/**
 * A number without a fraction is an int, as it is in JSON; `undefined` is Jinja's undefined.
 * @throws JinjaError where it is none of null, boolean, number, bigint, string, array, Map and plain object
 */
export function fromJavaScript(value: unknown): Value {
  if (value === null || typeof value === "boolean" || typeof value === "bigint" || typeof value === "string")
    return value;
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) <= WHOLE ? BigInt(value) : value;
  if (value === undefined) return new Undefined("the value is undefined");
  if (Array.isArray(value)) return Array.from(value, fromJavaScript);
  const entries = value instanceof Map ? [...value] : isPlain(value) ? Object.entries(value) : undefined;
  if (entries !== undefined)
    return new Dict(entries.map(([key, item]) => [fromJavaScript(key), fromJavaScript(item)] as const));
  const what = typeof value === "object" ? `an object of class ${value.constructor?.name}` : `a ${typeof value}`;
  return typeError(`a template takes what JSON can hold, not ${what}`);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
