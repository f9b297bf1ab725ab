/**
 * Runs the full demonstrations and writes their evidence:
 *
 *     npm run prove                     every row that has no evidence of these very sources, cheapest first
 *     npm run prove E17 A02             these, whatever there is
 *     npm run prove -- --minutes 20     what does not stand and what is cheap first, then what is confirmed, longest ago
 *                                       first; with --turn N the Nth share of the latter
 *     npm run prove -- --figures        no demonstration: keeps this build's figures of the short forms beside fresh evidence
 *     npm run prove A05 --dry           shows what a demonstration finds, and writes nothing
 *
 * One at a time, each in a process of its own; what is done is written at once, so that a run can be cut and taken up.
 */
import { spawnSync } from "node:child_process";
import { Option } from "commander";
import { z } from "zod";
import { numberFlag, whole } from "../../src/cli/flags.ts";
import { command, run } from "../../tools/command.ts";
import { root, sourcesOf } from "./closure.ts";
import { buildHere, judge, readEvidence, type ShortForms, writeEvidence } from "./evidence.ts";
import { type Candidate, notFresh, plan } from "./plan.ts";
import { resultsOf, sameSources } from "./results.ts";
import { type Row, show } from "./row.ts";
import { loadRow, rowFiles } from "./rows.ts";
import { standing } from "./standing.ts";
import { figureLines } from "./words.ts";

interface Options {
  readonly minutes?: number;
  readonly turn: number;
  readonly figures?: boolean;
  readonly dry?: boolean;
  /** The one that this process is to prove. */
  readonly row?: string;
}

// npm takes `--dry` for an abbreviation of its own --dry-run, unless it stands behind `--`.
const dry = process.env.npm_config_dry_run === "true";

const program = command("prove", "Runs full demonstrations of rows, and writes their evidence to docs/evidence.")
  .argument("[rows...]", "such as E17 A02; without them, every row that has no evidence of these very sources")
  .option(
    "--minutes <n>",
    "what does not stand first, as far as it fits",
    numberFlag("--minutes", z.number("must be a number above 0").positive("must be a number above 0")),
  )
  .option("--turn <n>", "with --minutes: which share of what stands", numberFlag("--turn", whole(0)), 0)
  .option("--figures", "no demonstration: keep this build's figures of the short forms beside fresh evidence")
  .option("--dry", "show what a demonstration finds, and write nothing", dry || undefined)
  .addOption(new Option("--row <id>").hideHelp())
  .action(async (rows: readonly string[], options: Options) => {
    if (options.row !== undefined) await prove(options.row, options);
    else if (options.figures) keepFigures();
    else process.exitCode = proveAll(await choose(rows, options), options);
  });

async function choose(rows: readonly string[], { minutes, turn }: Options): Promise<readonly string[]> {
  for (const id of rows) await loadRow(id); // throws where there is none
  if (rows.length > 0) return rows;
  const all = await candidates();
  if (minutes === undefined) return notFresh(all);
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
function proveAll(ids: readonly string[], { dry }: Options): number {
  const failed = ids.filter((id) => {
    const how = dry ? ["--dry"] : [];
    const command = ["--import", "./src/setup/typescript.mjs", "prove/harness/run.ts", "--row", id, ...how];
    return spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" }).status !== 0;
  });
  console.log(`${ids.length - failed.length} passed, ${failed.length} failed${failed.map((id) => ` ${id}`).join("")}`);
  return failed.length === 0 ? 0 : 1;
}

async function prove(id: string, { dry }: Options): Promise<void> {
  const row = await loadRow(id);
  const sources = sourcesOf(rowFiles.get(id)!);
  console.log(`${id}: ${row.bar}`);
  const start = performance.now();
  const outcome = await row.full((line) => console.log(`  ${line}`));
  const seconds = rounded(performance.now() - start);
  const { status, missed } = judge(outcome.value, row);
  for (const line of figureLines(outcome.value, row.holds)) console.log(`  ${line}`);
  for (const line of missed) console.log(`${id}: ${line}`);
  if (status === "failed") process.exitCode = 1;
  if (dry) return console.log(`${id}: ${status} in ${seconds} s; nothing was written`);
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
  console.log(`${id}: ${status} in ${seconds} s; its evidence is docs/evidence/${id}.json`);
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

await run(program);
