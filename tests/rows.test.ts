/** The short form of every row of the course notes, by its id. What they come to is kept for `npm run map` and `npm run prove`. */
import { afterAll, describe, expect, it } from "vitest";
import { sourcesOf } from "../prove/harness/closure.ts";
import { type Result, writeResults } from "../prove/harness/results.ts";
import { show } from "../prove/harness/row.ts";
import { loadRow, rowFiles } from "../prove/harness/rows.ts";

const rows = await Promise.all([...rowFiles.keys()].map(loadRow));
const sources = new Map([...rowFiles].map(([id, file]) => [id, sourcesOf(file)]));
const results = new Map<string, Result[]>(rows.map(({ id }) => [id, []]));

describe.each(rows)("$id", ({ id, short }) => {
  it.each(Object.entries(short))(`[${id}] %s`, { timeout: 600_000 }, async (name, form) => {
    const began = performance.now();
    const result = await show(form).catch((error: unknown) => ({ figures: {}, missed: [String(error)] }));
    const seconds = (performance.now() - began) / 1000;
    results.get(id)!.push({ name, seconds, figures: { ...result.figures }, missed: [...result.missed] });
    expect(result.missed).toEqual([]);
  });
});

// A row of which only some tests ran has no results.
afterAll(() => {
  const whole = rows.filter(({ id, short }) => results.get(id)!.length === Object.keys(short).length);
  writeResults(Object.fromEntries(whole.map(({ id }) => [id, { sources: sources.get(id)!, tests: results.get(id)! }])));
});
