/** The door: values of JavaScript become values of a program, once, and nothing else comes in. */

import { typeError } from "./errors.ts";
import { Dict, Undefined, type Value } from "./values.ts";

/** The largest power of ten that a number holds exactly. Above, whoever writes whole numbers writes them with an exponent. */
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
  if (value instanceof Map) return new Dict(Array.from(value, ([key, item]) => [fromJavaScript(key), fromJavaScript(item)] as const)); // biome-ignore format: one line
  if (typeof value === "object" && isPlain(value))
    return new Dict(Object.entries(value).map(([key, item]) => [key, fromJavaScript(item)] as const));
  const name = typeof value === "object" ? value.constructor?.name : undefined;
  return typeError(
    `a template takes what JSON can hold, not ${name === undefined ? `a ${typeof value}` : `an object of class ${name}`}`,
  );
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
