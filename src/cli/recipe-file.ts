/** The file of a recipe: found, read and run, and what is wrong with it in one sentence that says where. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import type { Document, Documents } from "../data/index.ts";
import { check, oneLine, shown } from "../sentences/index.ts";
import { packageRoot } from "../setup/package.mjs";
import type { Recipe, RecipeInput } from "../training/index.ts";
import { UsageError } from "./command-line.ts";

const ENDS = [".ts", ".mts", ".js", ".mjs"];

/** The default export of a file here or, where there is none, of the package's own `recipes/`. Throws a UsageError where that is no recipe. */
export async function loadRecipe(file: string): Promise<Recipe> {
  const path = [resolve(file), join(packageRoot, file)].find((candidate) => existsSync(candidate));
  if (path === undefined) throw new UsageError(`${file}: there is no such recipe`);
  if (statSync(path).isDirectory()) throw new UsageError(`${file}: is a folder, and a recipe is a file`);
  if (!ENDS.includes(extname(path)))
    throw new UsageError(`${file}: a recipe is a TypeScript or JavaScript file, whose name ends in ${ENDS.join(", ")}`);
  const { default: recipe } = await imported(file, path, readFileSync(path, "utf8"));
  if (typeof recipe?.documents !== "function" || recipe.name === undefined) {
    throw new UsageError(`${file}: its default export is no recipe; make one with defineRecipe of tenon/training`);
  }
  const { defineRecipe } = await import("../training/index.ts");
  const { documents, ...settings } = defineRecipe(recipe as RecipeInput); // what no defineRecipe has seen is checked here
  return { ...settings, documents: (options) => checkedDocuments(file, () => documents(options)) };
}

/** What a recipe gives for its documents, held to what they must be; what goes wrong in it names the file. */
async function* checkedDocuments(file: string, give: () => Documents): AsyncGenerator<Document> {
  let count = 0;
  try {
    const documents: unknown = give();
    if (!isStream(documents)) {
      const found = documents instanceof Promise ? "a promise" : shown(documents);
      throw new UsageError(`${file}: documents gives ${found}, and must give a stream or list of documents`);
    }
    for await (const document of documents) {
      count++;
      const { data, fault } = check(TextWithId, document);
      if (fault !== undefined)
        throw new UsageError(`${file}: document ${[count, ...fault.path].join(": ")}: ${fault.reason}`);
      yield data;
    }
  } catch (error) {
    if (!(error instanceof Error) || ("sentence" in error && error.sentence === true)) throw error;
    throw new UsageError(`${file}: documents: ${oneLine(`${error.name}: ${error.message}`)}`, { cause: error });
  }
}

const TextWithId = z.looseObject({ id: z.string(), text: z.string() });
const isStream = (value: unknown): value is AsyncIterable<unknown> | Iterable<unknown> =>
  typeof value === "object" && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value);

async function imported(file: string, path: string, source: string): Promise<{ default?: Partial<Recipe> }> {
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
