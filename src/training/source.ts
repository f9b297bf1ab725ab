/** The documents of a recipe, read several times and the same each time, in two parts that have no text in common. */
import { createHash } from "node:crypto";
import type { Document, Documents } from "../data/index.ts";
import { shown } from "../sentences/index.ts";
import { refusal } from "./origin.ts";
import type { CorpusOptions, Recipe } from "./recipe.ts";

export const SPLITS = ["train", "heldOut"] as const;
export type SplitName = (typeof SPLITS)[number];

/** What tells one corpus from another. */
export interface Survey {
  readonly documents: number;
  readonly bytes: number;
  /** Over the texts, in their order. */
  readonly sha256: string;
}

export interface SourceOptions extends CorpusOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Documents between two turns of the event loop. */
const BREATH = 64;

export class Source {
  readonly #recipe: Recipe;
  readonly #options: SourceOptions;
  /** Hashes of the texts that are held out. */
  readonly #heldOut: ReadonlySet<string>;
  readonly survey: Survey;
  /** Documents that would train and are left out, since their text is held out. */
  readonly doubles: number;

  private constructor(
    recipe: Recipe,
    options: SourceOptions,
    heldOut: ReadonlySet<string>,
    survey: Survey,
    doubles: number,
  ) {
    this.#recipe = recipe;
    this.#options = options;
    this.#heldOut = heldOut;
    this.survey = survey;
    this.doubles = doubles;
  }

  /**
   * Reads all documents once. Throws a RecipeError where they are no documents, too few to hold any out or to train on, or not of
   * the `data` that was given; what the signal was aborted with, where it was.
   */
  static async read(recipe: Recipe, options: SourceOptions): Promise<Source> {
    const counts = new Map<string, number>();
    const heldOut = new Set<string>();
    let asked = false;
    const watched = {
      signal: options.signal,
      get data() {
        asked = true;
        return options.data;
      },
    };
    const tally = new Tally();
    for await (const [document, part] of split(recipe, watched, tally)) {
      const hash = hashOf(document);
      if (part === "heldOut") heldOut.add(hash);
      else counts.set(hash, (counts.get(hash) ?? 0) + 1);
    }
    const survey = tally.survey();
    if (options.data !== undefined && !asked)
      throw refusal(recipe, "documents", `finds its texts by itself, and takes no "${options.data}" of --data`);
    if (heldOut.size === 0 || counts.size === 0)
      throw refusal(
        recipe,
        "documents",
        `${survey.documents} are too few to hold any out, one of ${recipe.heldOutEvery}`,
      );
    const doubles = [...heldOut].reduce((sum, hash) => sum + (counts.get(hash) ?? 0), 0);
    if ([...counts.keys()].every((hash) => heldOut.has(hash)))
      throw refusal(recipe, "documents", "each has the text of one that is held out, and none is left to train on");
    return new Source(recipe, options, heldOut, survey, doubles);
  }

  /** One part. Throws a RecipeError at its end where the documents were not those of the first time. */
  async *documents(part: SplitName): AsyncGenerator<Document> {
    const tally = new Tally();
    for await (const [document, of] of split(this.#recipe, this.#options, tally)) {
      if (of === part && (of === "heldOut" || !this.#heldOut.has(hashOf(document)))) yield document;
    }
    const [was, is] = [this.survey, tally.survey()];
    if (was.sha256 === is.sha256) return;
    const others = was.documents === is.documents ? "others, or in another order" : `${is.documents}`;
    const reason = `gave ${was.documents} documents at first, and then ${others}: it must give the same at each call`;
    throw refusal(this.#recipe, "documents", reason);
  }
}

/** All documents, each with its part: of every so many the middle one is held out, the others train. */
async function* split(
  recipe: Recipe,
  options: SourceOptions,
  tally: Tally,
): AsyncGenerator<[document: Document, part: SplitName]> {
  const { heldOutEvery: every } = recipe;
  for await (const document of given(recipe, options)) {
    if (tally.documents % BREATH === 0) await new Promise((resolve) => setImmediate(resolve)); // a signal may come in
    options.signal?.throwIfAborted();
    if (typeof document?.text !== "string")
      throw refusal(recipe, "documents", `gave ${shown(document)} where an object { id, text } was expected`);
    const held = tally.documents % every === every >> 1;
    tally.add(document.text);
    yield [document, held ? "heldOut" : "train"];
  }
}

function given(recipe: Recipe, options: SourceOptions): Documents {
  const documents: unknown = recipe.documents(options);
  const isObject = typeof documents === "object" && documents !== null;
  if (isObject && (Symbol.iterator in documents || Symbol.asyncIterator in documents)) return documents as Documents;
  const found =
    documents instanceof Promise ? "a promise: leave out async, or make it async function*" : shown(documents);
  throw refusal(recipe, "documents", `must give documents to iterate over, and gave ${found}`);
}

class Tally {
  documents = 0;
  #bytes = 0;
  readonly #hash = createHash("sha256");

  add(text: string): void {
    const bytes = Buffer.from(text);
    this.documents++;
    this.#bytes += bytes.length;
    this.#hash.update(`${bytes.length}\n`).update(bytes);
  }

  survey(): Survey {
    return { documents: this.documents, bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }
}

/** Of a text, but for the white space around it. */
const hashOf = ({ text }: Document): string => createHash("sha256").update(text.trim()).digest("base64");
