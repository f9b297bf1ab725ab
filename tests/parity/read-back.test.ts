/** Tokenizers trained here are files that Hugging Face's `tokenizers` reads with the same ids (tools/trained_parity.py). */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { describeTokenizer } from "../contracts/tokenizer.ts";
import { fixture } from "../fixtures.ts";
import { digestOf, hardLines, hasDisputed, minilmRows, sha256 } from "./hard-lines.ts";
import { isDisputedForBert } from "./subwords.ts";
import { trainedHere } from "./trained-here.ts";

const Read = z.strictObject({ sha256: z.string(), ids: z.array(z.string()), decoded: z.array(z.string()) });
const rows = fixture(
  "tokenizers/read-back.json.gz",
  z.strictObject({ byteLevel: Read, bpe: Read, wordPiece: Read, unigram: Read }),
);

describe("[B03] tokenizers trained here, as Hugging Face reads them", () => {
  const trained = trainedHere();
  const isDisputed = isDisputedForBert(minilmRows().punctuation);
  it.each(Object.keys(rows) as (keyof typeof rows)[])("%s: the same file, the same ids of 2,000 lines", (name) => {
    const tokenizer = trained[name];
    const text = JSON.stringify(tokenizer.files["tokenizer.json"]);
    expect(createHash("sha256").update(text).digest("hex")).toBe(rows[name].sha256);
    const lines = hardLines().filter((_, i) => i % 5 === 0);
    const ids = lines.map((line) => tokenizer.encode(line));
    const differs = (line: string) => !hasDisputed(line) && !isDisputed(line);
    expect(lines.filter((line, i) => digestOf(ids[i]!, 6) !== rows[name].ids[i] && differs(line))).toEqual([]);
    const decodesApart = (i: number) =>
      i % 4 === 0 && sha256(tokenizer.decode(ids[i]!), 6) !== rows[name].decoded[i / 4];
    expect(lines.filter((line, i) => decodesApart(i) && differs(line))).toEqual([]);
  });
});

describeTokenizer("byte-level BPE trained here", () => trainedHere().byteLevel);
