/**
 * The State of the Union addresses of the presidents of the United States, 1790 to 2021 (in the public domain): a corpus of
 * 10.8 MB that is there wherever this package is.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { optionsOf } from "../sentences/index.ts";
import type { Document } from "./document.ts";

/** An address, with who gave it and when. */
export interface Speech extends Document {
  /** From 1790 on. */
  readonly year: number;
  /** Who gave it. */
  readonly president: string;
  /** The president's. */
  readonly party: string;
}

const FILE = new URL("../../corpora/state-of-the-union.jsonl.gz", import.meta.url);

const checkSpeeches = optionsOf<{ from?: number; to?: number }>("speeches", { from: "number?", to: "limit?" });

/**
 * The 233 addresses in order of year, each one line of text; those alone from the year `from` up to `to`.
 * Throws an ArgumentError where an option is none.
 */
export function* speeches(options: { from?: number; to?: number } = {}): Generator<Speech> {
  checkSpeeches(options);
  const { from = 0, to = Number.POSITIVE_INFINITY } = options;
  for (const line of gunzipSync(readFileSync(FILE)).toString().trimEnd().split("\n")) {
    const speech: Speech = JSON.parse(line);
    if (speech.year >= from && speech.year <= to) yield speech;
  }
}
