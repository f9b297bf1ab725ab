/** What is wrong with a recipe, said before anything is written. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runTiny, someDocuments, tinyInput } from "../../tests/tiny-recipe.ts";
import type { Documents } from "../data/index.ts";
import { defineRecipe, type Recipe, type RecipeInput, type RecipeRunOptions } from "./index.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-refusals-"));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const folder = () => join(root, String(folders++));
const run = (change: Partial<Recipe> = {}, options: Partial<RecipeRunOptions> = {}) =>
  runTiny(change, { out: folder(), ...options });

describe("a recipe that cannot be run", () => {
  const { model, tokenizer } = tinyInput;
  const of = (documents: unknown) => ({ documents: () => documents as Documents });
  const generator = (function* () {
    yield* someDocuments(40);
  })();

  it.each<[what: string, change: Partial<Recipe>, said: RegExp]>([
    ["heads", { model: { ...model, heads: 3, kvHeads: 2 } }, /"tiny": model\.heads: /],
    ["an unknown key", { model: { ...model, layers: 3 } }, /"tiny": model\.layers: /],
    ["a kind", { model: { ...model, kind: "gpt" } }, /"tiny": model\.kind: there is no "gpt" among bert, /],
    [
      "a kind that reads only",
      { model: { kind: "bert", width: 8, depth: 1, heads: 2, hidden: 8 } },
      /a bert does not write/,
    ],
    ["a context", { model: { ...model, context: 8 } }, /batch\.length: the model reads 8 tokens, and rows have 16$/],
    [
      "rows",
      { batch: { ...defineRecipe(tinyInput).batch, rows: 500 } },
      /batch\.rows: 500 rows of 16 tokens are more than/,
    ],
    [
      "rows that only tokens tell",
      { batch: { ...defineRecipe(tinyInput).batch, rows: 90 } },
      /rows of 16, and a batch takes 90$/,
    ],
    ["documents", of(["a", "b"]), /documents: gave "a" where an object \{ id, text \} was expected$/],
    ["an empty document", of([null]), /documents: gave null where/],
    ["no documents", of([]), /documents: 0 are too few to hold any out, one of 10$/],
    ["a promise of documents", of(Promise.resolve([])), /documents: must give documents .* a promise: leave out async/],
    [
      "one stream for all",
      of(generator),
      /gave 40 documents at first, and then 0: it must give the same at each call$/,
    ],
    ["an order that changes", shuffled(), /gave 40 documents at first, and then others, or in another order: it must/],
    ["one text over and over", of(someDocuments(40, () => "again")), /each has the text of one that is held out/],
    ["a model that is not there", { from: "./nowhere", model: undefined, tokenizer: undefined }, /nowhere/],
  ])("says so, and writes nothing: %s", async (_, change, said) => {
    const out = folder();
    const error = await run(change, { out }).then(String, (error: Error) => error);
    expect(error).toMatchObject({ sentence: true, message: expect.stringMatching(said) });
    expect(existsSync(out)).toBe(false);
  });

  it("says so of a folder that is none, and of data that nobody reads", async () => {
    const file = join(root, "file");
    writeFileSync(file, "");
    await expect(run({}, { out: file })).rejects.toThrow(
      /file: is a file, and a run needs a folder: name one with --out$/,
    );
    const below = { out: join(file, "run") };
    await expect(run({}, below)).rejects.toThrow(
      /file\/run\/recipe.json: cannot be written: a part of the path is no folder$/,
    );
    const own = { out: folder(), data: "my.txt" };
    await expect(run({}, own)).rejects.toThrow('documents: finds its texts by itself, and takes no "my.txt" of --data');
    expect(existsSync(own.out)).toBe(false);
    const seen: unknown[] = [];
    await run(
      {
        documents: ({ data }) => {
          seen.push(data);
          return someDocuments(40);
        },
      },
      { data: "my.txt" },
    );
    expect(new Set(seen)).toEqual(new Set(["my.txt"]));
  });

  function shuffled(): Partial<Recipe> {
    let call = 0;
    return { documents: () => someDocuments(40).map((_, i, all) => all[(i + call) % 40]!, call++) };
  }

  it("has a model and a tokenizer, or begins from another's", () => {
    const { model: _, tokenizer: __, ...rest } = tinyInput;
    const define = (given: object) => () => defineRecipe(given as RecipeInput);
    expect(define(rest)).toThrow('the recipe "tiny": model: is missing, and so is from');
    expect(define({ ...rest, model })).toThrow('the recipe "tiny": tokenizer: is missing, and so is from');
    expect(define({ ...rest, tokenizer, from: "a" })).toThrow("tokenizer: is that of a, which the recipe begins from");
    expect(define({ ...rest, from: "a" })().optimizer.lr).toBe(5e-5);
  });
});
