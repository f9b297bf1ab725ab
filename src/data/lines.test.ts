import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { DataError } from "./data-error.ts";
import { readLines, readText } from "./lines.ts";

const folder = mkdtempSync(join(tmpdir(), "tenon-lines-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, contents: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, contents);
  return path;
};

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
    const own = Buffer.concat([Buffer.from("\ufffda\ufffd"), Buffer.from([0xff])]); // what stands for broken text is text
    expect(() => [...readLines(file("own.txt", own))]).toThrow(/line 1: byte 8 \(0xff\) is not UTF-8/);
  });

  it("are counted over blocks, the empty ones too", () => {
    const lines = Buffer.from("a\n\n".repeat(100_000));
    const broken = file("far.txt", Buffer.concat([lines, Buffer.from([0xff])]));
    expect(() => [...readLines(broken)]).toThrow(/line 200001: byte 1 /);
    const endless = file("endless.txt", Buffer.concat([lines, Buffer.alloc(600_000, "x")]));
    expect(() => [...readLines(endless, 100)]).toThrow(/line 200001: is longer than/);
  });

  it("make a text of a length at most, an end counted for each", () => {
    const path = file("text.txt", "ab\ncd\n");
    expect(readText(path, 6)).toBe("ab\ncd");
    expect(() => readText(path, 5)).toThrow(`${path}: is larger than 0 MB: make it JSON lines`);
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
