import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { tinyTokenizer } from "../../tests/contracts/tiny-tokenizer.ts";
import { documents, letters } from "../../tests/letters.ts";
import { openShards } from "./shards.ts";
import { writeShards } from "./write-shards.ts";

const folder = mkdtempSync(join(tmpdir(), "tenon-shards-"));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;
const fresh = () => join(folder, `corpus-${made++}`);

const corpusOf = async (texts: readonly string[], shardTokens: number, encoder = letters(40_000)) => {
  const path = fresh();
  await writeShards(documents(texts), encoder, path, { shardTokens });
  return openShards(path, { verify: true, tokenizer: encoder });
};

describe("shards", () => {
  it("give back the ids that were written, across shards and above 2^15", async () => {
    const word = fc.string({ unit: "binary", minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 5, max: 60 }),
        fc.constantFrom(40_000, 70_000),
        async (texts, size, vocabulary) => {
          const encoder = letters(vocabulary);
          const shards = await corpusOf(texts, size, encoder);
          const expected = texts.flatMap((text) => [...encoder.encode(text), 0]);
          expect(shards.ids(0, shards.tokens).numbers()).toEqual(expected);
          const start = Math.floor(expected.length / 3);
          expect(shards.ids(start, expected.length - start).numbers()).toEqual(expected.slice(start));
          let end = 0;
          expect([...shards.ends()]).toEqual(texts.map((text) => (end += [...text].length + 1)));
          shards.close();
        },
      ),
      { numRuns: 8 },
    );
  });

  it("hold ids above 2^16 as they are, and refuse a range that is not there", async () => {
    const ids = [69_999, 65_536, 40_000, 1];
    const shards = await corpusOf([String.fromCodePoint(...ids)], 3, letters(70_000));
    expect(shards.index.dtype).toBe("uint32");
    expect(shards.ids(0, 5).numbers()).toEqual([...ids, 0]);
    for (const [start, length] of [
      [-1, 1],
      [0, 0],
      [0, 6],
      [5, 1],
      [Number.NaN, 1],
    ] as const)
      expect(() => shards.ids(start, length)).toThrow(`shards: no ${length} tokens at ${start} of 5`);
    shards.close();
    expect((await corpusOf(["a"], 9, letters(2 ** 16))).index.dtype).toBe("uint16");
  });

  it("end before a document that would overflow them, and leave out documents without a token", async () => {
    const { index } = await corpusOf(["aa", "", "b", "ccccccc", "d"], 5);
    expect(index).toMatchObject({ documents: 4, tokens: 15, separator: 0, vocabulary: 40_000 });
    expect(index.shards.map(({ name, tokens, documents }) => [name, tokens, documents])).toEqual([
      ["00000", 5, 2],
      ["00001", 8, 1],
      ["00002", 2, 1],
    ]);
  });

  it("hold from one token to 2^31", async () => {
    for (const shardTokens of [0, 2 ** 31 + 1, 1.5])
      await expect(writeShards(documents(["a"]), letters(300), fresh(), { shardTokens })).rejects.toThrow(
        `writeShards: shardTokens: is ${shardTokens}`,
      );
    const index = await writeShards(documents(["a"]), letters(300), fresh(), { shardTokens: 2 ** 31 });
    expect(index.tokens).toBe(2);
  });

  it("have the separator that was asked for, or none", async () => {
    const ids = async (separator: number | null) => {
      const path = fresh();
      await writeShards(documents(["a", "b"]), letters(300), path, { separator });
      const shards = openShards(path);
      return [shards.index.separator, shards.ids(0, shards.tokens).numbers(), [...shards.ends()]];
    };
    expect(await ids(7)).toEqual([7, [97, 7, 98, 7], [2, 4]]);
    expect(await ids(null)).toEqual([null, [97, 98], [1, 2]]);
  });

  it.each([
    ["end early", [1, 4]],
    ["end twice at one place", [5, 5]],
    ["begin with an empty one", [0, 5]],
  ])("refuse documents that %s", async (_, ends) => {
    const path = fresh();
    await writeShards(documents(["a", "bb"]), letters(300), path);
    writeFileSync(join(path, "00000.ends"), Uint32Array.from(ends));
    expect(() => openShards(path)).toThrow("the ends of documents do not ascend to the number of tokens");
  });

  it("take away what a writer of the same folder left that was killed, and nothing of one that lives", async () => {
    const path = fresh();
    const left = (pid: number) => join(folder, `.${basename(path)}.${pid}.partial`);
    const [dead, living] = [left(2 ** 22 + 1), left(process.ppid)]; // no process has a number above 2^22
    for (const partial of [dead, living]) mkdirSync(partial);
    await writeShards(documents(["x"]), letters(300), path);
    expect([existsSync(dead), existsSync(living)]).toEqual([false, true]);
  });

  it("refuse another tokenizer, damage, what is cut off, and a folder that is there", async () => {
    const path = fresh();
    const tokenizer = tinyTokenizer();
    const index = await writeShards(documents(["hello world", "汉字"]), tokenizer, path);
    expect(index).toMatchObject({ dtype: "uint16", documents: 2, separator: null });
    expect(() => openShards(path, { tokenizer: letters(500) })).toThrow(/was made with another tokenizer/);
    await expect(writeShards(documents(["x"]), tokenizer, path)).rejects.toThrow(/exists already/);

    const ids = join(path, "00000.ids");
    const good = readFileSync(ids);
    const bad = Buffer.from(good);
    bad[3]! ^= 1;
    writeFileSync(ids, bad);
    expect(() => openShards(path)).not.toThrow();
    expect(() => openShards(path, { verify: true })).toThrow(/00000.ids: is damaged: its checksum/);
    writeFileSync(ids, good.subarray(2));
    expect(() => openShards(path)).toThrow(/has \d+ bytes, and \d+ by its index/);
    rmSync(ids);
    expect(() => openShards(path)).toThrow(/00000.ids: cannot be read: No such file/);
    writeFileSync(join(path, "index.json"), JSON.stringify({ ...index, dtype: "float32" }));
    expect(() => openShards(path)).toThrow(/index.json: dtype: /);
  });

  it("leave nothing where a document cannot be read", async () => {
    const path = join(fresh(), "within");
    async function* broken() {
      yield { id: "0", text: "fine" };
      throw new RangeError("broken");
    }
    await expect(writeShards(broken(), letters(300), path)).rejects.toThrow("broken");
    expect(readdirSync(join(path, ".."))).toEqual([]);
    await expect(writeShards([], letters(300), path)).rejects.toThrow(/no document with a token/);
  });
});
