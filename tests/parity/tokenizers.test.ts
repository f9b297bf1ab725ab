/**
 * [E17] Token ids, decoded text and offsets equal those of Hugging Face's `tokenizers` 0.23
 * (tools/tokenizer_parity.py).
 *
 * The two engines read different versions of Unicode: a character that only one of them knows to be a letter or a digit
 * may be cut elsewhere. Lines that hold one are compared apart; the reference's own classes say which they are.
 */
import { describe, expect, it } from "vitest";
import type { Tokenizer } from "../../src/tokenizers/index.ts";
import { describeTokenizer, SAMPLES } from "../contracts/tokenizer.ts";
import { digestOf, fromFixture, hardLines, hasDisputed, type Row, rowsOf, smollm2 } from "./hard-lines.ts";

function compare(tokenizer: Tokenizer, rows: readonly Row[], mayDiffer: (text: string, row: Row) => boolean) {
  const differing: string[] = [];
  let disputed = 0;
  let withOffsets = 0;
  for (const row of rows) {
    const text = row.t ?? hardLines()[row.n!]!;
    const ids = tokenizer.encode(text);
    const same = digestOf(ids, 12) === row.h;
    if (hasDisputed(text)) {
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
    const { disputed, withOffsets } = compare(fromFixture(name), rows, mayDiffer);
    expect(disputed).toBeLessThan(40);
    expect(withOffsets).toBeGreaterThan(400);
  });
});

describeTokenizer("SmolLM2", smollm2);
describeTokenizer("LLaMA 3's shape", () => fromFixture("llama3"));
describeTokenizer("Qwen 2's shape", () => fromFixture("qwen2"));
// It puts a space before every text, which decoding keeps.
describeTokenizer("GPT-2's shape", () => fromFixture("gpt2"), {
  samples: SAMPLES.filter((text) => /^(?: |$)/.test(text)),
});
