/**
 * [E17] Token ids, decoded text and offsets equal those of Hugging Face's `tokenizers` 0.23
 * (tools/tokenizer_parity.py).
 *
 * The two engines read different versions of Unicode: a character that only one of them knows to be a letter or a digit
 * may be cut elsewhere. Lines that hold one are compared apart; the reference's own classes say which they are.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readGguf } from "../../src/checkpoints/index.ts";
import { cachedModel, TEST_MODEL } from "../../src/setup/models.mjs";
import { release } from "../../src/tensor/index.ts";
import { type Tokenizer, tokenizerFromGguf, tokenizerFromJson } from "../../src/tokenizers/index.ts";
import { describeTokenizer, SAMPLES } from "../contracts/tokenizer.ts";

interface Row {
  /** The line, or its number among SmolLM2's. */
  t?: string;
  n?: number;
  /** First 12 digits of the SHA-256 of the ids, joined by commas. */
  h: string;
  /** What the reference decodes the ids to, where that is not the line. */
  d?: string;
  /** Ids and offsets (start, end, start, end, ...), for a share of the lines. */
  i?: number[];
  o?: number[];
}

const fixture = (name: string) => readFileSync(new URL(`../fixtures/tokenizers/${name}`, import.meta.url));
const rowsOf = (name: string): Row[] =>
  gunzipSync(fixture(`${name}.jsonl.gz`))
    .toString()
    .trimEnd()
    .split("\n")
    .map((row) => JSON.parse(row));

const lines = rowsOf("smollm2").map((row) => row.t!);
const digest = (ids: readonly number[]) => createHash("sha256").update(ids.join(",")).digest("hex").slice(0, 12);

/** Does this engine put the character in another class than the reference does? */
const isDisputed = (() => {
  const ranges: Record<string, number[]> = JSON.parse(fixture("unicode.json").toString());
  const classes = Object.entries(ranges).map(([name, bounds]) => ({
    pattern: new RegExp(`\\p{${name}}`, "v"),
    bounds,
  }));
  const within = (bounds: number[], c: number) =>
    bounds.some((first, i) => i % 2 === 0 && first <= c && c <= bounds[i + 1]!);
  const known = new Map<string, boolean>();
  return (character: string) => {
    let disputed = known.get(character);
    if (disputed === undefined) {
      const c = character.codePointAt(0)!;
      disputed = classes.some(({ pattern, bounds }) => pattern.test(character) !== within(bounds, c));
      known.set(character, disputed);
    }
    return disputed;
  };
})();

function compare(tokenizer: Tokenizer, rows: readonly Row[], mayDiffer: (text: string, row: Row) => boolean) {
  const differing: string[] = [];
  let disputed = 0;
  let withOffsets = 0;
  for (const row of rows) {
    const text = row.t ?? lines[row.n!]!;
    const ids = tokenizer.encode(text);
    const same = digest(ids) === row.h;
    if ([...text].some(isDisputed)) {
      disputed += 1;
      if (!same) continue;
    }
    if (!same) differing.push(`ids of ${JSON.stringify(text)}: ${ids} for ${row.i ?? "others"}`);
    if (tokenizer.decode(ids) !== (row.d ?? text)) differing.push(`decoding of ${JSON.stringify(text)}`);
    if (row.o === undefined || mayDiffer(text, row)) continue;
    withOffsets += 1;
    const { offsets } = tokenizer.encodeWithOffsets(text);
    if (offsets.flat().join() !== row.o.join()) differing.push(`offsets of ${JSON.stringify(text)}: ${offsets}`);
  }
  expect(differing.slice(0, 10)).toEqual([]);
  return { disputed, withOffsets };
}

const fromJson = (name: string) =>
  tokenizerFromJson({ "tokenizer.json": JSON.parse(fixture(`${name}.tokenizer.json`).toString()) });

describe("[E17] tokenizers agree with Hugging Face's", () => {
  it("SmolLM2, from its GGUF file, on 10,000 lines", () => {
    const rows = rowsOf("smollm2");
    expect(rows.length).toBe(10_000);
    // SmolLM2 lacks 21 of the 256 bytes, 8 of which occur in UTF-8. The reference drops them too, and then shifts the
    // offsets of what follows.
    const { disputed, withOffsets } = compare(smollm2(), rows, (_, row) => row.d !== undefined);
    expect(disputed).toBeLessThan(200);
    expect(withOffsets).toBeGreaterThan(450);
  });

  it.each([
    ["gpt2", () => false],
    // The reference gives a composed character the range of its first part; here it has the whole range.
    ["qwen2", (text: string) => text.normalize("NFC") !== text],
    ["llama3", () => false],
  ])("a tokenizer.json of the shape of %s, on 2,000 lines", (name, mayDiffer) => {
    const rows = rowsOf(name);
    expect(rows.length).toBe(2_000);
    const { disputed, withOffsets } = compare(fromJson(name), rows, mayDiffer);
    expect(disputed).toBeLessThan(40);
    expect(withOffsets).toBeGreaterThan(400);
  });
});

let loaded: Tokenizer | undefined;
function smollm2(): Tokenizer {
  if (loaded !== undefined) return loaded;
  const folder = cachedModel(TEST_MODEL);
  if (folder === undefined) throw new Error(`the model ${TEST_MODEL} is not in the cache; npm test puts it there`);
  const { metadata, tensors } = readGguf(join(folder, "model.gguf"));
  for (const { bytes } of tensors.values()) release(bytes);
  loaded = tokenizerFromGguf(metadata);
  return loaded;
}

describeTokenizer("SmolLM2", smollm2);
describeTokenizer("LLaMA 3's shape", () => fromJson("llama3"));
describeTokenizer("Qwen 2's shape", () => fromJson("qwen2"));
// It puts a space before every text, which decoding keeps.
describeTokenizer("GPT-2's shape", () => fromJson("gpt2"), {
  samples: SAMPLES.filter((text) => /^(?: |$)/.test(text)),
});
