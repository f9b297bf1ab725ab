/**
 * Chat templates are written for Python's Jinja. The library that runs them differs in a few places: it strips what
 * JavaScript's `trim` strips and passes over the argument of `lstrip('\n')`, and it writes numbers in JSON as
 * JavaScript does. This file turns those calls into calls of functions that do what Python does.
 */

import type { parse } from "@huggingface/jinja";
import { tojson } from "./python-json.ts";
import { lstrip, rstrip, strip } from "./python-strings.ts";

type Program = ReturnType<typeof parse>;

/** The functions that a rewritten program calls. A dot keeps the names out of a template's reach. */
export const pythonFunctions = {
  "str.strip": strip,
  "str.lstrip": lstrip,
  "str.rstrip": rstrip,
  "json.dumps": tojson,
} as const;

const METHODS: Readonly<Record<string, string>> = { strip: "str.strip", lstrip: "str.lstrip", rstrip: "str.rstrip" };
const FILTERS: Readonly<Record<string, string>> = { trim: "str.strip", tojson: "json.dumps" };

/** A node of the library's syntax tree, seen from outside. */
interface Node {
  type: string;
  [field: string]: unknown;
}

/** Rewrites `x.strip(...)`, `x.lstrip(...)`, `x.rstrip(...)`, `x | trim` and `x | tojson(...)` in place. */
export function inPython(program: Program): Program {
  rewrite(program);
  return program;
}

function rewrite(value: unknown): unknown {
  if (Array.isArray(value)) {
    value.forEach((item, i) => {
      value[i] = rewrite(item);
    });
  } else if (value instanceof Map) {
    // The entries of an object literal.
    const entries = [...value].map(([key, item]) => [rewrite(key), rewrite(item)] as const);
    value.clear();
    for (const [key, item] of entries) value.set(key, item);
  } else if (isNode(value)) {
    for (const field of Object.keys(value)) value[field] = rewrite(value[field]);
    return replaced(value);
  }
  return value;
}

function replaced(node: Node): Node {
  const { callee, args, operand, filter } = node;
  if (node.type === "CallExpression" && isNode(callee) && callee.type === "MemberExpression" && !callee.computed) {
    const method = isNode(callee.property) ? METHODS[String(callee.property.value)] : undefined;
    if (method !== undefined) return call(method, [callee.object, args]);
  }
  if (node.type === "FilterExpression" && isNode(filter)) {
    const isCall = filter.type === "CallExpression";
    const name = isCall ? filter.callee : filter;
    const method = isNode(name) ? FILTERS[String(name.value)] : undefined;
    if (method !== undefined) return call(method, [operand, isCall ? filter.args : []]);
  }
  return node;
}

const call = (name: string, args: unknown[]): Node => ({
  type: "CallExpression",
  callee: { type: "Identifier", value: name },
  args: args.flat(),
});

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;
