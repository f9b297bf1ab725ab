/**
 * Makes small wrong changes to a room, one at a time, and says which of them no test notices:
 *
 *     npm run mutate -- src/ngram                       100 changes, drawn by seed 1
 *     npm run mutate -- src/ngram --count 30 --seed 2
 *     npm run mutate -- src/ngram --own                 by the room's own tests alone, which is quick
 *
 * What is known is kept under .mutation/, so that a run can be cut and taken up, and a test that was changed is asked again. How
 * it stands is written down by hand, in docs/mutation.md.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { reached, root } from "../prove/harness/closure.ts";
import { rowFiles } from "../prove/harness/rows.ts";
import { filesIn, tryRoom } from "./room.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
    own: { type: "boolean", default: false },
  },
});
const [count, seed] = [Number(values.count), Number(values.seed)];
if (positionals.length === 0 || !(Number.isInteger(count) && count > 0) || !Number.isInteger(seed)) {
  console.error(
    "npm run mutate -- ROOM... [--count N] [--seed N] [--own], where a room is a folder of sources such as src/ngram",
  );
  process.exit(2);
}

const isFar = (test: string) => reached(test).sources.includes("tests/built.ts");

function others(files: ReadonlySet<string>): { tests: string[]; rows: string[] } {
  if (values.own) return { tests: [], rows: [] };
  const meets = (sources: readonly string[]) => sources.some((source) => files.has(source));
  const rows = [...rowFiles].filter(([, file]) => meets(reached(file).sources)).map(([id]) => id);
  const tests = [...filesIn(root, "src"), ...filesIn(root, "tests")]
    .filter((file) => file.endsWith(".test.ts") && !file.startsWith("tests/rows/"))
    .map((test) => ({ test, sources: reached(test).sources }))
    .filter(({ test, sources }) => !isFar(test) && meets(sources))
    .sort((a, b) => a.sources.length - b.sources.length)
    .map(({ test }) => test);
  return { tests: rows.length > 0 ? [...tests, "mutate/rows.test.ts"] : tests, rows };
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));
for (const given of positionals) {
  const room = given.replace(/\/$/, "");
  const found = await tryRoom({
    root,
    room,
    count,
    seed,
    folder: join(root, ".mutation"),
    others,
    isFar,
    log: console.log,
  });
  const missed = found.filter(({ by }) => by === undefined);
  for (const { file, line, before, after, key } of missed) {
    console.log(`${file}:${line}  ${oneLine(before)}  ->  ${oneLine(after)}  (${key})`);
  }
  console.log(`${room}: ${found.length - missed.length} of ${found.length} noticed`);
}

function oneLine(text: string): string {
  const short = text.replaceAll(/\s+/g, " ");
  return short.length > 100 ? `${short.slice(0, 100)}...` : short;
}
