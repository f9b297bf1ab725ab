/** What `tenon train --data` trains without a recipe: a small LLaMA on somebody's texts, its settings by how much text there is. */
import { statSync } from "node:fs";
import { basename } from "node:path";
import { type Document, type Documents, documents } from "../data/index.ts";
import { defineRecipe, type Recipe } from "../training/index.ts";
import { UsageError } from "./command-line.ts";

/** Documents from which on one of so many is held out; of fewer, the end of each. */
const MANY = 100;
/** The share of a document that is held out at its end. */
const END = 0.05;
/** The least text, in bytes, of which something can be learned and something measured. */
const LEAST = 8192;
/** A text file of more bytes is read by paragraphs, for no document is as long. */
const LONG = 8 * 2 ** 20;

/** The recipe for texts at these paths. Throws a UsageError where there is too little, a DataError where one cannot be read. */
export async function textRecipe(paths: readonly string[]): Promise<Recipe> {
  if (paths.length === 0) throw new UsageError("say what to train: a recipe, or texts with --data");
  if (paths.includes("-")) throw new UsageError("--data -: texts are read more than once; put them into a file");
  const source = () => allOf(paths);
  const { count, bytes, beginning } = await survey(source());
  if (bytes < LEAST)
    throw new UsageError(`${paths.join(", ")}: ${bytes} bytes of text are too few to train on: give ${LEAST} or more`);
  const small = bytes < 10 ** 5;
  const batch = small ? { rows: 4, length: 64 } : { rows: 16, length: 128 };
  const passes = (4 * bytes) / 3 / (batch.rows * batch.length); // steps that read all four times, at three bytes a token
  const sizes =
    bytes < 10 ** 6
      ? { width: 128, heads: 4, kvHeads: 4, hidden: 344 }
      : { width: 192, heads: 3, kvHeads: 3, hidden: 512 };
  return defineRecipe({
    name:
      basename(paths[0]!)
        .replace(/\..*$/s, "")
        .replace(/[^\w-]+/g, "-") || "texts",
    documents: () => (count < MANY ? withEndsApart(source()) : source()),
    heldOutEvery: count < MANY ? 2 : 20,
    tokenizer: { vocabulary: Math.round(Math.min(4096, Math.max(320, 2 * Math.sqrt(bytes)))) },
    model: { kind: "llama", depth: 4, ...sizes },
    batch,
    optimizer: { lr: 5e-3, betas: [0.9, 0.95], weightDecay: 0.05 },
    muon: { lr: 0.02, weightDecay: 0.05 },
    schedule: { kind: "cosine", warmup: 40, floor: 0.05 },
    steps: Math.round(Math.min(1800, Math.max(200, passes))),
    every: { evaluation: 100, checkpoint: 100, sample: 200 },
    prompt: beginning,
  });
}

async function* allOf(paths: readonly string[]): AsyncGenerator<Document> {
  for (const path of paths) {
    const { size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
    yield* documents(path, { split: size > LONG ? "paragraph" : "file" });
  }
}

async function survey(source: Documents): Promise<{ count: number; bytes: number; beginning: string }> {
  let [count, bytes, beginning] = [0, 0, ""];
  for await (const { text } of source) {
    count++;
    bytes += Buffer.byteLength(text);
    beginning ||= /^\s*(\S{1,20}(?:[^\S\n]\S{1,12}){0,3})/u.exec(text)?.[1] ?? "";
  }
  return { count, bytes, beginning };
}

/** Each document as two, its end apart, cut where a line or a word ends. */
async function* withEndsApart(source: Documents): AsyncGenerator<Document> {
  for await (const document of source) {
    const { id, text } = document;
    const place = placeToCut(text);
    yield { ...document, text: text.slice(0, place) };
    yield { ...document, id: `${id}#end`, text: text.slice(place) };
  }
}

function placeToCut(text: string): number {
  const about = Math.floor(text.length * (1 - END));
  const latest = Math.floor(text.length * (1 - END / 4));
  for (const end of ["\n\n", "\n", " "]) {
    const found = text.indexOf(end, about);
    if (found >= 0 && found < latest) return found + end.length;
  }
  return /^[\udc00-\udfff]/.test(text.slice(about)) ? about + 1 : about; // never within a character
}
