import { lstat, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { Argument, type Command } from "commander";
import { cachePath, cacheRoot } from "../setup/cache.mjs";
import { createReport, megabytes } from "../setup/report.mjs";
import { UsageError } from "./command-line.ts";

const SECTIONS = ["libtorch", "addon", "models", "trained", "statistics", "downloads", "staging"] as const;
type Section = (typeof SECTIONS)[number];

export interface CacheItem {
  readonly section: Section;
  readonly name: string;
  readonly bytes: number;
}

export function addCache(program: Command): void {
  const cache = program.command("cache").summary("show or empty what is kept on this disk");
  cache
    .command("list", { isDefault: true })
    .summary("what there is, and how large")
    .option("--json", "print one object: root, items")
    .action(async ({ json }: { json?: boolean }) => {
      const items = await cacheItems();
      process.stdout.write(json ? `${JSON.stringify({ root: cacheRoot(), items })}\n` : table(items));
    });
  cache
    .command("clear")
    .summary("remove a part of it, or all")
    .addArgument(new Argument("<part>").choices([...SECTIONS, "all"]))
    .option("--yes", "do not ask")
    .action(clear);
}

/** What the cache holds, the largest of a section first. */
export async function cacheItems(): Promise<CacheItem[]> {
  const items: CacheItem[] = [];
  for (const section of SECTIONS) {
    const entries = await readdir(cachePath(section)).catch(() => []);
    const sized = entries.map(async (name) => ({ section, name, bytes: await diskBytes(cachePath(section, name)) }));
    items.push(...(await Promise.all(sized)).sort((a, b) => b.bytes - a.bytes));
  }
  return items;
}

/** Bytes of a file or of all within a folder; 0 for what has gone meanwhile. */
async function diskBytes(path: string): Promise<number> {
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.size;
  const sizes = await Promise.all((await readdir(path)).map((name) => diskBytes(join(path, name))));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

function table(items: readonly CacheItem[]): string {
  const total = items.reduce((sum, { bytes }) => sum + bytes, 0);
  const lines = items.map(({ section, name, bytes }) => `${megabytes(bytes).padStart(9)}  ${section}/${name}`);
  return [...lines, `${megabytes(total).padStart(9)}  in ${cacheRoot()}`, ""].join("\n");
}

async function clear(part: Section | "all", { yes = false }: { yes?: boolean }): Promise<void> {
  const { inCache } = await import("../setup/lock.mjs");
  const chosen = async () => (await cacheItems()).filter(({ section }) => part === "all" || section === part);
  const told = (items: readonly CacheItem[]) =>
    `${items.length} of ${part === "all" ? "everything" : part}, ${megabytes(items.reduce((sum, { bytes }) => sum + bytes, 0))}`;
  const found = await chosen();
  if (!yes && found.length > 0 && !(await agreed(`remove ${told(found)}, from ${cacheRoot()}`))) return;
  const report = createReport();
  await inCache({ report, signal: new AbortController().signal }, async () => {
    const items = await chosen();
    for (const { section, name } of items) await rm(cachePath(section, name), { recursive: true, force: true });
    report.line(`cache: removed ${told(items)}`);
  });
}

/** Asks at the terminal whether to do something. Throws a UsageError where there is none. */
async function agreed(what: string): Promise<boolean> {
  const { stdin: input, stderr: output } = process;
  if (!input.isTTY || !output.isTTY) throw new UsageError(`nobody can be asked here whether to ${what}: give --yes`);
  const terminal = createInterface({ input, output });
  const answer = await terminal.question(`${what}? [y/N] `).catch(() => ""); // Ctrl-C and Ctrl-D are no
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
