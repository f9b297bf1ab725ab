/** From documents to shards: the tokenizer, trained on what is not held out or taken from another model, and both parts encoded. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readTokenizerFiles, writeAtomically } from "../checkpoints/index.ts";
import { type Documents, openShards, type Shards, writeShards } from "../data/index.ts";
import { makeFolder } from "../sentences/index.ts";
import { type Tokenizer, type TokenizerFiles, tokenizerFromJson } from "../tokenizers/index.ts";
import type { Origin } from "./origin.ts";
import type { RecipeRunOptions } from "./run-options.ts";
import { type Source, SPLITS, type SplitName } from "./source.ts";

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

/**
 * Makes what is missing of tokenizer and shards in a folder. Each appears whole or not at all, so that a run killed meanwhile goes on
 * from there. Rejects with what the signal was aborted with, where it was.
 */
export async function prepare(
  folder: string,
  origin: Origin,
  source: Source,
  { watcher = {}, signal }: Pick<RecipeRunOptions, "watcher" | "signal">,
): Promise<void> {
  const note = (line: string) => watcher.note?.(line);
  makeFolder(folder);
  if (!existsSync(join(folder, "tokenizer.json"))) {
    note(origin.told);
    const files = Object.entries(await origin.tokenizerFiles(source.documents("train"), signal));
    // The last one is the sign that all are there.
    files.sort(([one], [other]) => Number(one === "tokenizer.json") - Number(other === "tokenizer.json"));
    for (const [name, content] of files) writeJson(join(folder, name), content);
  }
  const about = aboutOf(folder);
  if (existsSync(about)) return;
  note("encoding the documents");
  const tokenizer = tokenizerFromJson(readTokenizerFiles(folder));
  const parts: Partial<Record<SplitName, Part>> = {};
  for (const part of SPLITS) parts[part] = await encode(source.documents(part), tokenizer, placeOf(folder, part));
  if (source.doubles > 0) note(`left out of training, since their text is held out: ${source.doubles} documents`);
  writeJson(about, parts);
}

/** Opens what `prepare` has made. */
export function openPrepared(folder: string): Prepared {
  const tokenizerFiles = readTokenizerFiles(folder);
  const tokenizer = tokenizerFromJson(tokenizerFiles);
  const corpus = JSON.parse(readFileSync(aboutOf(folder), "utf8")) as Corpus;
  const [train, heldOut] = SPLITS.map((part) => openShards(placeOf(folder, part), { tokenizer }));
  return { corpus, tokenizer, tokenizerFiles, train: train!, heldOut: heldOut! };
}

const aboutOf = (folder: string) => join(folder, "data", "corpus.json");
const placeOf = (folder: string, part: SplitName) => join(folder, "data", part);

/** Encodes one part into shards, in place of such as a killed run has left. */
async function encode(documents: Documents, tokenizer: Tokenizer, folder: string): Promise<Part> {
  let bytes = 0;
  async function* counted() {
    for await (const document of documents) {
      bytes += Buffer.byteLength(document.text);
      yield document;
    }
  }
  rmSync(folder, { recursive: true, force: true });
  const { documents: count, tokens } = await writeShards(counted(), tokenizer, folder);
  return { documents: count, bytes, tokens };
}

function writeJson(path: string, content: unknown): void {
  const text = typeof content === "string" ? content : `${JSON.stringify(content, undefined, 1)}\n`;
  writeAtomically(path, (write) => write(Buffer.from(text)));
}
