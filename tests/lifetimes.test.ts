/** Nothing is left behind, however work ends. `prove/lifetimes.ts` does the same for longer. */
import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { liveTensors, memoryUse, scope, tensor } from "../src/tensor/index.ts";
import { ENDINGS, EXIT_CODES, fallingScopes, live, tinyFolder } from "./lifetimes.ts";

let folder: string;
beforeAll(() => {
  folder = tinyFolder();
});
afterAll(() => rmSync(folder, { recursive: true }));

it("twenty workers load a model, write and end in turn, and leave nothing", async () => {
  const before = liveTensors();
  const { bytes } = memoryUse();
  const texts = new Set<string>();
  for (let i = 0; i < 20; i++) {
    const ending = ENDINGS[i % ENDINGS.length]!;
    const { exitCode, text, live: held } = await live(folder, ending);
    expect(exitCode, ending).toBe(EXIT_CODES[ending]);
    if (ending === "closed") expect(held).toBe(0);
    else expect(held).toBeGreaterThan(0);
    texts.add(text);
  }
  expect([...texts]).toEqual([expect.stringMatching(/^.{12}$/)]);
  expect(liveTensors()).toBe(before);
  expect(memoryUse().bytes).toBe(bytes);
});

it("ten thousand scopes end in an exception, and leave nothing", () => {
  const before = liveTensors();
  fallingScopes(100);
  const { bytes } = memoryUse();
  fallingScopes(10_000);
  expect(liveTensors()).toBe(before);
  expect(memoryUse().bytes).toBe(bytes);
});

it("the counts see what is left behind", () => {
  const [before, { bytes }] = [liveTensors(), memoryUse()];
  const left = scope(() => tensor([1]));
  expect(liveTensors()).toBe(before + 1);
  expect(memoryUse().bytes).toBeGreaterThan(bytes);
  left[Symbol.dispose]();
});
