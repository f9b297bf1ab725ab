/** `npm run bench -- TABLE`: one table, measured, printed and, with `--keep`, written to `results/`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { UsageError } from "../src/cli/command-line.ts";
import { numberFlag, whole } from "../src/cli/flags.ts";
import { didYouMean } from "../src/setup/nearest.mjs";
import { command, run } from "../tools/command.ts";
import { comparison } from "./comparison.ts";
import { decode } from "./decode.ts";
import { memory } from "./memory.ts";
import { operator } from "./operator.ts";
import { perplexity } from "./perplexity.ts";
import { routed } from "./routed.ts";
import { setup } from "./setup.ts";
import { type Side, type SideCommand, start } from "./side.ts";
import { sites } from "./sites.ts";
import type { Run, Table } from "./table.ts";
import { tokenizers } from "./tokenizers.ts";
import { train } from "./train.ts";
import { ride, tune } from "./tune.ts";

const tables: Readonly<Record<string, Table>> = {
  decode,
  operator,
  memory,
  perplexity,
  ride,
  routed,
  sites,
  tokenizers,
  train,
  tune,
};

interface Options {
  readonly threads: number;
  readonly rounds?: number;
  readonly keep?: boolean;
}

const program = command("bench", "Measures Tenon beside its peers; what is missing of them is left out.")
  .argument("[table]", "what to measure", "decode")
  .option("--threads <n>", "threads of each side", numberFlag("--threads", whole(1)), cpus().length)
  .option("--rounds <n>", "how often", numberFlag("--rounds", whole(1)))
  .option("--keep", "write all that was measured to bench/results")
  .addHelpText(
    "after",
    [
      "\nTables:",
      ...Object.entries(tables).map(([name, { title }]) => `  ${name.padEnd(12)} ${title}`),
      `  ${"setup".padEnd(12)} a first npm start on a clean clone, from an empty cache`,
    ].join("\n"),
  )
  .action(async (name: string, options: Options) => {
    if (name === "setup") return setup(options.keep ?? false);
    const table = Object.hasOwn(tables, name) ? tables[name] : undefined;
    if (table === undefined)
      throw new UsageError(`there is no table ${name}${didYouMean(name, ["setup", ...Object.keys(tables)])}`);
    await measure(name, table, options);
  });

async function measure(
  name: string,
  table: Table,
  { threads, rounds = table.rounds ?? 5, keep }: Options,
): Promise<void> {
  const { sides: commands, requests, note } = await table.prepare(threads);
  if (note !== undefined) console.log(note);
  let sides = await startAll(commands);
  const runs: Run[] = [];
  for (let round = table.fresh ? 0 : -1; round < rounds; round++) {
    for (const [task, request] of Object.entries(requests)) {
      for (const side of sides) {
        const load = loadavg()[0]!;
        const answer = await side.ask(request);
        const value = table.value(answer);
        if (round < 0 || value === undefined) continue; // the first round warms up
        runs.push({ side: side.name, task, round, load, value, ...(table.report && { answer }) });
      }
    }
    if (!table.fresh || round === rounds - 1) continue;
    for (const side of sides) side.end();
    sides = await startAll(commands);
  }
  for (const side of sides) side.end();

  const machine = `${cpus()[0]!
    .model.trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")}-${cpus().length}`;
  const settings = Object.fromEntries(sides.map((side) => [side.name, side.settings]));
  console.log(`${table.title}, ${table.unit}; ${cpus()[0]!.model.trim()}, ${cpus().length} cores, ${threads} threads`);
  for (const side of sides) console.log(`  ${side.name}: ${JSON.stringify(side.settings)}`);
  const compared = () => Object.keys(requests).flatMap((task) => comparison(table, runs, task));
  for (const line of table.report?.(runs) ?? compared()) console.log(line);
  if (keep) {
    const folder = new URL("./results/", import.meta.url);
    mkdirSync(folder, { recursive: true });
    const file = new URL(`${name}_${machine}_${new Date().toISOString().slice(0, 10)}_${threads}.json`, folder);
    const { title, unit } = table;
    writeFileSync(
      file,
      `${JSON.stringify({ title, unit, machine: cpus()[0]!.model, threads, settings, requests, runs }, shortened, 1)}\n`,
    );
  }
}

async function startAll(commands: readonly SideCommand[]): Promise<Side[]> {
  const started: Side[] = [];
  for (const command of commands) started.push(await start(command));
  return started;
}

/** Prompts are what the table's source says, and not repeated token by token. */
function shortened(_: string, value: unknown): unknown {
  return Array.isArray(value) && value.length > 64 && typeof value[0] === "number" ? `${value.length} tokens` : value;
}

await run(program);
