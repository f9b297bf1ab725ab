import { expect, it } from "vitest";
import { draws } from "../../tests/draws.ts";
import { CountedPairs } from "./counted-pairs.ts";

it("numbers pairs in the order of their appearance and counts them, as a Map does, however many there are", () => {
  const draw = draws(1);
  const table = new CountedPairs();
  const numbers = new Map<number, number>();
  const counts: number[] = [];
  for (let i = 0; i < 70_000; i++) {
    const [left, right] = [Math.floor(draw() * 400), Math.floor(draw() * 400)];
    const key = left * 400 + right;
    if (!numbers.has(key)) numbers.set(key, counts.push(0) - 1);
    const pair = numbers.get(key)!;
    counts[pair]! += i;
    if (table.numberOf(left, right) !== pair) expect.fail(`the pair of ${left} and ${right} has another number`);
    table.add(pair, i);
  }
  expect(counts.length).toBeGreaterThan(2 ** 15); // so that the table has grown
  expect(counts.findIndex((count, pair) => table.count(pair) !== count)).toBe(-1);
});
