import { describe, expect, it } from "vitest";
import { IGNORED } from "./collators.ts";
import { packedRows, rowBatches } from "./targeted-rows.ts";

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

  it("are refused where there is no row, or processes cannot take equal parts", () => {
    expect(() => rowBatches([], { batch: 1 })).toThrow(/^rowBatches: rows/);
    expect(() => rowBatches(rows, { batch: 3, worldSize: 2 })).toThrow(
      "batch: is 3, and must be a multiple of worldSize",
    );
    expect(() => rowBatches(rows, { batch: 4, rank: 2, worldSize: 2 })).toThrow(
      "rank: is 2, and must be less than worldSize",
    );
  });

  it("foretell the tokens that are targets, each at the place before it", () => {
    const batch = packedRows([
      {
        ids: [7, 8, 9, 5],
        targets: [
          [1, 2],
          [3, 4],
        ],
      },
      { ids: [1, 2], targets: [] },
    ]);
    expect(batch.inputs).toEqual([[7, 8, 9], [1]]);
    expect(batch.targets.numbers()).toEqual([8, IGNORED, 5, IGNORED]);
  });
});
