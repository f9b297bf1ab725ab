/**
 * What a change costs: one checkout beside another on the same work, in turn, by the processor's time:
 *
 *     node --import ./src/setup/typescript.mjs bench/refactor.ts BEFORE AFTER [--rounds 20] [--keep FILE]
 *
 * The ratio is before / after, above 1 where the change is faster: a median of rounds, each of the medians of three runs in a process
 * of its own, with a 95 % interval by the bootstrap.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "20" }, keep: { type: "string" }, kind: { type: "string" } },
});
const [before, after] = positionals;
if (before === undefined || after === undefined) throw new Error("name two checkouts, the older one first");

const side = fileURLToPath(new URL("./sides/checkout.mjs", import.meta.url));
const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!;

interface Side {
  /** The processor's, of each run. */
  readonly seconds: readonly number[];
  /** Resident memory at most, MiB. */
  readonly peak: number;
}

function run(checkout: string, kind: string): Side {
  const env = { ...process.env, OMP_NUM_THREADS: "1", OMP_WAIT_POLICY: "passive" };
  const { stdout, stderr, status } = spawnSync(process.execPath, [side, checkout, kind], { encoding: "utf8", env });
  if (status !== 0) throw new Error(`${checkout}, ${kind}: ${stderr}`);
  return JSON.parse(stdout) as Side;
}

/** The middle 95 % of the medians of samples drawn with replacement. */
function interval(ratios: readonly number[]): [low: number, high: number] {
  let x = 1;
  const draw = (count: number) => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return x % count;
  };
  const medians = Array.from({ length: 2000 }, () => median(ratios.map(() => ratios[draw(ratios.length)]!)));
  medians.sort((a, b) => a - b);
  return [medians[50]!, medians[1949]!];
}

const results: Record<string, unknown> = {};
for (const kind of values.kind === undefined ? ["decode", "prefill", "train"] : [values.kind]) {
  const rounds: { load: number; before: Side; after: Side }[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const [load = 0] = loadavg();
    const order = round % 2 === 0 ? [before, after] : [after, before];
    const found = new Map(order.map((checkout) => [checkout, run(checkout, kind)]));
    rounds.push({ load, before: found.get(before)!, after: found.get(after)! });
  }
  const ratios = rounds.map((round) => median(round.before.seconds) / median(round.after.seconds));
  const [low, high] = interval(ratios);
  const peaks = (["before", "after"] as const).map((which) => median(rounds.map((round) => round[which].peak)));
  results[kind] = { ratio: median(ratios), interval: [low, high], peakMiB: peaks, rounds };
  const figures = [median(ratios), low, high].map((number) => number.toFixed(3));
  console.log(
    `${kind}: ${figures[0]} x (${figures[1]} to ${figures[2]}), peak ${peaks.map(Math.round).join(" and ")} MiB before and after`,
  );
}
if (values.keep !== undefined) {
  writeFileSync(values.keep, `${JSON.stringify({ processor: cpus()[0]?.model, node: process.version, results })}\n`);
}
