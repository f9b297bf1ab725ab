/** Which exported functions and classes take an object of options, read from the source with TypeScript's parser. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

const SRC = resolve(import.meta.dirname, "../src");

export interface OptionTaker {
  readonly room: string;
  readonly name: string;
  /** Whether it is made with `new`. */
  readonly isClass: boolean;
  /** The place of the options among its parameters, and whether they may be left out. */
  readonly at: number;
  readonly optional: boolean;
}

/** Those that a room's index gives away, with no regard to who knows of them. */
export function optionTakers(rooms: Readonly<Record<string, object>>): OptionTaker[] {
  return Object.entries(rooms).flatMap(([room, exports]) =>
    sources(join(SRC, room)).flatMap((source) =>
      source.statements.flatMap((statement) => {
        const taker = takerOf(statement, source);
        return taker !== undefined && taker.name in exports ? [{ room, ...taker }] : [];
      }),
    ),
  );
}

function sources(folder: string): ts.SourceFile[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files
    .filter((path) => path.endsWith(".ts") && !/\.(test|generated)\.ts$/.test(path))
    .map((path) => ts.createSourceFile(path, readFileSync(join(folder, path), "utf8"), ts.ScriptTarget.Latest));
}

function takerOf(statement: ts.Statement, source: ts.SourceFile): Omit<OptionTaker, "room"> | undefined {
  const isClass = ts.isClassDeclaration(statement);
  if (!isClass && !(ts.isFunctionDeclaration(statement) && statement.body !== undefined)) return undefined;
  const callable = isClass ? statement.members.find(ts.isConstructorDeclaration) : statement;
  const parameters = callable?.parameters ?? [];
  const at = parameters.findLastIndex((parameter) => isOptions(parameter, source));
  if (at < 0 || statement.name === undefined) return undefined;
  const { initializer, questionToken } = parameters[at]!;
  const optional = initializer !== undefined || questionToken !== undefined;
  return { name: statement.name.text, isClass, at, optional };
}

/** By its type's name; an object that is written out counts where it may be left out. */
function isOptions({ type, name, initializer }: ts.ParameterDeclaration, source: ts.SourceFile): boolean {
  const text = type?.getText(source) ?? "";
  if (/^readonly |ErrorOptions|\[\]$|=>/.test(text)) return false;
  if (/(Options|Settings|Config|Edit|Floor)\b|z\.input</.test(text)) return true;
  return ts.isObjectBindingPattern(name) && initializer !== undefined;
}
