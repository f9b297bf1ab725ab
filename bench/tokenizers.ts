/**
 * Tokenizers beside Hugging Face's, in Rust: encoding, and training, in English (addresses of American presidents) and Chinese
 * (manual pages), with the very same tokenizer.json on both sides. One thread each, by the processor's time: ours has no other.
 * Encoding asks for ids alone on both sides (the peer's fastest call), a paragraph a text. **No round encodes what an earlier one
 * has**: a text is cut into parts; of the first the tokenizer is trained, and each round takes the next.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chinesePages } from "./chinese-pages.ts";
import { paragraphs } from "./speech-paragraphs.ts";
import { NO_PYTHON, ownSide, pythonSide, type Table } from "./table.ts";

/** One to train on, one to warm up, one a round. */
const PARTS = 7;

const trainings = {
  "train byte-level BPE, 8,000": { kind: "byteLevel", vocabularySize: 8000 },
  "train WordPiece, 8,000": { kind: "wordPiece", vocabularySize: 8000 },
  "train unigram, 4,000": { kind: "unigram", vocabularySize: 4000 },
} as const;

export const tokenizers: Table = {
  title: "tokenizers, encoding text not seen before, and training",
  unit: "MB/s of UTF-8, by the processor's time",
  higherIsBetter: true,
  async prepare() {
    const folder = mkdtempSync(join(tmpdir(), "tenon-bench-"));
    const chinese = chinesePages();
    const languages = { English: paragraphs(8_000_000), ...(chinese && { Chinese: chinese }) };
    const texts = join(folder, "texts.json");
    const parts = Object.entries(languages).map(([language, all]) => [language, cut(all)]);
    writeFileSync(texts, JSON.stringify(Object.fromEntries(parts)));
    const python = pythonSide("tokenizers", "sides/hf-tokenizers.py", [texts]);
    const requests = Object.keys(languages).flatMap((language) =>
      Object.entries(trainings).flatMap(([name, { kind, vocabularySize }]) => [
        ...(language === "English" ? [[name, { language, kind, vocabularySize }]] : []),
        [`encode ${language}, ${kind}`, { language, kind, file: join(folder, `${language}-${kind}.json`) }],
      ]),
    );
    const lacking = [python === undefined ? NO_PYTHON : "", chinese ? "" : "there is no manpages-zh: no Chinese"];
    return {
      sides: [ownSide("tenon", "sides/tenon-tokenizers.ts", [texts]), ...(python === undefined ? [] : [python])],
      requests: Object.fromEntries(requests),
      note: lacking.filter(Boolean).join("; ") || "the texts are whole",
    };
  },
  value: ({ seconds, bytes }) => Number(bytes) / Number(seconds) / 1e6,
};

/** Parts of about as many texts each. */
const cut = (texts: readonly string[]) =>
  Array.from({ length: PARTS }, (_, part) =>
    texts.slice(Math.floor((part * texts.length) / PARTS), Math.floor(((part + 1) * texts.length) / PARTS)),
  );
