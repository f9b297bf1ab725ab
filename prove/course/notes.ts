/**
 * What the pages of the course are made of, all of it data: rows by name, chapters, where a formula stands in the code, what a
 * demonstration found in words, and where the notes err. Throws an Error of one sentence where one of them names what is not there.
 */
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { Bar, Figure } from "../harness/figures.ts";

export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

const Words = z.strictObject({ en: z.string(), zh: z.string() });
const Row = z.strictObject({ id: z.string(), title: z.string(), zh: z.string(), group: z.string() });
export type Row = z.infer<typeof Row>;
const Chapter = z.strictObject({ page: z.string(), group: z.string(), zh: z.string() });
export type Chapter = z.infer<typeof Chapter>;

/** A place in the code: a formula as its doc comment has it, and as TeX, or a declaration; where both are given, each is a line. */
const Place = z.union([
  z.strictObject({ file: z.string(), says: z.string(), tex: z.string(), at: z.string().optional() }),
  z.strictObject({ file: z.string(), at: z.string() }),
]);
export type Place = z.infer<typeof Place>;

const Correction = z.strictObject({ rows: z.array(z.string()), en: z.string(), zh: z.string() });
/** What is shown of evidence; the rest of the file is other people's. */
const Evidence = z.object({
  status: z.enum(["passed", "negative", "failed"]),
  value: z.record(z.string(), Figure),
  holds: z.record(z.string(), Bar),
});
export type Evidence = z.infer<typeof Evidence>;

export const root = new URL("../../", import.meta.url);
export const read = (path: string) => readFileSync(new URL(path, root), "utf8");

function data<T>(path: string, schema: z.ZodType<T>): T {
  const { data: found, error } = schema.safeParse(JSON.parse(read(path)));
  if (error === undefined) return found;
  throw new Error(`${path}: ${error.issues[0]?.path.join(".")}: ${error.issues[0]?.message}`);
}

export const rows = data("docs/rows.json", z.array(Row));
export const chapters = data("docs/course/chapters.json", z.array(Chapter));
export const places = data("docs/course/formulas.json", z.record(z.string(), z.array(Place)));
export const shown = data("docs/course/shown.json", z.record(z.string(), Words));
export const corrections = data("docs/course/corrections.json", z.array(Correction));

export const isBuilt = (id: string) => existsSync(new URL(`docs/evidence/${id}.json`, root));

export const evidenceOf = (id: string): Evidence => data(`docs/evidence/${id}.json`, Evidence);

/** The prose that a page opens with. */
export const proseOf = (language: Language, { page }: Chapter) =>
  read(`docs/course/prose/${language}/${page}.md`).trim();

export interface Lines {
  /** Of the formula, from 1. */
  readonly formula?: number;
  /** Of the code that computes it. */
  readonly code: number;
}

const DECLARATION = /^(?:export )?(?:async )?(?:(?:function|class) |const (?!\w*Config\b|[A-Z_]+\b))/;

/** Where a place is in its file today. The code of a formula is what `at` says, else the first declaration behind it. */
export function linesOf(place: Place): Lines {
  const lines = read(place.file).split("\n");
  const only = (text: string) => {
    const found = lines.flatMap((line, i) => (line.includes(text) ? [i + 1] : []));
    if (found.length === 1) return found[0]!;
    throw new Error(`docs/course/formulas.json: ${place.file} has ${found.length} lines that say "${text}", not one`);
  };
  if (!("says" in place)) return { code: only(place.at) };
  const formula = only(place.says);
  if (place.at !== undefined) return { formula, code: only(place.at) };
  const behind = lines.findIndex((line, i) => i >= formula && DECLARATION.test(line));
  if (behind < 0) throw new Error(`docs/course/formulas.json: ${place.file} declares nothing behind "${place.says}"`);
  return { formula, code: behind + 1 };
}
