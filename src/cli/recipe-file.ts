/** A recipe's file, imported; what is wrong with it is told in a sentence that says where. */
import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { UsageError } from "./command-line.ts";

/** The default export of a program. Throws a UsageError where there is no such program, or it cannot be run. */
export async function importDefault(path: string): Promise<unknown> {
  if (!statSync(path).isFile() || !/\.[cm]?[jt]s$/.test(path))
    throw new UsageError(`${path}: a recipe is a TypeScript or JavaScript file, and this is none`);
  if (path.endsWith("ts")) await import("../setup/typescript.mjs");
  try {
    return ((await import(pathToFileURL(path).href)) as { default?: unknown }).default;
  } catch (error) {
    if (error instanceof Error && !("sentence" in error))
      throw new UsageError(explained(path, error), { cause: error });
    throw error;
  }
}

function explained(path: string, { message, stack = "" }: Error): string {
  const missing = /^Cannot find (?:package|module) '([^']+)'/.exec(message)?.[1];
  if (missing !== undefined)
    return `${path}: imports "${missing}", which is not found from there: install it beside the recipe, or move the recipe to where it is`;
  // The first place in the file itself, or, where it could not be parsed, the one before the stack.
  const place = /:(\d+(?::\d+)?)/.exec(stack.slice(stack.indexOf(path) + path.length))?.[1];
  const at = stack.includes(path) && place !== undefined ? `:${place}` : "";
  return message.startsWith(path) ? message : `${path}${at}: ${message.split("\n")[0]}`;
}
