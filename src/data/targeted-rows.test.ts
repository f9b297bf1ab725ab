import { describe, expect, it } from "vitest";
import { rowBatches } from "./targeted-rows.ts";

describe("batches of rows", () => {
  const rows = Array.from({ length: 5 }, (_, i) => ({ ids: [i, i + 10], targets: [[1, 2]] as [number, number][] }));
  const firsts = (batch: { inputs: readonly (readonly number[])[] }) => batch.inputs.map(([first]) => first!);

  it("bring every row once before one comes again, in an order of its own each time", () => {
    const batches = rowBatches(rows, { batch: 2, seed: 3 });
    const order = Array.from({ length: 10 }, () => firsts(batches.next())).flat();
    for (let epoch = 0; epoch < 4; epoch++)
      expect(order.slice(5 * epoch, 5 * epoch + 5).sort()).toEqual([0, 1, 2, 3, 4]);
    expect(order.slice(0, 5)).not.toEqual(order.slice(5, 10));
  });

  it("go on where they stood, and are shared by processes", () => {
    const [one, other] = [rowBatches(rows, { batch: 4 }), rowBatches(rows, { batch: 4 })];
    one.next();
    other.restore(new Map(), one.facts());
    const whole = firsts(one.next());
    expect(firsts(other.next())).toEqual(whole);
    const shares = [0, 1].map((rank) => rowBatches(rows, { batch: 4, rank, worldSize: 2 }));
    for (const share of shares) share.next();
    expect(shares.flatMap((share) => firsts(share.next()))).toEqual(whole);
  });
});
