/** The file of a recipe: found, read and run, and what is wrong with it in one sentence that says where. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import type { Document, Documents } from "../data/index.ts";
import { check, oneLine, shown } from "../sentences/index.ts";
import { packageRoot } from "../setup/package.mjs";
import type { Recipe, RecipeInput, Tuning, TuningInput } from "../training/index.ts";
import { UsageError } from "./command-line.ts";

const ENDS = [".ts", ".mts", ".js", ".mjs"];

/** The default export of a file here or, where there is none, of the package's own `recipes/`. Throws a UsageError where that is no recipe. */
export async function loadRecipe(file: string): Promise<Recipe | Tuning> {
  const path = [resolve(file), join(packageRoot, file)].find((candidate) => existsSync(candidate));
  if (path === undefined) throw new UsageError(`${file}: there is no such recipe`);
  if (statSync(path).isDirectory()) throw new UsageError(`${file}: is a folder, and a recipe is a file`);
  if (!ENDS.includes(extname(path)))
    throw new UsageError(`${file}: a recipe is a TypeScript or JavaScript file, whose name ends in ${ENDS.join(", ")}`);
  const { default: recipe } = await imported(file, path, readFileSync(path, "utf8"));
  const { defineRecipe, defineTuning } = await import("../training/index.ts");
  // What nobody has defined is checked here.
  if (isNamed(recipe, "documents")) {
    const { documents, ...settings } = defineRecipe(recipe as RecipeInput);
    return { ...settings, documents: (options) => checkedDocuments(file, () => documents(options)) };
  }
  if (isNamed(recipe, "examples")) {
    const { examples, ...settings } = defineTuning(recipe as TuningInput);
    return { ...settings, examples: (options) => streamed(file, "examples", () => examples(options)) };
  }
  throw new UsageError(
    `${file}: its default export is no recipe; make one with defineRecipe or defineTuning of tenon/training`,
  );
}

function isNamed(recipe: object | undefined, texts: "documents" | "examples"): boolean {
  const fields: Readonly<Record<string, unknown>> = { ...recipe };
  return typeof fields[texts] === "function" && fields.name !== undefined;
}

/** A recipe's documents, held to what they must be. */
async function* checkedDocuments(file: string, give: () => Documents): AsyncGenerator<Document> {
  let count = 0;
  for await (const document of streamed(file, "documents", give)) {
    count++;
    const { data, fault } = check(TextWithId, document);
    if (fault !== undefined)
      throw new UsageError(`${file}: document ${[count, ...fault.path].join(": ")}: ${fault.reason}`);
    yield data;
  }
}

/** What a recipe gives for its texts, one by one; what goes wrong in it names the file. */
async function* streamed<T>(
  file: string,
  field: string,
  give: () => AsyncIterable<T> | Iterable<T>,
): AsyncGenerator<T> {
  try {
    const given: unknown = give();
    if (!isStream<T>(given)) {
      const found = given instanceof Promise ? "a promise" : shown(given);
      throw new UsageError(`${file}: ${field} gives ${found}, and must give a stream or list of ${field}`);
    }
    yield* given;
  } catch (error) {
    if (!(error instanceof Error) || ("sentence" in error && error.sentence === true)) throw error;
    throw new UsageError(`${file}: ${field}: ${oneLine(`${error.name}: ${error.message}`)}`, { cause: error });
  }
}

const TextWithId = z.looseObject({ id: z.string(), text: z.string() });
const isStream = <T>(value: unknown): value is AsyncIterable<T> | Iterable<T> =>
  typeof value === "object" && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value);

async function imported(file: string, path: string, source: string): Promise<{ default?: object }> {
  await import("../setup/typescript.mjs");
  process.setSourceMapsEnabled(true); // lines of an error are then the person's
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    if (!(error instanceof Error) || ("sentence" in error && error.sentence === true)) throw error;
    if (error instanceof SyntaxError) {
      const { transpiled } = await import("../setup/transpile.mjs");
      transpiled(path, source); // Node does not say where: the compiler does
    }
    const [, behind = ""] = (error.stack ?? "").split(path);
    const [place = ""] = /^:\d+:\d+/.exec(behind) ?? [];
    throw new UsageError(`${file}${place}: ${oneLine(`${error.name}: ${error.message}`)}`, { cause: error });
  }
}
