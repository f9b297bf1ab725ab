/** What the rows' short forms came to with the sources as they are: written by the tests, read by the map and by `prove`. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { root, type Sources, sourcesOf } from "./closure.ts";
import { buildHere } from "./evidence.ts";
import { Figure } from "./figures.ts";
import { rowFiles } from "./rows.ts";

const Result = z.strictObject({
  /** The test's name. */
  name: z.string(),
  /** What failed, in words. */
  missed: z.array(z.string()),
  figures: z.record(z.string(), Figure),
  seconds: z.number(),
});
export type Result = z.infer<typeof Result>;

const RowResults = z.strictObject({
  sources: z.strictObject({ closure: z.string(), fixtures: z.string(), native: z.string() }),
  tests: z.array(Result),
});
export type RowResults = z.infer<typeof RowResults>;

/** A file a row and build, so that several processes can write. */
const pathOf = (id: string) => join(root, "node_modules/.cache/tenon/rows", `${buildHere()}, ${id}.json`);

/** Keeps what a row came to on this build. */
export function writeResults(id: string, results: RowResults): void {
  const path = pathOf(id);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.part`, `${JSON.stringify(results)}\n`);
  renameSync(`${path}.part`, path);
}

export const sameSources = (a: Sources, b: Sources) =>
  a.closure === b.closure && a.fixtures === b.fixtures && a.native === b.native;

/** Results on this build with the sources as they are; runs the tests of the rows that have none. */
export function resultsOf(ids: readonly string[]): ReadonlyMap<string, RowResults> {
  const found = new Map<string, RowResults>();
  const look = (id: string) => {
    const results = current(id);
    if (results !== undefined) found.set(id, results);
  };
  ids.forEach(look);
  const lacking = ids.filter((id) => !found.has(id));
  if (lacking.length > 0) runTests(lacking);
  lacking.forEach(look);
  return found;
}

function current(id: string): RowResults | undefined {
  if (!existsSync(pathOf(id))) return undefined;
  // A file of an older form is no result.
  const found = RowResults.safeParse(JSON.parse(readFileSync(pathOf(id), "utf8"))).data;
  return found !== undefined && sameSources(found.sources, sourcesOf(rowFiles.get(id)!)) ? found : undefined;
}

function runTests(ids: readonly string[]): void {
  spawnSync("npx", ["vitest", "run", "--project", "rows", "-t", `\\[(${ids.join("|")})\\]`], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
}
