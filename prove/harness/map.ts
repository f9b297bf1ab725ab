/**
 * The map of the course notes: which rows stand. It is built from tests and evidence each time, and kept nowhere.
 *
 *     npm run map               a table
 *     npm run map -- --json     { "A01": { status, tests, measured }, ... }
 *     npm run map -- --check    nothing; fails where evidence does not say what its figures come to, or a row is failed
 *
 * Results of the short forms are those of the last run of the tests with these sources; rows that have none are run.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { root, sourcesOf } from "./closure.ts";
import { type Evidence, evidenceIds, judge, readEvidence } from "./evidence.ts";
import type { Figure } from "./figures.ts";
import { type RowResults, resultsOf } from "./results.ts";
import type { Row } from "./row.ts";
import { loadRow, rowFiles } from "./rows.ts";
import { type Standing, standing } from "./standing.ts";

const Notes = z.array(z.strictObject({ id: z.string(), title: z.string(), zh: z.string(), group: z.string() }));

interface Entry extends Pick<Standing, "status"> {
  readonly tests: readonly string[];
  readonly measured: string;
}

const notes = Notes.parse(JSON.parse(readFileSync(join(root, "docs/rows.json"), "utf8")));
const results = resultsOf([...rowFiles.keys()]);
const found = new Map<string, { row: Row; evidence: Evidence | undefined; standing: Standing }>();
for (const [id, file] of rowFiles) {
  const [row, evidence] = [await loadRow(id), readEvidence(id)];
  found.set(id, { row, evidence, standing: standing(row, evidence, sourcesOf(file), results.get(id)) });
}

function entries(): [string, Entry][] {
  return notes.map(({ id }) => {
    const known = found.get(id);
    const tests = testsOf(id, results.get(id));
    if (known?.evidence === undefined || tests.length === 0) return [id, { status: "missing", tests, measured: "" }];
    return [id, { status: known.standing.status, tests, measured: told(known.evidence.value) }];
  });
}

const testsOf = (id: string, of: RowResults | undefined) => of?.tests.map(({ name }) => `[${id}] ${name}`) ?? [];

const told = (value: Evidence["value"]) =>
  Object.entries(value)
    .map(([name, figure]) => `${name} ${spelled(figure)}`)
    .join("; ");

const spelled = (figure: Figure): string =>
  typeof figure === "object" ? figure.map(spelled).join(", ") : String(figure);

function table(): string {
  const all = new Map(entries());
  const statuses = [...all.values()].map(({ status }) => status);
  const counted = [...new Set(statuses)].map(
    (status) => `${statuses.filter((one) => one === status).length} ${status}`,
  );
  const lines = [counted.join(", "), ages()];
  for (const group of new Set(notes.map((row) => row.group))) {
    lines.push("", group);
    for (const { id, title } of notes.filter((row) => row.group === group)) {
      const { status, measured } = all.get(id)!;
      lines.push(`  ${id}  ${status.padEnd(8)}  ${title}${measured === "" ? "" : `\n                 ${measured}`}`);
    }
  }
  return lines.join("\n");
}

/** How much of the evidence is of the sources as they are, and from when the rest is. */
function ages(): string {
  const of = (state: Standing["state"]) => [...found.values()].filter(({ standing }) => standing.state === state);
  const dates = of("confirmed").map(({ evidence }) => evidence!.date);
  const since = dates.length === 0 ? "" : `, the oldest of ${dates.sort()[0]}`;
  return `${of("fresh").length} fresh, ${dates.length} confirmed by their short forms${since}`;
}

/** Names what does not stand. What is stale waits to be proved again and is no failure; all else is one. */
function check(): void {
  const wrong = evidenceIds()
    .filter((id) => !rowFiles.has(id))
    .map((id) => `docs/evidence/${id}.json: there is no such row`);
  for (const [id, { row, evidence, standing }] of found) {
    if (standing.state === "stale") console.log(`${id}: stale: ${standing.why.join("; ")}`);
    else if (standing.state === "failed" || standing.state === "missing")
      wrong.push(`${id}: ${standing.why.join("; ")}`);
    if (evidence === undefined) continue;
    const { status } = judge(evidence.value, row, evidence.unrecorded);
    if (status !== evidence.status)
      wrong.push(`docs/evidence/${id}.json: status: says ${evidence.status}, its figures come to ${status}`);
    if (JSON.stringify([evidence.holds, evidence.negative]) !== JSON.stringify([row.holds, row.negative ?? {}]))
      wrong.push(`docs/evidence/${id}.json: holds: its bars are not those of the row`);
    if (evidence.id !== id) wrong.push(`docs/evidence/${id}.json: id: is ${evidence.id}`);
  }
  for (const line of wrong) console.error(line);
  if (wrong.length > 0) process.exitCode = 1;
}

if (process.argv.includes("--check")) check();
else if (process.argv.includes("--json")) console.log(JSON.stringify(Object.fromEntries(entries()), null, 2));
else console.log(table());
