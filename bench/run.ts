/** `bench/run.ts NAME [--threads N] [--rounds N] [--keep]`: one table, measured and, with `--keep`, written to `results/`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { comparison } from "./comparison.ts";
import { decode } from "./decode.ts";
import { memory } from "./memory.ts";
import { operator } from "./operator.ts";
import { perplexity } from "./perplexity.ts";
import { type Side, start } from "./side.ts";
import { sites } from "./sites.ts";
import type { Run, Table } from "./table.ts";
import { tokenizers } from "./tokenizers.ts";
import { train } from "./train.ts";

const tables: Readonly<Record<string, Table>> = { decode, operator, memory, perplexity, sites, tokenizers, train };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    threads: { type: "string", default: String(cpus().length) },
    rounds: { type: "string" },
    keep: { type: "boolean", default: false },
  },
});
const [name = "decode"] = positionals;
const table = tables[name];
if (table === undefined) throw new Error(`bench: no table "${name}" (there are: ${Object.keys(tables).join(", ")})`);

const threads = Number(values.threads);
const { sides: commands, requests, note } = await table.prepare(threads);
if (note !== undefined) console.log(note);
const rounds = Number(values.rounds ?? table.rounds ?? 5);
let sides = await startAll();
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
  sides = await startAll();
}
for (const side of sides) side.end();

async function startAll(): Promise<Side[]> {
  const started: Side[] = [];
  for (const command of commands) started.push(await start(command));
  return started;
}

const machine = `${cpus()[0]!
  .model.trim()
  .toLowerCase()
  .replaceAll(/[^a-z0-9]+/g, "-")}-${cpus().length}`;
const settings = Object.fromEntries(sides.map((side) => [side.name, side.settings]));
console.log(`${table.title}, ${table.unit}; ${cpus()[0]!.model.trim()}, ${cpus().length} cores, ${threads} threads`);
for (const side of sides) console.log(`  ${side.name}: ${JSON.stringify(side.settings)}`);
const compared = () => Object.keys(requests).flatMap((task) => comparison(table, runs, task));
for (const line of table.report?.(runs) ?? compared()) console.log(line);
if (values.keep) {
  const folder = new URL("./results/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const file = new URL(`${name}_${machine}_${new Date().toISOString().slice(0, 10)}_${threads}.json`, folder);
  const { title, unit } = table;
  writeFileSync(
    file,
    `${JSON.stringify({ title, unit, machine: cpus()[0]!.model, threads, settings, requests, runs }, shortened, 1)}\n`,
  );
}

/** Prompts are what the table's source says, and not repeated token by token. */
function shortened(_: string, value: unknown): unknown {
  return Array.isArray(value) && value.length > 64 && typeof value[0] === "number" ? `${value.length} tokens` : value;
}
