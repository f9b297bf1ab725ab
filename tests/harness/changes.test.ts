/** The harness that makes small wrong changes: which it makes, that each stands alone, and which of a toy room's tests notice. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { changesOf, drawn, withAll } from "../../mutate/changes.ts";
import { tryRoom } from "../../mutate/room.ts";

const folder = mkdtempSync(join(tmpdir(), "tenon-changes-"));
afterAll(() => rmSync(folder, { recursive: true }));

const said = (text: string) => changesOf("toy.ts", text).map(({ before, after }) => `${before} -> ${after}`);

describe("changes", () => {
  it("are of what computes: operators, boundaries, constants, conditions, defaults, neighbours of a call, dropped calls", () => {
    expect(said("export const f = (a: number, b = 2) => a * b;")).toEqual(["2 -> 3", "a * b -> (a) / (b)"]);
    expect(said("if (a < 0.5) go(a ?? 1);")).toEqual([
      "a < 0.5 -> (a) <= (0.5)",
      "a < 0.5 -> true",
      "a < 0.5 -> false",
      "0.5 -> 1",
      "go(a ?? 1) -> undefined",
      "a ?? 1 -> a",
      "a ?? 1 -> 1",
      "1 -> 2",
    ]);
    expect(said("const y = !x ? -z : Math.max(x, true);")).toEqual([
      "!x ? -z : Math.max(x, true) -> -z",
      "!x ? -z : Math.max(x, true) -> Math.max(x, true)",
      "!x -> x",
      "-z -> z",
      "Math.max(x, true) -> Math.min(x, true)",
      "true -> false",
    ]);
    expect(said("n += 2 ** k;")).toEqual(["n += 2 ** k -> n -= 2 ** k", "2 ** k -> (2) * (k)", "2 -> 3"]);
  });

  it("are not of types, names, texts, and sentences of errors", () => {
    const text = `type T = 1 | 2; interface I { a: 3 } import "x";
      export const a: T = { 7: "a" + b, c: \`\${d + 1}\` }; reader.fail("no", 1 + 2); throw new Error("is " + (1 + 1));
      const schema = z.number().describe("more than " + 1);`;
    expect(said(text)).toEqual([]);
  });

  it("stand all in one program, each alone when its turn comes, and otherwise none", () => {
    const text = "(a, b) => (a < b ? a * 2 + b : Math.max(a, -b) - (b ?? 1))";
    const changes = changesOf("toy.ts", text);
    expect(changes.length).toBeGreaterThan(10);
    const whole = withAll(
      text,
      changes.map((change, place) => ({ ...change, place })),
    );
    const evaluate = (code: string): ((a: number, b: number) => number) => new Function(`return ${code}`)();
    for (const on of [-1, ...changes.keys()]) {
      Object.assign(globalThis, { $changes: { made: (place: number) => place === on } });
      const [head, body] = whole.split("} (", 2) as [string, string];
      const together = new Function(`${head}} return (${body}`)() as (a: number, b: number) => number;
      const change = changes[on];
      const alone =
        change === undefined ? text : `${text.slice(0, change.start)}(${change.after})${text.slice(change.end)}`;
      for (const [a, b] of [
        [1, 2],
        [2, 1],
        [-3, -3],
        [0, 5],
      ] as const) {
        expect(together(a, b), alone).toBe(evaluate(alone)(a, b));
      }
    }
  });

  it("are drawn by a seed, the same ones when other code is written beside", () => {
    const lines = Array.from({ length: 60 }, (_, i) => `const v${i} = a${i} + b${i};`);
    const [few, more] = [lines.slice(0, 50), lines].map((some) => changesOf("toy.ts", some.join("\n")));
    const keys = (changes: typeof few, seed: number) => drawn(changes!, 10, seed).map(({ key }) => key);
    expect(keys(few, 1)).not.toEqual(keys(few, 2));
    expect(keys(few, 1).filter((key) => keys(more, 1).includes(key)).length).toBeGreaterThan(5);
  });
});

it("a toy room: what its tests and another's notice, and what none does", async () => {
  symlinkSync(fileURLToPath(new URL("../../node_modules", import.meta.url)), join(folder, "node_modules"));
  for (const name of ["toy", "other"]) mkdirSync(join(folder, name));
  const put = (file: string, text: string) => writeFileSync(join(folder, file), text);
  put(
    "toy/toy.ts",
    `const STEP = 7;
export const area = (a: number, b: number) => a * b;
export const inside = (x: number) => x < 10;
export const steps = () => STEP;
export const quarter = (x: number) => x / 4;
export const unused = (x: number) => x - 1;
`,
  );
  const head = 'import { expect, test } from "vitest";\n';
  put(
    "toy/toy.test.ts",
    `${head}import { area, inside, steps } from "./toy.ts";
test("area", () => expect(area(3, 5)).toBe(15));
test("inside", () => expect([inside(3), inside(30)]).toEqual([true, false]));
test("steps", () => expect(steps()).toBe(7));
`,
  );
  put(
    "other/other.test.ts",
    `${head}import { quarter } from "../toy/toy.ts";\ntest("quarter", () => expect(quarter(8)).toBe(2));\n`,
  );
  const trial = {
    root: folder,
    room: "toy",
    seed: 1,
    folder: join(folder, ".mutation"),
    isFar: () => false,
    log: () => {},
  };
  const trying = (count: number) =>
    tryRoom({ ...trial, count, others: () => ({ tests: ["other/other.test.ts"], rows: [] }) });
  expect(await trying(1)).toHaveLength(1); // and tests that were asked of it are asked of the others too
  const found = await trying(100);
  const by = new Map(found.map(({ before, after, by }) => [`${before} -> ${after}`, by]));
  expect(Object.fromEntries(by)).toEqual({
    "7 -> 8": "toy/toy.test.ts, loaded with it",
    "4 -> 5": "other/other.test.ts: quarter",
    "a * b -> (a) / (b)": "toy/toy.test.ts: area",
    "x < 10 -> (x) <= (10)": undefined,
    "10 -> 11": undefined,
    "x / 4 -> (x) * (4)": "other/other.test.ts: quarter",
    "x - 1 -> (x) + (1)": undefined,
    "1 -> 2": undefined,
  });
  expect(await trying(100)).toEqual(found); // from the journal
});
