/** What a long demonstration has come to so far: a part a file, by the sources that it rests on, so that a run that was cut goes on. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { z } from "zod";
import { root, sourcesOf } from "./closure.ts";
import { buildHere } from "./evidence.ts";

/** Where parts of a demonstration are kept whose sources are those of `file`, a path from the root of the repository. */
export function keptIn(file: string): string {
  const { closure, fixtures, native } = sourcesOf(file);
  return join(root, "node_modules/.cache/tenon/parts", `${buildHere()}, ${closure} ${fixtures} ${native}`);
}

/** Keeps the parts of a demonstration whose sources are those of `file`, a path from the root of the repository. */
export function keeper<T>(file: string, schema: z.ZodType<T>): (name: string, make: () => T) => T {
  const folder = keptIn(file);
  return (name, make) => {
    const path = join(folder, `${name}.json`);
    if (existsSync(path)) return schema.parse(JSON.parse(readFileSync(path, "utf8")));
    const made = make();
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.part`, `${JSON.stringify(made)}\n`);
    renameSync(`${path}.part`, path);
    return made;
  };
}
