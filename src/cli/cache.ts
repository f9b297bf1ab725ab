import { lstat, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Argument, type Command } from "commander";
import { cachePath, cacheRoot } from "../setup/cache.mjs";
import { createReport, megabytes } from "../setup/report.mjs";

const SECTIONS = ["libtorch", "addon", "models", "trained", "downloads", "staging"] as const;
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

async function clear(part: Section | "all"): Promise<void> {
  const { inCache } = await import("../setup/lock.mjs");
  const report = createReport();
  await inCache({ report, signal: new AbortController().signal }, async () => {
    const items = (await cacheItems()).filter(({ section }) => part === "all" || section === part);
    for (const { section, name } of items) await rm(cachePath(section, name), { recursive: true, force: true });
    const total = items.reduce((sum, { bytes }) => sum + bytes, 0);
    report.line(`cache: removed ${items.length} of ${part === "all" ? "everything" : part}, ${megabytes(total)}`);
  });
}
