/**
 * Writes src/tensor/operators.generated.ts: the types of every operator of the supported LibTorch builds.
 *
 *     node --import ./src/setup/typescript.mjs tools/operators.ts dump     the schemas of this build, into tools/schemas/
 *     node --import ./src/setup/typescript.mjs tools/operators.ts write    the types, from all dumps
 *
 * Debian's package of 1.13.1 calls itself 1.13.0, and so does its dump. Dump once on each build, then write once. A test fails when a build's schemas or the types have moved on.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { type Argument, parseSchema, type Return, type Schema } from "../src/tensor/schema.ts";

const folder = new URL("./schemas/", import.meta.url);
export const typesFile = new URL("../src/tensor/operators.generated.ts", import.meta.url);

/** The dump of one build, for example "2.13.0": a schema a line. */
export function readDump(version: string): string[] {
  const text = gunzipSync(readFileSync(new URL(`${version}.txt.gz`, folder))).toString();
  return text.trimEnd().split("\n");
}

export function dumpedVersions(): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".txt.gz"));
  return files.map((file) => file.replace(".txt.gz", "")).sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
}

/** The whole file of types. Where builds differ in an operator, the newest one's schema counts. */
export function writeTypes(): string {
  const versions = dumpedVersions();
  const found = new Map<string, { schema: Schema; text: string; builds: string[] }>();
  for (const version of versions) {
    for (const text of readDump(version)) {
      const schema = parseSchema(text);
      const key = `${schema.name}.${schema.overload}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { schema, text, builds: [version] });
      else known.builds.push(version);
    }
  }
  const namespaces = new Map<string, Map<string, string[]>>();
  for (const key of [...found.keys()].sort()) {
    const { schema, builds } = found.get(key)!;
    const [namespace = "", name = ""] = schema.name.split("::");
    const names = entry(namespaces, namespace, () => new Map<string, string[]>());
    const only = builds.length === versions.length ? "" : `/** LibTorch ${builds.join(", ")} only. */ `;
    entry(names, name, () => []).push(`${only}${schema.overload || "default"}${signature(schema)};`);
  }
  const body = [...namespaces].map(([namespace, names]) => {
    const lines = [...names].map(([name, overloads]) => `    ${name}: {\n${indent(overloads, 6)}\n    };`);
    return `  ${namespace}: {\n${lines.join("\n")}\n  };`;
  });
  return `${HEADER.replace("VERSIONS", versions.join(" and "))}\nexport interface Ops {\n${body.join("\n")}\n}\n`;
}

const HEADER = `// Written by tools/operators.ts from the schemas of LibTorch VERSIONS. Do not edit.
import type { DType, Scalar } from "./dtype.ts";
import type { Generator } from "./generator.ts";
import type { Tensor } from "./tensor.ts";

type Int = number | bigint;
type Ints = readonly Int[];
/** A single number stands for as many as the operator wants. */
type IntsOrOne = Ints | Int;
type Tensors = readonly Tensor[];
`;

const indent = (lines: readonly string[], by: number) => lines.map((line) => " ".repeat(by) + line).join("\n");

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

/** By position, with keyword-only arguments in an options object; and, where positions have defaults, those by name too. */
function signature({ arguments: all, returns }: Schema): string {
  // Operators that scripts are compiled to take what they are given: `(...)`.
  if (all.some(({ name }) => name === "...")) return "(...args: unknown[]): unknown";
  const positional = all.filter((argument) => !argument.keywordOnly);
  const named = all.filter((argument) => argument.keywordOnly);
  const required = positional.findLastIndex((argument) => !argument.hasDefault) + 1;
  const call = (...list: string[]) => `(${list.join(", ")}): ${returnType(returns)}`;
  const needed = named.some((argument) => !argument.hasDefault);
  const options = (list: readonly Argument[]) => `options${needed ? "" : "?"}: { ${fields(list)} }`;

  const places = positional.map((argument, i) =>
    parameter(argument, i >= required && !needed, repeated(positional, i)),
  );
  const byPosition = call(...places, ...(named.length === 0 ? [] : [options(named)]));
  if (required === positional.length) return byPosition;
  const rest = [...positional.slice(required), ...named];
  return `: { ${byPosition}; ${call(...places.slice(0, required), options(rest))} }`;
}

/** Whether an argument before this one has its name: a few schemas are written so. */
function repeated(list: readonly Argument[], index: number): boolean {
  return list.findIndex(({ name }) => name === list[index]!.name) < index;
}

function parameter(argument: Argument, optional: boolean, repeats: boolean): string {
  const type = `${argumentType(argument)}${argument.hasDefault ? " | undefined" : ""}`;
  const name = RESERVED.has(argument.name) || repeats ? `${argument.name}_` : argument.name;
  return `${name}${optional ? "?" : ""}: ${type}`;
}

function fields(list: readonly Argument[]): string {
  const first = list.filter((_, i) => !repeated(list, i));
  const field = (argument: Argument) =>
    argument.hasDefault
      ? `${argument.name}?: ${argumentType(argument)} | undefined`
      : `${argument.name}: ${argumentType(argument)}`;
  return first.map(field).join("; ");
}

const RESERVED = new Set([
  "in",
  "default",
  "new",
  "for",
  "with",
  "function",
  "var",
  "this",
  "class",
  "const",
  "else",
  "if",
]);

function argumentType({ type, name }: Argument): string {
  if (type.endsWith("?")) return `${argumentType({ type: type.slice(0, -1), name } as Argument)} | null`;
  const list = /^(.*)\[(\d*)\]$/.exec(type);
  if (list !== null) {
    const [, element = "", size = ""] = list;
    if (element === "Tensor") return "Tensors";
    if (element === "int" || element === "SymInt") return size === "" ? "Ints" : "IntsOrOne";
    return `readonly (${argumentType({ type: element, name } as Argument)})[]`;
  }
  if (type === "int" && name === "dtype") return "DType | Int";
  return INPUTS[type] ?? "unknown";
}

function returnType(returns: readonly Return[]): string {
  if (returns.length === 0) return "void";
  const types = returns.map(({ type }) => outputType(type));
  return types.length === 1 ? types[0]! : `[${types.join(", ")}]`;
}

function outputType(type: string): string {
  if (type.endsWith("?")) return `${outputType(type.slice(0, -1))} | null`;
  if (type.endsWith("[]")) return `${outputType(type.slice(0, -2))}[]`;
  return OUTPUTS[type] ?? "unknown";
}

const INPUTS: Readonly<Record<string, string>> = {
  Tensor: "Tensor",
  Scalar: "Scalar",
  int: "Int",
  SymInt: "Int",
  float: "number",
  bool: "boolean",
  str: "string",
  ScalarType: "DType | Int",
  Device: "string",
  Layout: "string",
  MemoryFormat: "string",
  Dimname: "string",
  QScheme: "Int",
  // Null stands for the process's own.
  Generator: "Generator | null",
};

const OUTPUTS: Readonly<Record<string, string>> = {
  Tensor: "Tensor",
  Scalar: "Scalar",
  int: "number",
  SymInt: "number",
  float: "number",
  bool: "boolean",
  str: "string",
  ScalarType: "number",
  Device: "string",
};

const [command] = process.argv.slice(2);
if (command === "dump") {
  const { build, schemas } = await import("../src/tensor/index.ts");
  const name = build().version.replace(/\+.*/, "");
  writeFileSync(new URL(`${name}.txt.gz`, folder), gzipSync(`${schemas().join("\n")}\n`, { level: 9 }));
  console.log(`${schemas().length} schemas of LibTorch ${name}`);
} else if (command === "write") {
  writeFileSync(typesFile, writeTypes());
}
