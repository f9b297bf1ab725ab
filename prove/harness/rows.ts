/** The demonstrations: rows of the course notes, a file each in a folder for each group, and our own, in `house`. */
import { readdirSync, readFileSync } from "node:fs";
import { UsageError } from "../../src/cli/command-line.ts";
import { didYouMean } from "../../src/setup/nearest.mjs";
import type { Row } from "./row.ts";

const folder = new URL("../rows/", import.meta.url);

/** Paths of the rows' files, from the root of the repository, by id. */
export const rowFiles: ReadonlyMap<string, string> = new Map(
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .flatMap((path) => {
      const id = /^(?:[A-U]\/([A-U]\d\d)|house\/(\w+))\.ts$/.exec(path);
      return id === null ? [] : [[id[1] ?? id[2]!, `prove/rows/${path}`] as const];
    }),
);

/** Throws a UsageError where nothing demonstrates a row. */
export async function loadRow(id: string): Promise<Row> {
  const file = rowFiles.get(id);
  if (file === undefined) throw new UsageError(absent(id));
  const { default: found } = (await import(new URL(`../../${file}`, import.meta.url).href)) as { default: Row };
  if (found.id !== id) throw new Error(`${file} is a demonstration of row ${found.id}`);
  return found;
}

function absent(id: string): string {
  const notes: readonly { id: string }[] = JSON.parse(
    readFileSync(new URL("../../docs/rows.json", import.meta.url), "utf8"),
  );
  return notes.some((row) => row.id === id)
    ? `nothing demonstrates row ${id} of the notes yet: "npm run map" says which rows stand`
    : `there is no row ${id}${didYouMean(id, rowFiles.keys())}`;
}
