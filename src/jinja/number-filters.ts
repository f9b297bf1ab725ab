/** Filters of numbers, and to numbers. */

import { integer, string, table, type Values } from "./arguments.ts";
import { raise, typeError, valueError } from "./errors.ts";
import { fixed, readFloat, readInt, round, toFloat, truncated } from "./numbers.ts";
import { arithmetic } from "./operators.ts";
import { isNumeric, isText, number, plain, truth } from "./protocols.ts";
import { repr } from "./representation.ts";
import { typeName, Undefined, type Value } from "./values.ts";

function toInt(value: Value, [fallback = 0n, base]: Values): Value {
  if (value instanceof Undefined) return value.raise();
  if (isText(value)) {
    const float = readFloat(plain(value));
    const whole = float !== undefined && Number.isFinite(float) ? truncated(float) : undefined;
    return readInt(plain(value), integer(base, 10)) ?? whole ?? fallback;
  }
  if (!isNumeric(value)) return fallback;
  const size = number(value);
  if (typeof size === "bigint") return size;
  return Number.isNaN(size) ? fallback : truncated(size);
}

function toFloatOr(value: Value, [fallback = 0]: Values): Value {
  if (value instanceof Undefined) return value.raise();
  if (isText(value)) return readFloat(plain(value)) ?? fallback;
  return isNumeric(value) ? toFloat(number(value)) : fallback;
}

function rounded(value: Value, [places, method]: Values): Value {
  const how = method === undefined ? "common" : string(method);
  if (!["common", "ceil", "floor"].includes(how)) raise("FilterArgumentError", "method must be common, ceil or floor");
  if (value instanceof Undefined)
    return how === "common" ? typeError("type Undefined doesn't define __round__ method") : value.raise();
  if (!isNumeric(value)) return typeError(`type ${typeName(value)} doesn't define __round__ method`);
  if (how === "common") return round(number(value), integer(places, 0));
  const unit = arithmetic(10n, "**", places ?? 0n);
  const scaled = arithmetic(value, "*", unit);
  if (typeof scaled !== "number") return arithmetic(scaled, "/", unit);
  return arithmetic(truncated(how === "ceil" ? Math.ceil(scaled) : Math.floor(scaled)), "/", unit);
}

function filesize(value: Value, [binary]: Values): Value {
  const bytes = toFloatOr(value, [null]);
  if (isText(value) && bytes === null) return valueError(`could not convert string to float: ${repr(value)}`);
  if (typeof bytes !== "number")
    return typeError(`float() argument must be a string or a real number, not '${typeName(value)}'`);
  const base = truth(binary ?? false) ? 1024 : 1000;
  if (bytes === 1) return "1 Byte";
  if (bytes < base) return `${truncated(bytes)} Bytes`;
  const units = base === 1024 ? "Ki Mi Gi Ti Pi Ei Zi Yi".split(" ") : [..."kMGTPEZY"];
  const at = units.findIndex((_, i) => bytes < base ** (i + 2) || i === units.length - 1);
  return `${fixed((base * bytes) / base ** (at + 2), 1)} ${units[at]}B`;
}

function abs(value: Value): Value {
  if (!isNumeric(value)) return typeError(`bad operand type for abs(): '${typeName(value)}'`);
  const size = number(value);
  return size < 0 ? -size : size;
}

/** By their names. */
export const NUMBER_FILTERS = table<Value>("do_", {
  abs,
  "filesizeformat binary?": filesize,
  "float default?": toFloatOr,
  "int default? base?": toInt,
  "round precision? method?": rounded,
});
