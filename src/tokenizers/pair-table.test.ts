import fc from "fast-check";
import { expect, it } from "vitest";
import { PairTable } from "./pair-table.ts";

it("holds what a Map of pairs holds", () => {
  const id = fc.nat({ max: 2 ** 24 });
  const entries = fc.array(fc.tuple(fc.oneof(id, fc.nat({ max: 3 })), fc.oneof(id, fc.nat({ max: 3 })), fc.nat()));
  fc.assert(
    fc.property(entries, entries, (set, asked) => {
      const table = new PairTable(set.length);
      const reference = new Map<string, number>();
      for (const [left, right, value] of set) {
        table.set(left, right, value);
        reference.set(`${left} ${right}`, value);
      }
      for (const [left, right] of [...set, ...asked]) {
        expect(table.get(left, right)).toBe(reference.get(`${left} ${right}`) ?? -1);
      }
    }),
  );
});

it("may be empty", () => {
  expect(new PairTable(0).get(0, 0)).toBe(-1);
});
