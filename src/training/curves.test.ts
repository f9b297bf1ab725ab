import { expect, it } from "vitest";
import { chart } from "./curves.ts";

const axes = { x: "step", y: "loss" };
const curve = (...values: number[]) => ({ label: "one", color: "#000", points: values.map((y, x) => [x, y] as const) });

it("draws one point as a dot, several as a line, and a level from end to end", () => {
  const level = { label: "other", color: "#111", points: [], level: 2, dashed: true };
  const one = chart([curve(3), level], axes);
  expect(one.match(/<circle [^>]*r="4"/g)).toHaveLength(1);
  const [, x1, y1, x2, y2] = /<polyline points="(\S+),(\S+) (\S+),(\S+)"/.exec(one)!.map(Number);
  expect([x1, x2]).toEqual([56, 744]); // the whole width, whatever there is of the curve
  expect(y1).toBe(y2);
  expect(chart([curve(3, 2, 1), level], axes).match(/<polyline/g)).toHaveLength(2);
  expect(one).toMatch(/<span class="entry">.*?one<\/span>/);
});

it("leaves out what is not finite, and draws nothing of nothing", () => {
  const drawn = chart([curve(3, Number.NaN, 1, Number.POSITIVE_INFINITY)], axes);
  expect(/points="([^"]*)"/.exec(drawn)![1]!.split(" ")).toHaveLength(2);
  expect(drawn).not.toMatch(/NaN|Infinity/);
  expect(chart([curve()], axes)).toBe("");
});
