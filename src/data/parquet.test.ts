import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { fixturePath } from "../../tests/fixtures.ts";
import { DataError } from "./data-error.ts";
import type { Documents } from "./document.ts";
import { documents } from "./documents.ts";
import { parquetDocuments } from "./parquet.ts";

const folder = mkdtempSync(join(tmpdir(), "tenon-parquet-"));
afterAll(() => rmSync(folder, { recursive: true }));
const all = async (source: Documents) => {
  const found = [];
  for await (const document of source) found.push(document);
  return found;
};

describe("Parquet files of pyarrow", () => {
  it.each(["none", "snappy", "gzip", "zstd", "brotli"])("compressed by %s are read", async (compression) => {
    expect(await all(documents(fixturePath(`data/${compression}.parquet`)))).toEqual([
      { id: "7", text: "a line\nand another", score: 0.5, tags: ["x", "y"] },
      { id: String(2 ** 40), text: "汉字 😀", score: null, tags: [] },
      { id: String(2n ** 60n), text: "the last row", score: 2, tags: null },
    ]);
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

  it("that are damaged give rows or a sentence", async () => {
    const good = readFileSync(fixturePath("data/gzip.parquet"));
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
      { numRuns: 300 },
    );
    expect(sentences.size).toBeGreaterThan(3);
  });
});
