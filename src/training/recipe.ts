import { z } from "zod";
import type { Documents } from "../data/index.ts";
import type { KnownArchitecture } from "../models/index.ts";
import type { Recalls, Writes } from "../nn/index.ts";
import { MuonConfig } from "../optim/index.ts";
import { check, strictObject } from "../sentences/index.ts";
import { count, LEARNING, NAMED } from "./recipe-fields.ts";

/** A recipe but for its documents: everything that a file can hold. */
export const RecipeSettings = strictObject({
  ...NAMED,
  /** One document of so many is held out: the middle one. */
  heldOutEvery: z.int().min(2).default(20),
  /** A model that the run begins from, by name or folder: its weights, its config and its tokenizer. */
  from: z.string().optional(),
  /** Trained on the documents that are not held out. */
  tokenizer: strictObject({
    /** How it is trained. */
    kind: z.literal("byte-level-bpe").default("byte-level-bpe"),
    /** Tokens in the vocabulary, at least 257: a byte each, and one for the end of a document. */
    vocabulary: z.int().min(257),
  }).optional(),
  /** An architecture's config; the tokenizer gives the vocabulary. */
  model: strictObject({
    /** The architecture. */
    kind: z.string(),
  })
    .catchall(z.json().optional())
    .optional(),
  /** What one pass reads, and how many make a step. */
  batch: strictObject({
    /** B. */
    rows: count,
    /** T, tokens of a row that are predicted. */
    length: count,
    /** Batches that make one step. */
    accumulate: count.default(1),
    /** Whether a row may end within a document that would fit one. */
    documents: z.enum(["cut", "whole"]).default("cut"),
    /** Whether documents of a row do not see each other, and each begins at position 0. */
    apart: z.boolean().default(false),
  }),
  ...LEARNING,
  /** Steps the matrices of blocks; the optimizer steps the rest. */
  muon: MuonConfig.optional(),
  /** Steps of the whole run. */
  steps: count,
  /** How often something happens beside the steps. */
  every: strictObject({
    /** Steps from one measurement on held-out text to the next. */
    evaluation: count.default(100),
    /** Steps from one checkpoint to the next. */
    checkpoint: count.default(100),
    /** Steps from one sample to the next. */
    sample: count.default(200),
  }).prefault({}),
  /** Held-out tokens measured during the run; all are in the end. */
  evaluationTokens: count.default(16_384),
  /** Evaluations without improvement that end the run. Default: none do. */
  patience: count.optional(),
  /** What samples go on with. */
  prompt: z.string().min(1),
  /** Whether n-gram models are measured beside it, after training. */
  baselines: z.boolean().default(true),
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
  /** A folder or file. */
  readonly data?: string | undefined;
}

/** Where model and tokenizer come from: both are made, or both are another model's. */
type Begins =
  | (Required<Pick<z.input<typeof RecipeSettings>, "tokenizer">> & {
      /** The config of an architecture that writes from left to right; the tokenizer gives the vocabulary. */
      readonly model: RecipeModel;
      readonly from?: undefined;
    })
  | {
      /** A model by name or folder, whose weights, config and tokenizer the run begins with. */
      readonly from: string;
      readonly model?: undefined;
      readonly tokenizer?: undefined;
    };

/** A recipe as it is written down, defaults left out. */
export type RecipeInput = Omit<z.input<typeof RecipeSettings>, "model" | "tokenizer" | "from"> &
  Begins & {
    /** The corpus: the same documents at each call. Throws an error of one sentence that says what to do where there is none. */
    readonly documents: (options: CorpusOptions) => Documents;
  };

/** A recipe with everything filled in, as `runRecipe` takes it. */
export interface Recipe extends RecipeSettings {
  /** The corpus. Throws an error of one sentence that says what to do where there is none. */
  readonly documents: RecipeInput["documents"];
}

/** What suits weights that know something: small steps, after a rise. */
const GENTLE = { optimizer: { lr: 5e-5 }, schedule: { kind: "linear", warmup: 10 } } as const;

/**
 * A recipe: everything that someone chose for one run, as a typed value. A variant is a spread of another:
 *
 *     export default defineRecipe({ ...sotuTiny, name: "sotu-wide", model: { ...sotuTiny.model, width: 384 } });
 *
 * Checks a recipe and fills in what it leaves out. Throws a RecipeError of one sentence that names the field.
 */
export function defineRecipe({ documents, ...settings }: RecipeInput): Recipe {
  const { optimizer, schedule } = settings.from === undefined ? {} : GENTLE;
  const asked = {
    ...settings,
    optimizer: { ...optimizer, ...settings.optimizer },
    schedule: { ...schedule, ...settings.schedule },
  };
  const { data, fault } = check(RecipeSettings, asked);
  const refuse = (why: string) => new RecipeError(`the recipe "${settings.name}": ${why}`);
  if (fault !== undefined) throw refuse(`${fault.path.join(".") || "it"}: ${fault.reason}`);
  for (const part of ["model", "tokenizer"] as const) {
    if (data.from === undefined && data[part] === undefined) throw refuse(`${part}: is missing, and so is from`);
    if (data.from !== undefined && data[part] !== undefined)
      throw refuse(`${part}: is that of ${data.from}, which the recipe begins from; leave it out`);
  }
  return { ...data, documents };
}

/** What is wrong with a recipe or its corpus, in one sentence. */
export class RecipeError extends Error {
  override readonly name = "RecipeError";
  /** The message is written for people: commands print it as it is. */
  readonly sentence = true;
}
