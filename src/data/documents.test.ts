import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { fixturePath } from "../../tests/fixtures.ts";
import { DataError } from "./data-error.ts";
import type { Documents } from "./document.ts";
import { documents } from "./documents.ts";
import { kindOf } from "./files.ts";
import { jsonlDocuments } from "./jsonl.ts";
import { speeches } from "./speeches.ts";

const folder = mkdtempSync(join(tmpdir(), "tenon-data-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, contents: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, contents);
  return path;
};
const all = async (source: Documents) => {
  const found = [];
  for await (const document of source) found.push(document);
  return found;
};
const texts = async (source: Documents) => (await all(source)).map(({ text }) => text);

describe("documents", () => {
  it("of a text are the file, its paragraphs or its lines", async () => {
    const path = file("poem.txt", "one\r\ntwo\n\n \nthree\n");
    expect(await all(documents(path))).toEqual([{ id: path, text: "one\ntwo\n\n \nthree" }]);
    expect(await all(documents(path, { split: "paragraph" }))).toEqual([
      { id: `${path}:1`, text: "one\ntwo" },
      { id: `${path}:5`, text: "three" },
    ]);
    expect(await texts(documents(path, { split: "line" }))).toEqual(["one", "two", "three"]);
  });

  it("of a text hold 16 MiB at most, the ends of lines included", async () => {
    const mebibyte = "x".repeat(2 ** 20 - 1);
    const largest = Array(16).fill(mebibyte).join("\n");
    expect(await texts(documents(file("largest.txt", largest)))).toEqual([largest]);
    const path = file("larger.txt", `${largest}x`);
    await expect(texts(documents(path))).rejects.toThrow(
      `${path}: line 16: one document would be larger than 16 MB; split it by paragraph or line`,
    );
    await expect(texts(documents(path, { split: "paragraph" }))).rejects.toThrow("larger than 16 MB; split it by line");
    expect(await texts(documents(path, { split: "line" }))).toHaveLength(16);
  });

  it("of JSON lines keep their fields", async () => {
    const rows = [{ text: "a", id: 7, tags: ["x"] }, { text: "b" }];
    const path = file("rows.jsonl", `${JSON.stringify(rows[0])}\n\n${JSON.stringify(rows[1])}`);
    expect(await all(documents(path))).toEqual([
      { text: "a", id: "7", tags: ["x"] },
      { text: "b", id: `${path}:3` },
    ]);
  });

  it.each([
    ["{", /broken.jsonl: line 2: is not JSON: /],
    ["[1]", /line 2: is not a JSON object/],
    ['{"body":"x"}', /line 2: has no field "text"; it has body/],
    ['{"text":3}', /line 2: the field "text" is a number, not a text/],
    ['{"text":null}', /line 2: the field "text" is null, not a text/],
    ["[".repeat(100_000), /line 2: is not JSON/],
  ])("of JSON lines refuse %.20s in a sentence", (line, sentence) => {
    expect(() => [...jsonlDocuments(file("broken.jsonl", `{"text":""}\n${line}\n`))]).toThrow(sentence);
  });

  it("of any JSON come back or are refused by name", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.dictionary(fc.string(), fc.json()).map((x) => JSON.stringify(x)),
        ),
        (line) => {
          try {
            for (const { id, text } of jsonlDocuments(file("any.jsonl", `${line}\n`)))
              expect([typeof id, typeof text]).toEqual(["string", "string"]);
          } catch (error) {
            expect(error).toBeInstanceOf(DataError);
            expect((error as Error).message).not.toContain("\n");
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("packed by gzip or Zstandard are those that were packed; what is damaged is refused by name", async () => {
    const text = Array.from({ length: 40_000 }, (_, i) => `汉字 line ${i}`).join("\n");
    expect(await texts(documents(file("big.txt.gz", gzipSync(text))))).toEqual([text]);
    const twice = Buffer.concat([gzipSync("one\n"), gzipSync("two\n")]);
    expect(await texts(documents(file("twice.txt.gz", twice), { split: "line" }))).toEqual(["one", "two"]);
    const rows = Buffer.from("28b52ffd24137900007b2274657874223a227a227d0a5b5d0a", "hex"); // no true frame: cut and broken
    await expect(texts(documents(file("rows.jsonl.zst", rows)))).rejects.toThrow(/rows.jsonl.zst: is damaged/);
    expect(await texts(documents(fixturePath("data/rows.jsonl.zst")))).toEqual(["first", "第二"]);
    const bad = gzipSync(text);
    bad[bad.length - 6]! ^= 1;
    await expect(texts(documents(file("bad.txt.gz", bad)))).rejects.toThrow(/bad.txt.gz: is damaged/);
    await expect(texts(documents(file("plain.txt.gz", "plain")))).rejects.toThrow(/is damaged, or not packed by gzip/);
    await expect(texts(documents(file("none.txt.gz", gzipSync(""))))).rejects.toThrow(/none.txt.gz: is empty/);
  });

  it("of JSON are those of an array, of an object, or the object itself", async () => {
    const of = async (value: unknown, field = "text") =>
      (await all(documents(file("value.json", JSON.stringify(value, undefined, 1)), { field }))).map(({ id, text }) => [
        id,
        text,
      ]);
    const path = join(folder, "value.json");
    expect(await of([{ text: "a", id: "x" }, "b"])).toEqual([
      ["x", "a"],
      [`${path}:2`, "b"],
    ]);
    expect(await of({ one: { text: "a" }, two: { text: "b", id: 3 } })).toEqual([
      ["one", "a"],
      ["3", "b"],
    ]);
    expect(await of({ text: "all" })).toEqual([[path, "all"]]);
    expect(await of([{ data: { text: "deep" } }], "data.text")).toEqual([[`${path}:1`, "deep"]]);
    await expect(of([{ text: "a" }, 3])).rejects.toThrow(/value.json: entry 2: is no object and no text/);
    await expect(of(7)).rejects.toThrow(/value.json: is JSON, but no array of documents and no object/);
    await expect(of({ a: 1 })).rejects.toThrow(/has no field "text"; it has a/);
    await expect(texts(documents(file("cut.json", "[{")))).rejects.toThrow(/cut.json: is not JSON/);
  });

  it("are read by the ends of their names, packed or not", () => {
    const kinds = {
      json: ".json .JSON.gz",
      jsonl: ".jsonl .ndjson .jsonl.zst",
      parquet: ".parquet",
      text: ".txt .md .c",
    };
    for (const [kind, endings] of Object.entries(kinds))
      for (const ending of endings.split(" ")) expect([ending, kindOf(`a${ending}`)]).toEqual([ending, kind]);
    expect(kindOf("README")).toBe("text");
  });

  it("of tables and pages are refused by name, not read as text", async () => {
    for (const [name, kind] of [
      ["a.csv", "CSV"],
      ["b.html", "HTML"],
      ["c.tsv.gz", "TSV"],
    ] as const)
      await expect(texts(documents(file(name, "x,y")))).rejects.toThrow(
        `${join(folder, name)}: is ${kind}, which is not read`,
      );
  });

  it("that are bad are left out where that is asked for, and counted", async () => {
    const path = file(
      "some.jsonl",
      '{"text":"a"}\nnull\n{"text":NaN}\n{"body":1}\n{"text":["x"]}\n{"text":{}}\n{"text":"b"}\n',
    );
    const told: string[] = [];
    expect(await texts(documents(path, { bad: "skip", tell: (line) => told.push(line) }))).toEqual(["a", "b"]);
    expect(told).toEqual([`${path}: left out 5 bad entries, the first: line 2: is not a JSON object`]);
    await expect(texts(documents(path))).rejects.toThrow(`${path}: line 2: is not a JSON object`);
    expect(() => [...jsonlDocuments(file("o.jsonl", '{"text":{}}'))]).toThrow(
      'the field "text" is an object, not a text',
    );
  });

  it("with a number for an id that JavaScript cannot hold have their place for one", async () => {
    const path = file("ids.jsonl", '{"text":"a","id":9007199254740993}\n{"text":"b","id":9007199254740991}\n');
    expect((await all(documents(path))).map(({ id }) => id)).toEqual([`${path}:1`, "9007199254740991"]);
  });

  it("of a folder come in the order of names, those of its folders among them", async () => {
    mkdirSync(join(folder, "corpus", "b"), { recursive: true });
    file("corpus/c.jsonl", '{"text":"third"}');
    file("corpus/b/x.txt", "second");
    file("corpus/a.txt", "first");
    file("corpus/empty.txt", "");
    file("corpus/picture.png", "no text");
    file("corpus/scan.PNG", "no text");
    file("corpus/page.html", "<p>no text</p>");
    file("corpus/Makefile", "all:");
    mkdirSync(join(folder, "corpus", ".git"));
    file("corpus/.git/notes.txt", "hidden");
    file("corpus/.notes.txt", "hidden");
    mkdirSync(join(folder, "elsewhere"));
    file("elsewhere/y.md", "linked");
    symlinkSync(join(folder, "elsewhere"), join(folder, "corpus", "z"));
    symlinkSync(join(folder, "corpus"), join(folder, "corpus", "b", "loop"));
    symlinkSync(join(folder, "gone.txt"), join(folder, "corpus", "link.txt"));
    const told: string[] = [];
    const found = documents(join(folder, "corpus"), { tell: (line) => told.push(line) });
    expect(await texts(found)).toEqual(["first", "second", "third", "linked"]);
    const at = (name: string) => join(folder, "corpus", name);
    expect(told).toEqual([
      `${at("")}: left out 1 without an ending (${at("Makefile")}), 1 empty (${at("empty.txt")}), 1 links to nothing (${at("link.txt")}), 1 .html (${at("page.html")}), 2 .png (${at("picture.png")})`.replace(
        "/:",
        ":",
      ),
    ]);
    mkdirSync(join(folder, "none.jsonl"));
    await expect(texts(documents(join(folder, "none.jsonl")))).rejects.toThrow(/none.jsonl: is a folder, not a file/);
    mkdirSync(join(folder, "nothing"));
    await expect(texts(documents(join(folder, "nothing")))).rejects.toThrow(/holds no .txt/);
    await expect(texts(documents(join(folder, "no.txt")))).rejects.toThrow(/cannot be read: there is no such file/);
  });
});

it("the addresses of the presidents are there, 233 of them", () => {
  const all = [...speeches()];
  expect(all).toHaveLength(233);
  expect(all[0]).toMatchObject({ id: "1790_george_washington_n", year: 1790, president: "George Washington" });
  expect(all.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)).toBeGreaterThan(10_700_000);
  expect([...speeches({ from: 1953, to: 1953 })].map(({ president }) => president)).toEqual([
    "Dwight D Eisenhower",
    "Harry S Truman",
  ]);
});
