/** Demonstrations by row of the course notes: a file of this folder each, named by the row's id. */
import { readdirSync } from "node:fs";
import type { Demonstration } from "../evidence.ts";

const ids = readdirSync(new URL(".", import.meta.url))
  .map((file) => /^([A-U]\d\d)\.ts$/.exec(file)?.[1])
  .filter((id) => id !== undefined);

export const demonstrations: Readonly<Record<string, () => Promise<Demonstration>>> = Object.fromEntries(
  ids.map((id) => [id, async () => ((await import(`./${id}.ts`)) as { default: Demonstration }).default]),
);
