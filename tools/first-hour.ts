/**
 * What people met in their first hour with this project, done again; by hand, after `npm run build`:
 *
 *     node --import ./src/setup/typescript.mjs tools/first-hour.ts [PATTERN]
 *
 * Says of each what came out when it was found and what comes out now, and ends with 1 where that is not what must come out. All of
 * them together are written to docs/first-hour.json.
 */
import { writeFileSync } from "node:fs";
import { commands } from "./first-hour/commands.ts";
import { data } from "./first-hour/data.ts";
import { library } from "./first-hour/library.ts";
import { training } from "./first-hour/training.ts";
import { said, type Trial, world } from "./first-hour/world.ts";

const [pattern] = process.argv.slice(2);
const trials = [...library, ...commands, ...data, ...training].filter(
  ({ what }) => pattern === undefined || new RegExp(pattern).test(what),
);
const brief = (text: string) => text.replaceAll(world, "").replaceAll(/\s+/g, " ").slice(0, 200).trim();

async function outcome({ now }: Trial): Promise<string> {
  let out = "";
  const failure = await said(async () => {
    out = String(await now());
  });
  return out === "" && !failure.startsWith("gives") ? failure : out;
}

const results = [];
const failed: string[] = [];
for (const trial of trials) {
  const { what, before, expects, left } = trial;
  const now = await outcome(trial);
  const holds = expects.test(now);
  if (!holds) failed.push(what);
  results.push({ what, before, now: brief(now), ...(left !== undefined && { left }) });
  console.log(`${holds ? (left === undefined ? "ok  " : "left") : "FAIL"} ${what}\n     was: ${before}`);
  console.log(`     is:  ${holds ? brief(now) : now}`);
}
const leftCount = results.filter((result) => "left" in result).length;
console.log(
  `${results.length - leftCount - failed.length} mended, ${leftCount} left, ${failed.length} not as they must be`,
);
for (const what of failed) console.log(`  ${what}`);
if (pattern === undefined && failed.length === 0) {
  const page = new URL("../docs/first-hour.json", import.meta.url);
  writeFileSync(page, `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), results }, null, 2)}\n`);
}
process.exitCode = failed.length === 0 ? 0 : 1;
