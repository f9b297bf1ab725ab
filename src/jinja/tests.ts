/** What may stand behind `is`. */

import { NO_ARGUMENTS, takes } from "./arguments.ts";
import { arithmetic } from "./operators.ts";
import { contains, equals, isNumeric, isText, iteratorOf, type Order, ordered, plain } from "./protocols.ts";
import { text } from "./representation.ts";
import { STRING_METHODS } from "./string-methods.ts";
import { type Arguments, Callable, Dict, Markup, Range, Tuple, Undefined, type Value } from "./values.ts";

/** Whether there is a filter, or a test, of a name. */
export interface Tables {
  readonly filter: (name: string) => boolean;
  readonly test: (name: string) => boolean;
}

type Test = (value: Value, args: Arguments, tables: Tables) => Value;

const alone = (holds: (value: Value) => boolean): Test => takes("test()", (value) => holds(value));
const beside = (holds: (value: Value, other: Value) => boolean): Test =>
  takes("test(other)", (value, [other]) => holds(value, other!));
const order = (sign: Order): Test => beside((value, other) => ordered(value, sign, other));

const remainder = (value: Value, by: Value, rest: bigint) => equals(arithmetic(value, "%", by), rest);
const equal = beside(equals);
const unequal = beside((value, other) => !equals(value, other));
const isSequence = (value: Value) => isText(value) || Array.isArray(value) || value instanceof Tuple || value instanceof Dict || value instanceof Range || value instanceof Undefined; // biome-ignore format: one line
/** By identity; what JavaScript holds by value is one thing. */
const same = (value: Value, other: Value) => Object.is(value, other);

/** Whether `value` is a key of a table of names; what cannot be a key at all raises. */
const named = (value: Value, known: (name: string) => boolean) =>
  isText(value) ? known(plain(value)) : new Dict().has(value);

export const TESTS: Readonly<Record<string, Test>> = {
  "!=": unequal,
  "<": order("<"),
  "<=": order("<="),
  "==": equal,
  ">": order(">"),
  ">=": order(">="),
  boolean: alone((value) => typeof value === "boolean"),
  callable: alone((value) => value instanceof Callable || value instanceof Undefined),
  defined: alone((value) => !(value instanceof Undefined)),
  divisibleby: beside((value, by) => remainder(value, by, 0n)),
  eq: equal,
  equalto: equal,
  escaped: alone((value) => value instanceof Markup),
  even: alone((value) => remainder(value, 2n, 0n)),
  false: alone((value) => value === false),
  filter: (value, _, { filter }) => named(value, filter),
  float: alone((value) => typeof value === "number"),
  ge: order(">="),
  greaterthan: order(">"),
  gt: order(">"),
  in: beside((value, container) => contains(container, value)),
  integer: alone((value) => typeof value === "bigint"),
  iterable: alone((value) => iteratorOf(value) !== undefined),
  le: order("<="),
  lessthan: order("<"),
  lower: alone((value) => STRING_METHODS.islower!(text(value), NO_ARGUMENTS) === true),
  lt: order("<"),
  mapping: alone((value) => value instanceof Dict),
  ne: unequal,
  none: alone((value) => value === null),
  number: alone(isNumeric),
  odd: alone((value) => remainder(value, 2n, 1n)),
  sameas: beside(same),
  sequence: alone(isSequence),
  string: alone(isText),
  test: (value, _, { test }) => named(value, test),
  true: alone((value) => value === true),
  undefined: alone((value) => value instanceof Undefined),
  upper: alone((value) => STRING_METHODS.isupper!(text(value), NO_ARGUMENTS) === true),
};
