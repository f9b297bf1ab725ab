import { expect, it } from "vitest";
import { TaskWorld } from "./index.ts";

const world = new TaskWorld();
const queries = Array.from({ length: 16 }, (_, i) => i);
const tasks = Array.from({ length: 8 }, (_, task) => task);

it("has tasks that are permutations, no two alike and others for another seed", () => {
  const tables = (of: TaskWorld) => tasks.map((task) => queries.map((query) => of.answer(task, query)));
  for (const table of tables(world)) expect(table.toSorted((a, b) => a - b)).toEqual(queries);
  expect(new Set(tables(world).map(String)).size).toBe(8);
  expect(tables(new TaskWorld({ seed: 1 }))).not.toEqual(tables(world));
});

it("tells a task by examples, in every other text or so by its name too", () => {
  const texts = [...world.documents(400, 5)].map(({ text }) => text);
  for (const text of texts) {
    const asked = Array.from(text.matchAll(/ (.)>./g), ([, query]) => query!.charCodeAt(0) - 97);
    expect(asked).toHaveLength(5);
    const fits = (task: number) =>
      [world.name(task), ""].some((name) => text === `${name}${world.examples(task, asked)}`);
    expect(tasks.filter(fits), text).not.toEqual([]);
  }
  const named = texts.filter((text) => /^[A-H] /.test(text));
  expect(named.length / 400).toBeCloseTo(0.5, 1);
  expect(new Set(named.map((text) => text[0])).size).toBe(8);
});
