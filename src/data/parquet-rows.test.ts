import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fixturePath } from "../../tests/fixtures.ts";
import { limitsFor } from "./parquet.ts";
import { faultOf, rowsOf } from "./parquet-rows.ts";

const folder = mkdtempSync(join(tmpdir(), "tenon-parquet-rows-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The rows as they come, some at a time, or what is wrong. */
async function read(path: string, column = "text") {
  const found = [];
  try {
    for await (const rows of rowsOf(path, column)) found.push(rows);
    return found;
  } catch (error) {
    return faultOf(error);
  }
}

/** A file of three rows in two groups, without compression, that was changed. */
function changed(change: (bytes: Buffer) => Uint8Array): string {
  const bytes = readFileSync(fixturePath("data/none.parquet"));
  const path = join(folder, "changed.parquet");
  writeFileSync(path, change(bytes));
  return path;
}

const byte = (at: number, value: number) => (bytes: Buffer) => bytes.fill(value, at, at + 1);

describe("rows of a Parquet file", () => {
  it.each(["none", "snappy", "gzip", "zstd", "brotli", "lz4"])(
    "come by row groups, whole numbers as numbers where those are exact: %s",
    async (name) => {
      expect(await read(fixturePath(`data/${name}.parquet`))).toEqual([
        [
          { text: "a line\nand another", id: 7, score: 0.5, tags: ["x", "y"] },
          { text: "汉字 😀", id: 2 ** 40, score: null, tags: [] },
        ],
        [{ text: "the last row", id: String(2n ** 60n), score: 2, tags: null }],
      ]);
    },
  );

  it("come a thousand at a time, none left out and none twice", async () => {
    const rows = (await read(fixturePath("data/many.parquet"))) as { text: string }[][];
    expect(rows.map(({ length }) => length)).toEqual([1000, 1000, 500]);
    expect(rows.flat().map(({ text }) => text)).toEqual(Array.from({ length: 2500 }, (_, i) => `row ${i}`));
  });

  it("are asked for by a column, or by a field in one", async () => {
    const path = fixturePath("data/nested.parquet");
    for (const column of ["text", "within.text"])
      expect(await read(path, column)).toEqual([
        [
          { text: "one", within: { text: "a", ids: [1, String(2n ** 60n)] } },
          { text: null, within: { text: "b", ids: [] } },
          { text: `${"three ".repeat(2000)}end`, within: null },
        ],
      ]);
    expect(await read(path, "without.text")).toEqual({
      where: "",
      reason: 'has no column "without.text"; its columns are text, within',
    });
  });
});

describe("a Parquet file is refused where", () => {
  it.each<[why: string, change: (bytes: Buffer) => Uint8Array, where: string, reason: RegExp]>([
    ["it is empty", () => new Uint8Array(), "", /^is empty$/],
    ["it is short", () => Buffer.from("PAR"), "", /^is no Parquet file, or is cut off: it does not end in PAR1$/],
    ["it is cut", (bytes) => bytes.subarray(0, -1), "", /^is no Parquet file, or is cut off/],
    ["it says more rows than it has", byte(815, 10), "", /^is damaged: has 3 rows, not 5$/],
    ["a group says fewer", byte(1221, 2), "", /^is damaged: has 2 rows, not 3$/],
    ["a group says none", byte(1606, 10), "row group 2", /^is damaged: says no number of rows$/],
    ["its metadata are longer", byte(2125, 1), "", /^is damaged: /],
  ])("%s", async (_, change, where, reason) => {
    expect(await read(changed(change))).toEqual({ where, reason: expect.stringMatching(reason) });
  });
});

it("a file may use time and memory in proportion to its size, and 4 GiB at most", () => {
  const MiB = 2 ** 20;
  expect([0, 2000, MiB, 8 * MiB, 56 * MiB, 1024 * MiB].map(limitsFor)).toEqual([
    { seconds: 10, heap: 512 },
    { seconds: 11, heap: 513 },
    { seconds: 20, heap: 576 },
    { seconds: 90, heap: 1024 },
    { seconds: 570, heap: 4096 },
    { seconds: 10_250, heap: 4096 },
  ]);
});
