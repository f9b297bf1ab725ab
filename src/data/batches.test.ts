import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { documents, letters } from "../../tests/letters.ts";
import { liveTensors, release } from "../tensor/index.ts";
import { tokenBatches } from "./batches.ts";
import { causalRows, IGNORED } from "./collators.ts";
import { openShards } from "./shards.ts";
import { writeShards } from "./write-shards.ts";

const folder = mkdtempSync(join(tmpdir(), "tenon-batches-"));
afterAll(() => rmSync(folder, { recursive: true }));
let made = 0;
const corpusOf = async (texts: readonly string[], shardTokens: number) => {
  const path = join(folder, `corpus-${made++}`);
  await writeShards(documents(texts), letters(40_000), path, { shardTokens });
  return openShards(path);
};

describe("batches", () => {
  const texts = Array.from({ length: 40 }, (_, i) => String.fromCodePoint(100 + i).repeat(1 + ((i * 7) % 23)));

  it("hold every row of an epoch once, in an order that the seed and the epoch decide", async () => {
    const shards = await corpusOf([String.fromCodePoint(...Array.from({ length: 500 }, (_, i) => 1000 + i))], 100);
    const epochs = (seed: number) => {
      const batches = tokenBatches(shards, { length: 7, batch: 4, seed });
      const rows = (): string[] => {
        const { epoch } = batches.facts();
        const found: string[] = [];
        while (batches.facts().epoch === epoch)
          found.push(
            ...batches
              .next()
              .tokens.split(1, 0)
              .map((row) => String(row.numbers())),
          );
        return found;
      };
      return [rows(), rows()] as const;
    };
    const [first, second] = epochs(1);
    expect(new Set(first).size).toBe(first.length);
    expect(first.length).toBe(Math.floor(Math.floor((shards.tokens - 1) / 7) / 4) * 4);
    expect(second).not.toEqual(first);
    expect(epochs(1)).toEqual([first, second]);
    expect(epochs(2)[0]).not.toEqual(first);
    shards.close();
  });

  it("go on where they stopped, and are shared by ranks without rest", async () => {
    const shards = await corpusOf(texts, 64);
    const options = { length: 5, batch: 6, seed: 9, documents: "whole" } as const;
    const whole = tokenBatches(shards, options);
    const ranks = [0, 1, 2].map((rank) => tokenBatches(shards, { ...options, rank, worldSize: 3 }));
    for (let i = 0; i < 40; i++) {
      const position = JSON.parse(JSON.stringify(whole.facts()));
      const again = tokenBatches(shards, options);
      again.restore(new Map(), position);
      const { tokens } = whole.next();
      expect(again.next().tokens.numbers()).toEqual(tokens.numbers());
      expect(ranks.flatMap((batches) => batches.next().tokens.numbers())).toEqual(tokens.numbers());
    }
    expect(whole.facts().epoch).toBeGreaterThan(0);
    expect(() => whole.restore(new Map(), { epoch: 0, batch: 10_000 })).toThrow(/there is no batch 10000 in epoch 0/);
    expect(() => tokenBatches(shards, { length: 5, batch: 10_000 })).toThrow(/rows of 5, and a batch takes 10000/);
    expect(() => tokenBatches(shards, { length: 5, batch: 6, worldSize: 4 })).toThrow(/multiple of worldSize/);
    shards.close();
  });

  it("never cut a document that fits, and predict every token of a document but its first", async () => {
    const shards = await corpusOf(texts, 100);
    const batches = tokenBatches(shards, { length: 12, batch: 1, documents: "whole", shuffle: false });
    const seen = new Map<number, number>();
    const targets: number[] = [];
    for (; batches.facts().epoch === 0; ) {
      const batch = batches.next();
      const [tokens, segments] = [batch.tokens.numbers(), batch.segments.numbers()];
      for (const [i, id] of tokens.entries()) {
        if (segments[i] === -1) expect(id).toBe(0);
        else if (id !== 0 && !(i === 0 && targets.at(-1) === id)) seen.set(id, (seen.get(id) ?? 0) + 1);
        // One letter a document: within a segment there is one.
        if (i > 0 && segments[i] === segments[i - 1] && id !== 0) expect(id).toBe(tokens[i - 1]);
        if (i > 0 && segments[i]! >= 0 && segments[i] !== segments[i - 1]) expect(tokens[i - 1]).toBe(0);
      }
      const predicted = causalRows(batch, { boundaries: true }).targets.numbers();
      targets.push(...predicted.filter((id) => id !== IGNORED));
    }
    const expected = texts.flatMap((text) => [...[...text].slice(1).map((c) => c.codePointAt(0)!), 0]);
    expect(targets).toEqual(expected);
    shards.close();
  });

  it("cut a document that fits no row into full ones that overlap by a token, and begin the next document anew", async () => {
    const shards = await corpusOf(["abcdefgh", "z"], 100);
    const batch = tokenBatches(shards, { length: 3, batch: 4, documents: "whole", shuffle: false }).next();
    expect(batch.tokens.numbers()).toEqual([..."abcddefggh\0\0z\0\0\0"].map((letter) => letter.codePointAt(0)));
    expect(batch.segments.numbers()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0, 0, -1, -1]);
    shards.close();
  });

  it("put a document into the row that it just fills", async () => {
    const shards = await corpusOf(["aaa", "bbb", "cccc", "d"], 100); // 4, 4, 5 and 2 tokens with their ends
    const { tokens } = tokenBatches(shards, { length: 7, batch: 2, documents: "whole", shuffle: false }).next();
    expect(tokens.numbers()).toEqual([..."aaa\0bbb\0cccc\0d\0\0"].map((letter) => letter.codePointAt(0)));
    shards.close();
  });

  it("ignore padding and nothing else unless told to keep to boundaries", async () => {
    const shards = await corpusOf(["aaa", "bb", "cccccc"], 100);
    const batch = tokenBatches(shards, { length: 7, batch: 2, documents: "whole", shuffle: false }).next();
    const [a, b, c] = [97, 98, 99];
    expect(batch.tokens.numbers()).toEqual([a, a, a, 0, b, b, 0, 0, c, c, c, c, c, c, 0, 0]);
    expect(batch.segments.numbers()).toEqual([0, 0, 0, 0, 1, 1, 1, -1, 0, 0, 0, 0, 0, 0, 0, -1]);
    const x = IGNORED;
    expect(causalRows(batch).targets.numbers()).toEqual([a, a, 0, b, b, 0, x, c, c, c, c, c, 0, x]);
    expect(causalRows(batch, { boundaries: true }).targets.numbers()).toEqual([
      a,
      a,
      0,
      x,
      b,
      0,
      x,
      c,
      c,
      c,
      c,
      c,
      0,
      x,
    ]);
    expect(causalRows(batch).inputs.shape).toEqual([2, 7]);
    shards.close();
  });

  it("leave no tensor behind", async () => {
    const shards = await corpusOf(texts, 100);
    const batches = tokenBatches(shards, { length: 5, batch: 4 });
    const step = () => {
      const { tokens, segments } = batches.next();
      release(tokens, segments);
    };
    step();
    const before = liveTensors();
    for (let i = 0; i < 20; i++) step();
    expect(liveTensors()).toBe(before);
    shards.close();
  });
});
