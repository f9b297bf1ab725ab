/** The short forms of the rows that reach a room, and of no others. */
import { describe, expect, it } from "vitest";
import { show } from "../prove/harness/row.ts";
import { loadRow } from "../prove/harness/rows.ts";
import { planHere } from "./plan.ts";

for (const id of planHere().rows) {
  const { short } = await loadRow(id);
  describe(id, () => {
    it.each(Object.entries(short))(`[${id}] %s`, async (_, form) => expect((await show(form)).missed).toEqual([]));
  });
}
