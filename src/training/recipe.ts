/**
 * A recipe: everything that someone chose for one run, as a typed value. A variant is a spread of another:
 *
 *     export default defineRecipe({ ...sotuTiny, name: "sotu-wide", model: { ...sotuTiny.model, width: 384 } });
 */
import { z } from "zod";
import type { Documents } from "../data/index.ts";
import type { KnownArchitecture } from "../models/index.ts";
import type { Recalls, Writes } from "../nn/index.ts";
import { AdamWConfig, MuonConfig } from "../optim/index.ts";
import { check } from "../sentences/index.ts";

const count = z.int().positive();

export const RecipeSettings = z.strictObject({
  name: z.string().regex(/^[\w-]+$/, { error: "must be letters, digits, - and _" }),
  heldOutEvery: z.int().min(2).default(20).describe("one document of so many is held out: the middle one"),
  tokenizer: z
    .strictObject({ kind: z.literal("byte-level-bpe").default("byte-level-bpe"), vocabulary: z.int().min(257) })
    .describe("trained on the documents that are not held out"),
  model: z
    .object({ kind: z.string() })
    .catchall(z.json().optional())
    .describe("an architecture's config; the tokenizer gives the vocabulary"),
  batch: z.strictObject({
    rows: count.describe("B"),
    length: count.describe("T, tokens of a row that are predicted"),
    accumulate: count.default(1).describe("batches that make one step"),
  }),
  optimizer: AdamWConfig.prefault({}),
  muon: MuonConfig.optional().describe("for the matrices of blocks; the optimizer steps the rest"),
  schedule: z
    .strictObject({
      kind: z.enum(["constant", "cosine", "linear", "wsd"]).default("cosine"),
      warmup: z.int().nonnegative().default(0).describe("steps in which the rate rises"),
      floor: z.number().min(0).max(1).default(0).describe("share of the rate in the end"),
    })
    .prefault({}),
  clip: z.number().positive().default(1).describe("largest norm of the gradients"),
  precision: z.enum(["float32", "bfloat16"]).default("float32"),
  recompute: z.boolean().default(false).describe("activations are computed twice and not kept"),
  steps: count,
  seed: z.int().nonnegative().default(0),
  every: z
    .strictObject({
      evaluation: count.default(100),
      checkpoint: count.default(100),
      sample: count.default(200),
    })
    .prefault({}),
  evaluationTokens: count.default(16_384).describe("held-out tokens measured during the run; all are in the end"),
  patience: count.optional().describe("evaluations without improvement that end the run"),
  prompt: z.string().min(1).describe("what samples go on with"),
});
export type RecipeSettings = z.output<typeof RecipeSettings>;

type Config<A extends KnownArchitecture> = A extends { build(config: never): infer Model }
  ? Model extends Recalls
    ? never
    : Model extends Writes
      ? Omit<z.input<A["config"]>, "vocabulary" | "kind"> & Pick<A, "kind">
      : never
  : never;
/** The config of any architecture that writes from left to right, but for the vocabulary. */
export type RecipeModel = Config<KnownArchitecture>;

/** Where the documents are looked for, when it is not where the recipe knows. */
export interface CorpusOptions {
  readonly data?: string | undefined;
}

export interface RecipeInput extends Omit<z.input<typeof RecipeSettings>, "model"> {
  readonly model: RecipeModel;
  /** The corpus. Throws an error of one sentence that says what to do where there is none. */
  readonly documents: (options: CorpusOptions) => Documents;
}

export interface Recipe extends RecipeSettings {
  readonly documents: RecipeInput["documents"];
}

/** Checks a recipe and fills in what it leaves out. Throws an error of one sentence that names the field. */
export function defineRecipe({ documents, ...settings }: RecipeInput): Recipe {
  const { data, fault } = check(RecipeSettings, settings);
  if (fault === undefined) return { ...data, documents };
  throw new RecipeError(`the recipe "${settings.name}": ${fault.path.join(".") || "it"}: ${fault.reason}`);
}

/** What is wrong with a recipe or its corpus, in one sentence. */
export class RecipeError extends Error {
  override readonly name = "RecipeError";
  readonly sentence = true;
}

/** The same recipe at a size that takes seconds: two steps of short rows over the beginnings of a few documents. */
export function smokeSize(recipe: Recipe): Recipe {
  const { rows, length } = recipe.batch;
  return {
    ...recipe,
    tokenizer: { ...recipe.tokenizer, vocabulary: Math.min(recipe.tokenizer.vocabulary, 300) },
    batch: { rows: Math.min(rows, 2), length: Math.min(length, 32), accumulate: 2 },
    steps: 2,
    every: { evaluation: 1, checkpoint: 1, sample: 2 },
    evaluationTokens: 64,
    documents: (options) => beginnings(recipe.documents(options), 2 * recipe.heldOutEvery, 1000),
  };
}

async function* beginnings(documents: Documents, most: number, characters: number) {
  let taken = 0;
  for await (const document of documents) {
    if (taken++ === most) return;
    yield { ...document, text: document.text.slice(0, characters) };
  }
}
