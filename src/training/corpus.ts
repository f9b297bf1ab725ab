/** From documents to shards: what is held out, the tokenizer that is trained on the rest, and both parts encoded. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readTokenizerFiles, writeAtomically } from "../checkpoints/index.ts";
import { type Document, type Documents, openShards, type Shards, writeShards } from "../data/index.ts";
import { type Tokenizer, type TokenizerFiles, tokenizerFromJson } from "../tokenizers/index.ts";
import { type CorpusOptions, type Recipe, RecipeError } from "./recipe.ts";
import { trainTokenizer } from "./tokenizer.ts";

/** How large a part of a corpus is. */
export interface Part {
  /** Documents in it. */
  readonly documents: number;
  /** Of its texts in UTF-8. */
  readonly bytes: number;
  /** Of its texts, and one behind each document. */
  readonly tokens: number;
}

/** How large the two parts of a corpus are. */
export interface Corpus {
  /** What is trained on. */
  readonly train: Part;
  /** What is measured on, and never trained on. */
  readonly heldOut: Part;
}

export interface Prepared {
  readonly corpus: Corpus;
  readonly tokenizer: Tokenizer;
  readonly tokenizerFiles: TokenizerFiles;
  readonly train: Shards;
  readonly heldOut: Shards;
}

const SPLITS = ["train", "heldOut"] as const;
type SplitName = (typeof SPLITS)[number];

/** The documents of one part: of every so many the middle one is held out, the others train. */
export async function* documentsOf(recipe: Recipe, part: SplitName, options: CorpusOptions): AsyncGenerator<Document> {
  const { heldOutEvery: every } = recipe;
  let index = 0;
  for await (const document of recipe.documents(options)) {
    const held = index++ % every === every >> 1;
    if (held === (part === "heldOut")) yield document;
  }
}

/**
 * Makes what is missing of tokenizer and shards in a folder and opens them. Each appears whole or not at all, so that a run
 * killed meanwhile goes on from there. Throws a RecipeError where the corpus is too small to hold anything out.
 */
export async function prepare(
  folder: string,
  recipe: Recipe,
  options: CorpusOptions,
  note: (line: string) => void,
): Promise<Prepared> {
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, "tokenizer.json"))) {
    note(`training a tokenizer of ${recipe.tokenizer.vocabulary} tokens`);
    const files = await trainTokenizer(recipe.tokenizer, documentsOf(recipe, "train", options));
    for (const [name, content] of Object.entries(files)) writeJson(join(folder, name), content);
  }
  const tokenizerFiles = readTokenizerFiles(folder);
  const tokenizer = tokenizerFromJson(tokenizerFiles);
  const place = (part: SplitName) => join(folder, "data", part);
  const about = join(folder, "data", "corpus.json");
  if (!existsSync(about)) {
    note("encoding the documents");
    const parts: Partial<Record<SplitName, Part>> = {};
    for (const part of SPLITS)
      parts[part] = await encode(documentsOf(recipe, part, options), tokenizer, place(part), recipe);
    writeJson(about, parts);
  }
  const corpus = JSON.parse(readFileSync(about, "utf8")) as Corpus;
  const [train, heldOut] = SPLITS.map((part) => openShards(place(part), { tokenizer }));
  return { corpus, tokenizer, tokenizerFiles, train: train!, heldOut: heldOut! };
}

/** Encodes one part into shards, in place of such as a killed run has left. */
async function encode(documents: Documents, tokenizer: Tokenizer, folder: string, { name }: Recipe): Promise<Part> {
  let bytes = 0;
  async function* counted() {
    for await (const document of documents) {
      bytes += Buffer.byteLength(document.text);
      yield document;
    }
  }
  const { rmSync } = await import("node:fs");
  rmSync(folder, { recursive: true, force: true });
  const { documents: count, tokens } = await writeShards(counted(), tokenizer, folder).catch((error: Error) => {
    throw bytes > 0 ? error : new RecipeError(`the recipe "${name}": its corpus has too few documents to hold any out`);
  });
  return { documents: count, bytes, tokens };
}

function writeJson(path: string, content: unknown): void {
  writeAtomically(path, (write) => write(Buffer.from(`${JSON.stringify(content, undefined, 1)}\n`)));
}
