import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { DataError } from "./data-error.ts";
import type { Documents } from "./document.ts";
import { documents } from "./documents.ts";
import { jsonlDocuments } from "./jsonl.ts";
import { readLines } from "./lines.ts";
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

describe("lines", () => {
  it("are those that were joined, whatever they hold and however the file ends", () => {
    const line = fc.string({ unit: "binary" }).map((text) => text.replace(/[\n\r\0\ufeff]/g, ""));
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1 }),
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        (lines, end, ended) => {
          const text = lines.join(end) + (ended ? end : "");
          fc.pre(text !== "" && !/^(BZh|%PDF|PAR1|PK)/.test(text));
          // A last line that is empty and has no end is no line.
          const expected = ended || lines.at(-1) !== "" ? lines : lines.slice(0, -1);
          expect([...readLines(file("lines.txt", text))]).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("cross blocks and characters that a block would cut", () => {
    const lines = Array.from({ length: 3000 }, (_, i) => "汉字😀é".repeat(i % 97) + i);
    expect([...readLines(file("long.txt", lines.join("\n")))]).toEqual(lines);
    const one = "长".repeat(500_000);
    expect([...readLines(file("one.txt", `\ufeff${one}`))]).toEqual([one]);
  });

  it("name the line and the byte that is not UTF-8", () => {
    const bytes = Buffer.concat([Buffer.from("good\nalso \ufffd good\nfa"), Buffer.from([0xe7]), Buffer.from("ade\n")]);
    const path = file("latin.txt", bytes);
    const message = `${path}: line 3: byte 3 (0xe7) is not UTF-8; convert the file from its own encoding with iconv`;
    expect(() => [...readLines(path)]).toThrow(new DataError(path, "line 3", message.slice(path.length + 10)));
    expect(() => [...readLines(path)]).toThrow(message);
    expect(() => [...readLines(file("zero.txt", "a\nb\0\n"))]).toThrow(/line 2: holds a zero byte \(byte 2\)/);
  });

  it.each([
    ["", /empty.txt: is empty$/],
    [Buffer.from("\ufeffhello", "utf16le"), /is UTF-16; convert it: iconv/],
    [Buffer.from("1f8b0800", "hex"), /is compressed by gzip/],
    ["x".repeat(300_000), /line 1: is longer than 0 MB without an end/],
  ])("refuse %j in a sentence", (contents, sentence) => {
    expect(() => [...readLines(file("empty.txt", contents), 100)]).toThrow(sentence);
  });
});

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

  it("of a folder come in the order of names, those of its folders among them", async () => {
    mkdirSync(join(folder, "corpus", "b"), { recursive: true });
    file("corpus/c.jsonl", '{"text":"third"}');
    file("corpus/b/x.txt", "second");
    file("corpus/a.txt", "first");
    file("corpus/empty.txt", "");
    file("corpus/picture.png", "no text");
    expect(await texts(documents(join(folder, "corpus")))).toEqual(["first", "second", "third"]);
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
