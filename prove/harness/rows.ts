/** Demonstrations by row of the course notes: a file each, named by the row's id, in a folder for each group. */
import { readdirSync } from "node:fs";
import type { Demonstration } from "./evidence.ts";

const folder = new URL("../rows/", import.meta.url);
const ids = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((file) => /^[A-U]\/([A-U]\d\d)\.ts$/.exec(file)?.[1])
  .filter((id) => id !== undefined);

export const demonstrations: Readonly<Record<string, () => Promise<Demonstration>>> = Object.fromEntries(
  ids.map((id) => [
    id,
    async () => ((await import(`../rows/${id[0]}/${id}.ts`)) as { default: Demonstration }).default,
  ]),
);
