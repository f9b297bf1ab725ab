/**
 * Runs the full demonstrations and writes their evidence:
 *
 *     npm run prove                     every row that has no evidence of these very sources, cheapest first
 *     npm run prove E17 A02             these, whatever there is
 *     npm run prove -- --minutes 20     what does not stand and what is cheap first, then what is confirmed, longest ago
 *                                       first; with --turn N the Nth share of the latter
 *     npm run prove -- --figures        no demonstration: keeps this build's figures of the short forms beside fresh evidence
 *
 * One at a time, each in a process of its own; what is done is written at once, so that a run can be cut and taken up.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { root, sourcesOf } from "./closure.ts";
import { buildHere, judge, readEvidence, type ShortForms, writeEvidence } from "./evidence.ts";
import { type Candidate, notFresh, plan } from "./plan.ts";
import { resultsOf, sameSources } from "./results.ts";
import { type Row, show } from "./row.ts";
import { loadRow, rowFiles } from "./rows.ts";
import { standing } from "./standing.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: "string" },
    turn: { type: "string", default: "0" },
    figures: { type: "boolean", default: false },
    row: { type: "string" },
  },
});

async function choose(): Promise<readonly string[]> {
  for (const id of positionals) await loadRow(id); // throws where there is none
  if (positionals.length > 0) return positionals;
  const all = await candidates();
  if (values.minutes === undefined) return notFresh(all);
  const [minutes, turn] = [Number(values.minutes), Number(values.turn)];
  if (!(minutes > 0)) throw new Error("--minutes takes a number above 0");
  if (!Number.isInteger(turn) || turn < 0) throw new Error("--turn takes a whole number");
  const { chosen, waiting } = plan(all, minutes, turn);
  if (waiting.length > 0) console.log(`not within ${minutes} minutes: ${waiting.join(", ")}`);
  return chosen;
}

/** Every row, and how it stands; those whose sources have changed run their short forms. */
async function candidates(): Promise<Candidate[]> {
  const known = [...rowFiles].map(([id, file]) => ({ id, evidence: readEvidence(id), sources: sourcesOf(file) }));
  const changed = known.filter(
    ({ evidence, sources }) => evidence !== undefined && !sameSources(evidence.sources, sources),
  );
  const results = resultsOf(changed.map(({ id }) => id));
  return await Promise.all(
    known.map(async ({ id, evidence, sources }) => {
      const { state, why } = standing(await loadRow(id), evidence, sources, results.get(id));
      if (state === "stale" || state === "failed") console.log(`${id}: ${state}: ${why.join("; ")}`);
      return { id, state, seconds: evidence?.seconds ?? Number.NaN, date: evidence?.date ?? "" };
    }),
  );
}

/** Proves each. Returns the exit code. */
function proveAll(ids: readonly string[]): number {
  const failed = ids.filter((id) => {
    const command = ["--import", "./src/setup/typescript.mjs", "prove/harness/run.ts", "--row", id];
    return spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" }).status !== 0;
  });
  console.log(`${ids.length - failed.length} passed, ${failed.length} failed${failed.map((id) => ` ${id}`).join("")}`);
  return failed.length === 0 ? 0 : 1;
}

async function prove(id: string): Promise<void> {
  const row = await loadRow(id);
  const sources = sourcesOf(rowFiles.get(id)!);
  console.log(`${id}: ${row.bar}`);
  const start = performance.now();
  const outcome = await row.full((line) => console.log(`  ${line}`));
  const seconds = rounded(performance.now() - start);
  const { status, missed } = judge(outcome.value, row);
  writeEvidence({
    id,
    status,
    value: { ...outcome.value },
    holds: { ...row.holds },
    negative: { ...row.negative },
    unrecorded: [],
    bar: row.bar,
    oracle: row.oracle,
    seeds: [...(outcome.seeds ?? [])],
    interval: outcome.interval ?? "none: deterministic",
    control: outcome.control,
    command: `npm run prove ${id}`,
    build: `${buildHere()}, Node ${process.version}`,
    sources,
    short: { [buildHere()]: await shortForms(row) },
    date: new Date().toISOString().slice(0, 10),
    seconds,
  });
  console.log(`${id}: ${status} in ${seconds} s ${JSON.stringify(outcome.value)}`);
  for (const line of missed) console.log(`${id}: ${line}`);
  if (status === "failed") process.exitCode = 1;
}

const rounded = (milliseconds: number) => Math.round(milliseconds / 100) / 10;

async function shortForms(row: Row): Promise<ShortForms> {
  const start = performance.now();
  const figures: ShortForms["figures"] = {};
  for (const [name, form] of Object.entries(row.short)) {
    const shown = await show(form);
    if (shown.missed.length > 0) throw new Error(`[${row.id}] ${name}: ${shown.missed.join("; ")}`);
    figures[name] = { ...shown.figures };
  }
  return { seconds: rounded(performance.now() - start), figures };
}

/** Puts this build's figures of the short forms beside those of others, where the evidence is of these very sources. */
function keepFigures(): void {
  for (const [id, results] of resultsOf([...rowFiles.keys()])) {
    const evidence = readEvidence(id);
    if (evidence === undefined || !sameSources(evidence.sources, results.sources))
      console.log(`${id}: no evidence of these sources`);
    else if (results.tests.some(({ missed }) => missed.length > 0)) {
      console.log(`${id}: its short form does not hold here`);
      process.exitCode = 1;
    } else {
      const figures = Object.fromEntries(results.tests.map((test) => [test.name, test.figures]));
      const seconds = rounded(1000 * results.tests.reduce((sum, test) => sum + test.seconds, 0));
      writeEvidence({ ...evidence, short: { ...evidence.short, [buildHere()]: { seconds, figures } } });
      console.log(`${id}: kept, ${seconds} s`);
    }
  }
}

if (values.row !== undefined) await prove(values.row);
else if (values.figures) keepFigures();
else process.exitCode = proveAll(await choose());
