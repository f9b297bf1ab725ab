import { join } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import type { Recipe } from "../training/index.ts";
import { UsageError } from "./command-line.ts";
import { addFlags, readFlags, whole } from "./flags.ts";
import { loadRecipe } from "./recipe-file.ts";
import { runInFolder } from "./run-in-folder.ts";

const TrainFlags = z.strictObject({
  out: z
    .string()
    .exactOptional()
    .meta({ description: "where everything goes (default: runs/ and the recipe's name)", placeholder: "folder" }),
  resume: z.boolean().default(false).describe("go on from the newest checkpoint"),
  steps: whole(1).exactOptional().describe("so many steps instead of the recipe's"),
  seed: whole(0).exactOptional().describe("another seed than the recipe's"),
  threads: whole(1).exactOptional().describe("threads of one operator"),
  data: z
    .array(z.string())
    .exactOptional()
    .meta({ description: "files or folders of texts, for the recipe or without one", placeholder: "paths..." }),
  smoke: z.boolean().default(false).describe("two steps at a size that takes seconds"),
});

export function addTrain(program: Command): void {
  const command = program
    .command("train")
    .summary("train a language model from raw text or tune one, as a recipe says or as suits the texts of --data")
    .argument("[recipe]", "a TypeScript or JavaScript file, for example recipes/sotu-tiny.ts")
    .option("--no-baselines", "leave out the n-gram models that are measured after training");
  addFlags(command, TrainFlags).action(trainRecipe);
}

async function trainRecipe(file: string | undefined, given: object): Promise<void> {
  const options = readFlags(TrainFlags.extend({ baselines: z.boolean() }), given);
  const { smokeSize } = await import("../training/index.ts");
  const { data = [] } = options;
  const recipeBehind = data.find((path) => /\.[cm]?[jt]s$/.test(path));
  if (recipeBehind !== undefined)
    throw new UsageError(`--data: ${recipeBehind} is a program: a recipe stands before --data`);
  if (file !== undefined && data.length > 1) throw new UsageError("--data: a recipe takes one file or folder");
  const asked = file === undefined ? await textRecipeOf(data) : await loadRecipe(file);
  const { steps, seed, threads: count, baselines } = options;
  const sized = options.smoke ? smokeSize(asked) : asked;
  const own = {
    ...(steps !== undefined && { steps }),
    ...(seed !== undefined && { seed }),
    ...(!baselines && "documents" in sized && { baselines }),
  };
  const recipe = { ...sized, ...own };
  if (count !== undefined) (await import("../tensor/index.ts")).threads(count);
  const { baselinesBeside } = await import("./baselines-beside.ts");
  const out = options.out ?? join("runs", recipe.name);
  const result = await runInFolder(recipe, {
    out,
    data: file === undefined ? undefined : data[0], // a recipe made of the texts has them already
    resume: options.resume,
    baselines: baselinesBeside,
  });
  if (result !== undefined) process.stdout.write(`${out}\n`);
}

async function textRecipeOf(paths: readonly string[]): Promise<Recipe> {
  return (await import("./text-recipe.ts")).textRecipe(paths);
}
