/**
 * What rows to come will cost, by what those that are there cost:
 *
 *     node --import ./src/setup/typescript.mjs prove/harness/simulate.ts 400
 *
 * So many rows are made up, each with the times of a row that is there, drawn by a seed: its full form for `npm run prove`, its
 * short form for the tests. Prints the minutes of the short forms, of twenty minutes of demonstrations, a commit after the other,
 * and after how many commits every row that fits has been renewed.
 */
import { draws } from "../../tests/draws.ts";
import { evidenceIds, readEvidence } from "./evidence.ts";
import { type Candidate, plan } from "./plan.ts";

const ROWS = Number(process.argv[2] ?? 400);
const MINUTES = 20;

const known = evidenceIds().map((id) => readEvidence(id)!);
const random = draws(1);
const rows = Array.from({ length: ROWS }, (_, i) => {
  const { seconds, short } = known[Math.floor(random() * known.length)]!;
  const times = Object.values(short).map((of) => of.seconds);
  return { id: `${i}`, seconds, short: Math.min(...times), stale: random() < 0.05 };
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const minutes = (seconds: number) => `${(seconds / 60).toFixed(1)} min`;
console.log(`${ROWS} rows, times drawn from ${known.length}`);
const short = sum(rows.map((row) => row.short));
console.log(`all short forms: ${minutes(short)}, two at a time ${minutes(short / 2)}`);
console.log(`all full forms: ${minutes(sum(rows.map(({ seconds }) => seconds)))}`);

let candidates: Candidate[] = rows.map(({ id, seconds, stale }) => ({
  id,
  seconds,
  date: "2026-11-27",
  state: stale ? "stale" : "confirmed",
}));
const renewed = new Set<string>();
const fits = candidates.filter(({ seconds }) => seconds <= 60 * MINUTES);
for (let commit = 0; renewed.size < fits.length && commit < 200; commit++) {
  const { chosen, waiting } = plan(candidates, MINUTES, commit);
  const spent = sum(chosen.map((id) => rows[Number(id)]!.seconds));
  for (const id of chosen) renewed.add(id);
  console.log(
    `commit ${commit + 1}: ${chosen.length} rows in ${minutes(spent)}, ${waiting.length} stale ones wait, ${renewed.size} of ${fits.length} renewed`,
  );
  candidates = candidates.map((one) => (chosen.includes(one.id) ? { ...one, state: "fresh" } : one));
}
