/** Where a run's model and tokenizer come from: drawn and trained, or taken from another model. */
import { load, readTokenizerFiles } from "../checkpoints/index.ts";
import type { Documents } from "../data/index.ts";
import { architecture, architectures, type ModelConfig } from "../models/index.ts";
import { initialize, type Module, recalls, type Writes, writes } from "../nn/index.ts";
import { check } from "../sentences/index.ts";
import type { TokenizerFiles } from "../tokenizers/index.ts";
import { type Recipe, RecipeError } from "./recipe.ts";
import { trainTokenizer } from "./tokenizer.ts";

export interface Origin {
  /** What is said while the tokenizer is made. */
  readonly told: string;
  /** The most tokens that the model reads at once. */
  readonly context: number;
  tokenizerFiles(documents: Documents, signal?: AbortSignal): Promise<TokenizerFiles>;
  /** The model, with numbers, for a tokenizer of so many tokens. */
  model(vocabulary: number): { readonly model: Writes; readonly config: ModelConfig };
}

/**
 * What a recipe begins from. Writes nothing. Throws an error of one sentence where there is no such model, or the recipe asks for
 * what cannot be.
 */
export async function originOf(recipe: Recipe): Promise<Origin> {
  const origin = recipe.from === undefined ? born(recipe) : await taken(recipe, recipe.from);
  const { length } = recipe.batch;
  if (origin.context >= length) return origin;
  const room = `the model reads ${origin.context} tokens`;
  throw refusal(recipe, "batch.length", `${room}, and rows have ${length}`);
}

function born(recipe: Recipe): Origin {
  const { tokenizer, seed } = recipe;
  const { vocabulary } = tokenizer!;
  const first = configOf(recipe, vocabulary);
  build(recipe, first); // weights without numbers: what cannot be is known before anything is made
  return {
    told: `training a tokenizer of ${vocabulary} tokens`,
    context: contextOf(first),
    tokenizerFiles: (documents, signal) => trainTokenizer(tokenizer!, documents, signal),
    model(found) {
      const config = configOf(recipe, found);
      return { model: initialize(build(recipe, config), seed), config };
    },
  };
}

async function taken(recipe: Recipe, from: string): Promise<Origin> {
  const { model, config, path, tokenizer, facts } = await load(from);
  return {
    told: `taking the tokenizer of ${from}`,
    context: contextOf(config),
    tokenizerFiles: async () => readTokenizerFiles(path),
    model(vocabulary) {
      if (vocabulary !== tokenizer.vocabularySize || vocabulary > facts.vocabulary)
        throw refusal(recipe, "from", `the model has ${facts.vocabulary} tokens, and its tokenizer ${vocabulary}`);
      return { model, config };
    },
  };
}

const contextOf = (config: ModelConfig): number =>
  architecture(config.kind).facts(config).context ?? Number.POSITIVE_INFINITY;

/** The architecture's config: the recipe's, with the vocabulary that the tokenizer has come to. */
export function configOf(recipe: Recipe, vocabulary: number): ModelConfig {
  const { model, batch } = recipe;
  const { kind } = model!;
  if (!architectures.some((one) => one.kind === kind))
    throw refusal(
      recipe,
      "model.kind",
      `there is no "${kind}" among ${architectures.map((one) => one.kind).join(", ")}`,
    );
  const { config } = architecture(kind);
  const context = "context" in config.shape ? { context: batch.length } : {};
  const { data, fault } = check(config, { ...context, ...model, vocabulary });
  if (fault === undefined) return data;
  throw refusal(recipe, ["model", ...fault.path].join("."), fault.reason);
}

export function build(recipe: Recipe, config: ModelConfig): Writes {
  const model: Module = architecture(config.kind).build(config);
  if (writes(model) && !recalls(model)) return model;
  throw refusal(recipe, "model.kind", `a ${config.kind} does not write from left to right`);
}

export function refusal({ name }: Pick<Recipe, "name">, field: string, reason: string): RecipeError {
  return new RecipeError(`the recipe "${name}": ${field}: ${reason}`);
}
