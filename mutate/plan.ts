/** What the command and the processes that run tests tell each other: a plan before, a journal of JSON lines meanwhile. */
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { z } from "zod";

export const Plan = z.object({
  root: z.string(),
  journal: z.string(),
  /** The one change that stands from the beginning; otherwise each test is run with each that it reaches. */
  only: z.int().optional(),
  /** Seconds that a test is given for all changes together. */
  budget: z.number(),
  /** Rows of the course notes whose short forms are tests too. */
  rows: z.array(z.string()).default([]),
  changes: z.array(
    z.object({
      file: z.string(),
      start: z.int(),
      end: z.int(),
      after: z.string(),
      key: z.string(),
      noticed: z.boolean(),
    }),
  ),
});
export type Plan = z.infer<typeof Plan>;

export const Line = z.union([
  /** A change is tried for at most so many seconds. */
  z.object({ trying: z.string(), test: z.string(), seconds: z.number() }),
  /** The test came to its end with the change: however long the next one takes, that is not laid to it. */
  z.object({ tried: z.string() }),
  z.object({ noticed: z.string(), by: z.string() }),
  /** A file of tests was run, of this hash, with these changes; `untried` it reached where they could not be tried one after the other. */
  z.object({
    done: z.string(),
    hash: z.string(),
    budget: z.number(),
    asked: z.array(z.string()).default([]),
    untried: z.array(z.string()),
  }),
  /** With the change from the beginning, this file of tests passed. */
  z.object({ passed: z.string(), done: z.string(), hash: z.string() }),
]);
export type Line = z.infer<typeof Line>;

/** The lines that are whole; a process that was ended leaves half a line. */
export function readJournal(path: string): Line[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.filter((line) => line !== "").map((line) => Line.parse(JSON.parse(line)));
}

export const write = (path: string, line: Line) => appendFileSync(path, `${JSON.stringify(line)}\n`);

/** The plan of this process. */
export function planHere(): Plan {
  return Plan.parse(JSON.parse(readFileSync(process.env.MUTATION_PLAN!, "utf8")));
}

export const hashOf = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 12);
