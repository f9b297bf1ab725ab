import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { built } from "../../tests/built.ts";
import { fixturePath } from "../../tests/fixtures.ts";
import type { Documents } from "./document.ts";

// The reader is a process of its own, which is quick to start where it need not be compiled first.
const { DataError, documents, parquetDocuments } = (await import(
  built("data/index.js").href
)) as typeof import("./index.ts");

const folder = mkdtempSync(join(tmpdir(), "tenon-parquet-"));
afterAll(() => rmSync(folder, { recursive: true }));
const all = async (source: Documents) => {
  const found = [];
  for await (const document of source) found.push(document);
  return found;
};

describe("Parquet files of pyarrow", () => {
  it.each(["none", "snappy", "gzip", "zstd", "brotli", "lz4"])("compressed by %s are read", async (compression) => {
    expect(await all(documents(fixturePath(`data/${compression}.parquet`)))).toEqual([
      { id: "7", text: "a line\nand another", score: 0.5, tags: ["x", "y"] },
      { id: String(2 ** 40), text: "汉字 😀", score: null, tags: [] },
      { id: String(2n ** 60n), text: "the last row", score: 2, tags: null },
    ]);
  });

  it("with integers in lists and structs can be written as JSON; a row without a text is refused, or left out and told", async () => {
    const path = fixturePath("data/nested.parquet");
    await expect(all(documents(path))).rejects.toThrow(`${path}: row 2: the field "text" is null, not a text`);
    const told: string[] = [];
    const found = await all(documents(path, { bad: "skip", tell: (line) => told.push(line) }));
    expect(told).toEqual([expect.stringContaining("left out 1 bad entry: ")]);
    expect(JSON.parse(JSON.stringify(found))).toEqual([
      { id: `${path}:1`, text: "one", within: { text: "a", ids: [1, String(2n ** 60n)] } },
      { id: `${path}:3`, text: `${"three ".repeat(2000)}end`, within: null },
    ]);
    const inner = all(documents(path, { field: "within.text", bad: "skip", tell: () => {} }));
    expect((await inner).map(({ text }) => text)).toEqual(["a", "b"]);
  });

  it("without the column, or with one that is no text, are refused by name", async () => {
    const path = fixturePath("data/snappy.parquet");
    await expect(all(parquetDocuments(path, "body"))).rejects.toThrow(
      `${path}: has no column "body"; its columns are text, id, score, tags`,
    );
    await expect(all(parquetDocuments(path, "score"))).rejects.toThrow(
      'row 1: the field "score" is a number, not a text',
    );
  });

  /** Byte `at` and those behind it, in a file without compression, made these. */
  function damaged(at: number, ...bytes: number[]): string {
    const bad = readFileSync(fixturePath("data/none.parquet"));
    bad.set(bytes, at);
    const path = join(folder, "damaged.parquet");
    writeFileSync(path, bad);
    return path;
  }

  it("whose levels are said to be 2^30 in one run are refused before the memory is full", async () => {
    const path = damaged(373, 0xfe, 0xff, 0xff, 0xff, 0x07);
    const reading = all(parquetDocuments(path));
    await expect(reading).rejects.toThrow(`${path}: takes more than 513 MiB of memory to read`);
  });

  it("whose schema has no end are given up", async () => {
    const path = damaged(775, 1);
    const reading = all(parquetDocuments(path));
    await expect(reading).rejects.toThrow(`${path}: takes more than 11 s of processor time to read`);
  });

  it("that are damaged in one place are refused by it", async () => {
    const path = damaged(1606, 10);
    await expect(all(parquetDocuments(path))).rejects.toThrow(
      `${path}: row group 2: is damaged: says no number of rows`,
    );
  });

  it.each(["none", "gzip"])(
    "that are damaged in one byte or cut, compressed by %s, give rows or a sentence",
    async (name) => {
      const good = readFileSync(fixturePath(`data/${name}.parquet`));
      const path = join(folder, "damaged.parquet");
      const sentences = new Set<string>();
      await fc.assert(
        fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), fc.boolean(), async (at, value, cut) => {
          const bad = Buffer.from(cut ? good.subarray(0, at) : good);
          if (!cut) bad[at] = value;
          writeFileSync(path, bad);
          try {
            await all(parquetDocuments(path));
          } catch (error) {
            expect(error).toBeInstanceOf(DataError);
            const { message } = error as Error;
            expect(message).toMatch(/^.*damaged.parquet: /);
            expect(message).not.toContain("\n");
            sentences.add(message.slice(path.length));
          }
        }),
        { numRuns: 25 },
      );
      expect(sentences.size).toBeGreaterThan(3);
    },
  );
});
