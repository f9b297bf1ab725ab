import { existsSync, mkdirSync, readdirSync, rmdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command } from "commander";
import { z } from "zod";
import { ifUnlocked } from "../setup/lock.mjs";
import { packageRoot } from "../setup/package.mjs";
import { createReport } from "../setup/report.mjs";
import type { ProcessGroup } from "../tensor/index.ts";
import type { Recipe } from "../training/index.ts";
import { UsageError } from "./command-line.ts";
import { addFlags, readFlags, whole } from "./flags.ts";
import { interruptSignal } from "./interrupt.ts";
import { trainView } from "./train-view.ts";

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
    .summary("train a language model from raw text, as a recipe says or as suits the texts of --data")
    .argument("[recipe]", "a TypeScript or JavaScript file, for example recipes/sotu-tiny.ts");
  addFlags(command, TrainFlags).action(trainRecipe);
}

async function trainRecipe(file: string | undefined, given: object): Promise<void> {
  const options = readFlags(TrainFlags, given);
  const { smokeSize, runRecipe } = await import("../training/index.ts");
  const { data = [] } = options;
  if (file !== undefined && data.length > 1) throw new UsageError("--data: a recipe takes one file or folder");
  const asked = file === undefined ? await textRecipeOf(data) : await loadRecipe(file);
  const { steps, seed, threads: count } = options;
  const sized = options.smoke ? smokeSize(asked) : asked;
  const recipe = { ...sized, ...(steps !== undefined && { steps }), ...(seed !== undefined && { seed }) };
  if (count !== undefined) (await import("../tensor/index.ts")).threads(count);
  const { ngramBaselines } = await import("./ngram-baselines.ts");
  const report = createReport(process.stderr);
  const out = options.out ?? join("runs", recipe.name);
  const group = await groupOf(process.env);
  const run = () =>
    runRecipe(recipe, {
      out,
      data: data[0],
      resume: options.resume,
      watcher: trainView(recipe.name, report),
      baselines: ngramBaselines,
      signal: interruptSignal(report),
      ...(group !== undefined && { group }),
    });
  const result = (group?.rank ?? 0) > 0 ? await run() : await alone(out, run);
  await group?.close();
  if ((group?.rank ?? 0) > 0) return; // rank 0 tells how it went
  if (result.ended === "interrupted") {
    report.line(`${recipe.name}: saved after step ${result.steps}; go on with --resume`);
    process.exitCode = 130;
    return;
  }
  report.line(`${recipe.name}: ${result.bitsPerByte?.toFixed(3)} bits per byte held-out; see ${result.report}`);
  process.stdout.write(`${out}\n`);
}

/** Runs where no other process runs in that folder. */
async function alone<T>(folder: string, run: () => Promise<T>): Promise<T> {
  let made: string | undefined;
  try {
    made = mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(`${folder} cannot be made: ${(error as Error).message}`);
  }
  try {
    const done = await ifUnlocked(folder, run);
    if (done === undefined) throw new UsageError(`${folder} is in use by another run`);
    return done.result;
  } finally {
    if (made !== undefined && readdirSync(folder).length === 0) rmdirSync(folder); // nothing came of it
  }
}

async function textRecipeOf(paths: readonly string[]): Promise<Recipe> {
  return (await import("./text-recipe.ts")).textRecipe(paths);
}

/** How long a process waits for another, in milliseconds: rank 0 makes shards and measures while the others wait. */
const PATIENCE = 60 * 60_000;

/** The processes that train together, where a launcher such as `tenon launch` or torchrun started this one among others. */
async function groupOf(environment: NodeJS.ProcessEnv): Promise<ProcessGroup | undefined> {
  if ((environment.WORLD_SIZE ?? "1") === "1") return undefined;
  const { meetingFrom, ProcessGroup } = await import("../distributed/index.ts");
  return ProcessGroup.open({ ...meetingFrom(environment), timeout: PATIENCE });
}

/** The default export of a file here or, where there is none, of the package's own `recipes/`. */
export async function loadRecipe(file: string): Promise<Recipe> {
  const path = [resolve(file), join(packageRoot, file)].find((candidate) => existsSync(candidate));
  if (path === undefined) throw new UsageError(`${file}: there is no such recipe`);
  if (path.endsWith(".ts")) await import("../setup/typescript.mjs");
  const { default: recipe } = (await import(pathToFileURL(path).href)) as { default?: Partial<Recipe> };
  if (typeof recipe?.documents !== "function" || recipe.name === undefined) {
    throw new UsageError(`${file}: its default export is no recipe; make one with defineRecipe of tenon/training`);
  }
  return recipe as Recipe;
}
