/** What may stand behind `is`. */

import { table } from "./arguments.ts";
import { FILTERS } from "./filters.ts";
import { arithmetic, type Comparison, compared } from "./operators.ts";
import { equals, isNumeric, isText, iteratorOf, plain } from "./protocols.ts";
import { text } from "./representation.ts";
import { isLower, isUpper } from "./text.ts";
import { Callable, Dict, Markup, Range, Tuple, Undefined, type Value } from "./values.ts";

const remainder = (value: Value, by: Value, rest: bigint) => equals(arithmetic(value, "%", by), rest);
/** Whether `value` is a key of a table of names; what cannot be a key at all raises. */
const isKey = (value: Value, known: ReadonlyMap<string, unknown>) =>
  isText(value) ? known.has(plain(value)) : new Dict().has(value);
const isSequence = (value: Value) =>
  isText(value) || Array.isArray(value) || [Tuple, Dict, Range, Undefined].some((type) => value instanceof type);

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  ...{ "==": "==", eq: "==", equalto: "==", "!=": "!=", ne: "!=" },
  ...{ "<": "<", lt: "<", lessthan: "<", "<=": "<=", le: "<=" },
  ...{ ">": ">", gt: ">", greaterthan: ">", ">=": ">=", ge: ">=", in: "in" },
};

export const TESTS = table<Value>("test_", {
  ...Object.fromEntries(
    Object.entries(COMPARISONS).map(([name, sign]) => [
      `${name} other`,
      (value: Value, [other]: readonly (Value | undefined)[]) => compared(value, sign, other!),
    ]),
  ),
  boolean: (value) => typeof value === "boolean",
  callable: (value) => value instanceof Callable || value instanceof Undefined,
  defined: (value) => !(value instanceof Undefined),
  "divisibleby num": (value, [by]) => remainder(value, by!, 0n),
  escaped: (value) => value instanceof Markup,
  even: (value) => remainder(value, 2n, 0n),
  false: (value) => value === false,
  filter: (value) => isKey(value, FILTERS),
  float: (value) => typeof value === "number",
  integer: (value) => typeof value === "bigint",
  iterable: (value) => iteratorOf(value) !== undefined,
  lower: (value) => isLower(text(value)),
  mapping: (value) => value instanceof Dict,
  none: (value) => value === null,
  number: isNumeric,
  odd: (value) => remainder(value, 2n, 1n),
  // By identity; what JavaScript holds by value is one thing.
  "sameas other": (value, [other]) => Object.is(value, other),
  sequence: isSequence,
  string: (value) => isText(value),
  test: (value): Value => isKey(value, TESTS),
  true: (value) => value === true,
  undefined: (value) => value instanceof Undefined,
  upper: (value) => isUpper(text(value)),
});
