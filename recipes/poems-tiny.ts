/**
 * A LLaMA of 3.3 million weights on Chinese poems, twenty minutes on two cores:
 *
 *     npx tenon train recipes/poems-tiny.ts --data FOLDER     poems as JSON: arrays of { title, author, paragraphs }
 *     npx tenon train recipes/poems-tiny.ts                   the 408 poems of Debian's package fortunes-zh
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Document } from "tenon/data";
import { defineRecipe, RecipeError } from "tenon/training";

const FORTUNES = "/usr/share/games/fortunes";
const FILES = ["tang300", "song100"];

export default defineRecipe({
  name: "poems-tiny",
  documents: ({ data }) => (data === undefined ? fortunes() : collection(data)),
  tokenizer: { vocabulary: 4096 },
  model: { kind: "llama", width: 192, depth: 4, heads: 3, kvHeads: 3, hidden: 512 },
  batch: { rows: 16, length: 128 },
  optimizer: { lr: 5e-3, betas: [0.9, 0.95], weightDecay: 0.05 },
  muon: { lr: 0.02, weightDecay: 0.05 },
  schedule: { kind: "cosine", warmup: 40, floor: 0.05 },
  precision: "bfloat16",
  steps: 1500,
  every: { evaluation: 100, checkpoint: 100, sample: 200 },
  prompt: "春",
});

/** Poems of the collection chinese-poetry: files of JSON arrays. */
function* collection(folder: string): Generator<Document> {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  if (files.length === 0) throw new RecipeError(`${folder}: has no poems: give a folder of JSON files with --data`);
  for (const file of files.sort()) {
    const path = join(folder, file);
    const poems = JSON.parse(readFileSync(path, "utf8")) as { title: string; paragraphs: string[] }[];
    for (const [i, { title, paragraphs }] of poems.entries()) {
      if (!Array.isArray(paragraphs)) throw new RecipeError(`${path}: poem ${i} has no "paragraphs"`);
      if (paragraphs.length > 0) yield { id: `${path}:${i}`, text: [title, ...paragraphs].join("\n") };
    }
  }
}

/** Poems parted by lines of a percent sign, with the colours of a terminal in them. */
function* fortunes(): Generator<Document> {
  for (const file of FILES) {
    const path = join(FORTUNES, file);
    if (!existsSync(path)) {
      throw new RecipeError(
        `${path}: there are no poems here: run \`apt-get install fortunes-zh\`, or give a folder of JSON poems with --data`,
      );
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins a colour
    const text = readFileSync(path, "utf8").replace(/\u001b\[\d*m/g, "");
    for (const [i, poem] of text.split(/^%\n/m).entries()) {
      if (poem.trim() !== "") yield { id: `${path}:${i}`, text: poem.trim() };
    }
  }
}
