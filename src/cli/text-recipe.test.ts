import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Document } from "../data/index.ts";
import type { Recipe } from "../training/index.ts";
import { textRecipe } from "./text-recipe.ts";

const folder = mkdtempSync(join(tmpdir(), "tenon-text-recipe-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const textsOf = async (recipe: Recipe) => {
  const found: string[] = [];
  for await (const { text } of recipe.documents({}) as AsyncIterable<Document>) found.push(text);
  return found;
};
/** The documents that are held out: the middle one of so many. */
const heldOut = (recipe: Recipe, texts: readonly string[]) =>
  texts.filter((_, i) => i % recipe.heldOutEvery === recipe.heldOutEvery >> 1);

it("holds out the end of a long document, cut between words or characters, and loses nothing", async () => {
  for (const [name, text] of [
    ["lines.txt", Array.from({ length: 900 }, (_, i) => `line number ${i}`).join("\n")],
    ["words.txt", Array.from({ length: 3000 }, (_, i) => `word${i}`).join(" ")],
    ["none.txt", "😀".repeat(4001)],
  ] as const) {
    const recipe = await textRecipe([file(name, text)]);
    const texts = await textsOf(recipe);
    expect(texts.join("")).toBe(text);
    expect(heldOut(recipe, texts)).toEqual([texts[1]]);
    expect(texts[1]!.length / text.length).toBeGreaterThan(0.01);
    expect(texts[1]!.length / text.length).toBeLessThan(0.06);
    expect(Buffer.from(texts[1]!).toString()).toBe(texts[1]);
    expect(text.startsWith(recipe.prompt)).toBe(true);
  }
});

it("of many documents holds out one of twenty, whole", async () => {
  mkdirSync(join(folder, "many"));
  for (let i = 0; i < 120; i++) file(`many/${i}.txt`, `document ${i} `.repeat(10));
  const recipe = await textRecipe([join(folder, "many")]);
  const texts = await textsOf(recipe);
  expect([texts.length, heldOut(recipe, texts).length]).toEqual([120, 6]);
});

it("has settings that suit the amount of text, and a name that is one", async () => {
  const [little, much] = [await textRecipe([file("a b.c.txt", "some text ".repeat(1000))]), await textRecipe([file("much.txt", "more text ".repeat(200_000))])]; // biome-ignore format: one line
  expect([little.name, much.name]).toEqual(["a-b", "much"]);
  expect(little.tokenizer!.vocabulary).toBeLessThan(much.tokenizer!.vocabulary);
  expect(little.batch.rows * little.batch.length).toBeLessThan(much.batch.rows * much.batch.length);
});

it("refuses no texts, too few, and standard input, which is read once, in a sentence", async () => {
  await expect(textRecipe([])).rejects.toThrow("say what to train: a recipe, or texts with --data");
  await expect(textRecipe([file("few.txt", "a few words")])).rejects.toThrow("few.txt: 11 bytes of text are too few");
  await expect(textRecipe(["-"])).rejects.toThrow("put them into a file");
  await expect(textRecipe([join(folder, "gone")])).rejects.toThrow("gone: cannot be read: there is no such file");
});
