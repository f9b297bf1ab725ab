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

/** By build, then by row. */
const Results = z.record(z.string(), z.record(z.string(), RowResults));
type Results = z.infer<typeof Results>;

const path = join(root, "node_modules/.cache/tenon/rows.json");

function readAll(): Results {
  if (!existsSync(path)) return {};
  // A file of an older form is no result.
  return Results.safeParse(JSON.parse(readFileSync(path, "utf8"))).data ?? {};
}

/** Keeps the results of rows, beside those of others and of other builds. */
export function writeResults(rows: Readonly<Record<string, RowResults>>): void {
  const all = readAll();
  all[buildHere()] = { ...all[buildHere()], ...rows };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.part`, `${JSON.stringify(all)}\n`);
  renameSync(`${path}.part`, path);
}

export const sameSources = (a: Sources, b: Sources) =>
  a.closure === b.closure && a.fixtures === b.fixtures && a.native === b.native;

/** Results on this build with the sources as they are; runs the tests of the rows that have none. */
export function resultsOf(ids: readonly string[]): ReadonlyMap<string, RowResults> {
  const lacking = ids.filter((id) => current(id) === undefined);
  if (lacking.length > 0) runTests(lacking);
  return new Map(
    ids.flatMap((id) => {
      const found = current(id);
      return found === undefined ? [] : [[id, found] as const];
    }),
  );
}

function current(id: string): RowResults | undefined {
  const found = readAll()[buildHere()]?.[id];
  return found !== undefined && sameSources(found.sources, sourcesOf(rowFiles.get(id)!)) ? found : undefined;
}

function runTests(ids: readonly string[]): void {
  const pattern = ids.length === rowFiles.size ? "\\[" : `\\[(${ids.join("|")})\\]`;
  spawnSync("npx", ["vitest", "run", "tests/rows.test.ts", "-t", pattern], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
}
