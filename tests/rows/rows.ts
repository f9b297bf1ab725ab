/** The short forms of rows of the course notes as tests, by the row's id. What they come to is kept for `npm run map` and `npm run prove`. */
import { afterAll, describe, expect, it } from "vitest";
import { sourcesOf } from "../../prove/harness/closure.ts";
import { type Result, writeResults } from "../../prove/harness/results.ts";
import { show } from "../../prove/harness/row.ts";
import { loadRow, rowFiles } from "../../prove/harness/rows.ts";

const SHARES = 4;

/** Tests every fourth row from the given one on: a file of tests each, so that two processes can share them. */
export async function describeRows(share: number): Promise<void> {
  const ids = [...rowFiles.keys()].filter((_, i) => i % SHARES === share);
  const rows = await Promise.all(ids.map(loadRow));
  describe.each(rows)("$id", ({ id, short }) => {
    const sources = sourcesOf(rowFiles.get(id)!);
    const results: Result[] = [];
    const forms = Object.entries(short);

    it.each(forms)(`[${id}] %s`, { timeout: 600_000 }, async (name, form) => {
      const began = performance.now();
      const result = await show(form).catch((error: unknown) => ({ figures: {}, missed: [String(error)] }));
      const seconds = (performance.now() - began) / 1000;
      results.push({ name, seconds, figures: { ...result.figures }, missed: [...result.missed] });
      expect(result.missed).toEqual([]);
    });

    // A row of which only some tests ran has no results.
    afterAll(() => {
      if (results.length === forms.length) writeResults(id, { sources, tests: results });
    });
  });
}
