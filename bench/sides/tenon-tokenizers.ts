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
  kind?: Kind;
  vocabularySize?: number;
  /** A tokenizer.json; the first to be asked for it writes it. */
  encode?: string;
  train?: Kind;
}
type Kind = "byteLevel" | "wordPiece" | "unigram";

const texts: string[] = JSON.parse(readFileSync(process.argv[2]!, "utf8"));
const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
const train = {
  byteLevel: (vocabularySize: number) => trainByteLevelBpe(texts, { vocabularySize }),
  wordPiece: (vocabularySize: number) => trainWordPiece(texts, { vocabularySize }),
  unigram: (vocabularySize: number) => trainUnigram(texts, { vocabularySize, byteFallback: false }),
};
const loaded = new Map<string, Tokenizer>();

function tokenizerOf(path: string, kind: Kind): Tokenizer {
  if (!existsSync(path)) writeFileSync(path, JSON.stringify(train[kind](8000).files["tokenizer.json"]));
  let tokenizer = loaded.get(path);
  if (tokenizer === undefined) {
    tokenizer = tokenizerFromJson({ "tokenizer.json": JSON.parse(readFileSync(path, "utf8")) });
    loaded.set(path, tokenizer);
  }
  return tokenizer;
}

await serve({ node: process.version, texts: texts.length, bytes }, (request: Request) => {
  const tokenizer = request.encode === undefined ? undefined : tokenizerOf(request.encode, request.train!);
  const begin = performance.now();
  let tokens = 0;
  if (tokenizer !== undefined) for (const text of texts) tokens += tokenizer.encode(text).length;
  else tokens = train[request.kind!](request.vocabularySize!).vocabularySize;
  return { bytes, tokens, seconds: (performance.now() - begin) / 1000 };
});
