/**
 * Tokenizers beside Hugging Face's, in Rust: encoding, and training, on the speeches of American presidents (English) and
 * with the very same tokenizer.json on both sides. One thread each: ours has no other. Encoding asks for ids alone on both
 * sides (the peer's fastest call), a paragraph a text.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paragraphs } from "./speech-paragraphs.ts";
import { NO_PYTHON, ownSide, pythonSide, type Table } from "./table.ts";

const trainings = {
  "train byte-level BPE, 8,000": { kind: "byteLevel", vocabularySize: 8000 },
  "train WordPiece, 8,000": { kind: "wordPiece", vocabularySize: 8000 },
  "train unigram, 4,000": { kind: "unigram", vocabularySize: 4000 },
} as const;

export const tokenizers: Table = {
  title: "tokenizers, encoding and training",
  unit: "MB/s of UTF-8",
  higherIsBetter: true,
  async prepare() {
    const folder = mkdtempSync(join(tmpdir(), "tenon-bench-"));
    const texts = join(folder, "texts.json");
    writeFileSync(texts, JSON.stringify(paragraphs(4_000_000)));
    const python = pythonSide("tokenizers", "sides/hf-tokenizers.py", [texts]);
    const encodings = Object.values(trainings).map(({ kind }) => [
      `encode, ${kind}`,
      { encode: join(folder, `${kind}.json`), train: kind },
    ]);
    return {
      sides: [ownSide("tenon", "sides/tenon-tokenizers.ts", [texts]), ...(python === undefined ? [] : [python])],
      requests: { ...trainings, ...Object.fromEntries(encodings) },
      ...(python === undefined && { note: NO_PYTHON }),
    };
  },
  value: ({ seconds, bytes }) => Number(bytes) / Number(seconds) / 1e6,
};
