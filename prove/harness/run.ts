/**
 * Runs the full demonstrations and writes their evidence:
 *
 *     npm run prove                 every row whose evidence is missing, failed or stale
 *     npm run prove E17 A02         these, whatever there is
 *     npm run prove -- --share 1/7  the first of seven shares, whatever there is
 *
 * One at a time, each in a process of its own; what is done is written at once, so that a run can be cut and taken up.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "../../src/tensor/index.ts";
import { type Demonstration, readEvidence, sourceHash, writeEvidence } from "./evidence.ts";
import { demonstrations } from "./rows.ts";

const args = process.argv.slice(2);
if (args[0] === "--row") await prove(args[1] ?? "");
else process.exitCode = proveAll(choose(args));

function choose(args: readonly string[]): string[] {
  const known = Object.keys(demonstrations).sort();
  if (args[0] === "--share") {
    const [, share, of] = /^(\d+)\/(\d+)$/.exec(args[1] ?? "") ?? [];
    if (share === undefined || of === undefined) throw new Error("--share takes a number such as 1/7");
    return known.filter((_, i) => i % Number(of) === Number(share) - 1);
  }
  const unknown = args.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new Error(`no demonstration of row ${unknown} (there are: ${known.join(", ")})`);
  return args.length > 0 ? [...args] : known;
}

/** Proves each row that asks for it; without names, fresh evidence is left alone. Returns the exit code. */
function proveAll(ids: readonly string[]): number {
  let failed = 0;
  for (const id of ids) {
    const command = ["--import", "./src/setup/typescript.mjs", "prove/harness/run.ts", "--row", id];
    const { status } = spawnSync(process.execPath, command, {
      cwd: fileURLToPath(new URL("../../", import.meta.url)),
      env: { ...process.env, TENON_PROVE_FRESH: args.length === 0 ? "keep" : "again" },
      stdio: "inherit",
    });
    if (status !== 0) failed++;
  }
  console.log(`${ids.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function prove(id: string): Promise<void> {
  const load = demonstrations[id];
  if (load === undefined) throw new Error(`no demonstration of row ${id}`);
  const demonstration = await load();
  const hash = sourceHash(demonstration.sources);
  const known = readEvidence(id);
  if (process.env.TENON_PROVE_FRESH === "keep" && known?.sourceHash === hash && known.status !== "failed") {
    console.log(`${id}: fresh, left alone`);
    return;
  }
  const status = await run(demonstration, hash);
  if (status === "failed") process.exitCode = 1;
}

async function run(demonstration: Demonstration, hash: string): Promise<string> {
  const { id, bar, oracle } = demonstration;
  console.log(`${id}: ${bar}`);
  const start = performance.now();
  const {
    value,
    status,
    control,
    seeds = [],
    interval = "none: deterministic",
  } = await demonstration.run((line) => console.log(`  ${line}`));
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  writeEvidence({
    id,
    status,
    value: { ...value },
    bar,
    oracle,
    seeds: [...seeds],
    interval,
    control,
    command: `npm run prove ${id}`,
    build: `LibTorch ${build().version}, Node ${process.version}`,
    sourceHash: hash,
    date: new Date().toISOString().slice(0, 10),
    seconds,
  });
  console.log(`${id}: ${status} in ${seconds} s ${JSON.stringify(value)}`);
  return status;
}
