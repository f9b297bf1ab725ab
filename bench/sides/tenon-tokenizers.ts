import { existsSync, readFileSync, writeFileSync } from "node:fs";
import {
  type Tokenizer,
  tokenizerFromJson,
  trainByteLevelBpe,
  trainUnigram,
  trainWordPiece,
} from "../../src/tokenizers/index.ts";
import { serve } from "./requests.ts";

interface Request {
  language: string;
  kind: "byteLevel" | "wordPiece" | "unigram";
  /** Train one of so many tokens. */
  vocabularySize?: number;
  /** Encode by this tokenizer.json, which the first to be asked for it writes. */
  file?: string;
}

const parts: Record<string, string[][]> = JSON.parse(readFileSync(process.argv[2]!, "utf8"));
const train = {
  byteLevel: (texts: string[], vocabularySize: number) => trainByteLevelBpe(texts, { vocabularySize }),
  wordPiece: (texts: string[], vocabularySize: number) => trainWordPiece(texts, { vocabularySize }),
  unigram: (texts: string[], vocabularySize: number) => trainUnigram(texts, { vocabularySize, byteFallback: false }),
};
/** By file, and which part of its text comes next. */
const loaded = new Map<string, { tokenizer: Tokenizer; next: number }>();

function load(file: string, { language, kind }: Request): { tokenizer: Tokenizer; next: number } {
  if (!existsSync(file))
    writeFileSync(file, JSON.stringify(train[kind](parts[language]![0]!, 8000).files["tokenizer.json"]));
  const read = () => tokenizerFromJson({ "tokenizer.json": JSON.parse(readFileSync(file, "utf8")) });
  const other = read(); // warms the code up, and no memory of words
  for (const text of parts[language]![0]!) other.encode(text);
  return { tokenizer: read(), next: 1 };
}

function measured(texts: readonly string[], act: () => number) {
  const begin = process.cpuUsage();
  const tokens = act();
  const { user, system } = process.cpuUsage(begin);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return { bytes, tokens, seconds: (user + system) / 1e6 };
}

await serve({ node: process.version }, (request: Request) => {
  const { language, kind, vocabularySize, file } = request;
  if (file === undefined) {
    const all = parts[language]!.flat();
    return measured(all, () => train[kind](all, vocabularySize!).vocabularySize);
  }
  const of = loaded.get(file) ?? load(file, request);
  loaded.set(file, of);
  const texts = parts[language]![of.next++];
  if (texts === undefined) throw new Error("bench: there is no text left that was not seen before");
  return measured(texts, () => texts.reduce((sum, text) => sum + of.tokenizer.encode(text).length, 0));
});
