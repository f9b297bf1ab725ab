import { mkdirSync, readdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { ifUnlocked } from "../setup/lock.mjs";
import { createReport } from "../setup/report.mjs";
import type { ProcessGroup } from "../tensor/index.ts";
import type { Recipe } from "../training/index.ts";
import { UsageError } from "./command-line.ts";
import { addFlags, readFlags, whole } from "./flags.ts";
import { interruptSignal } from "./interrupt.ts";
import { loadRecipe } from "./recipe-file.ts";
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
    .argument("[recipe]", "a TypeScript or JavaScript file, for example recipes/sotu-tiny.ts")
    .option("--no-baselines", "leave out the n-gram models that are measured after training");
  addFlags(command, TrainFlags).action(trainRecipe);
}

async function trainRecipe(file: string | undefined, given: object): Promise<void> {
  const options = readFlags(TrainFlags.extend({ baselines: z.boolean() }), given);
  const { smokeSize, runRecipe } = await import("../training/index.ts");
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
    ...(!baselines && { baselines }),
  };
  const recipe = { ...sized, ...own };
  if (count !== undefined) (await import("../tensor/index.ts")).threads(count);
  const { baselinesBeside } = await import("./baselines-beside.ts");
  const report = createReport(process.stderr);
  const out = options.out ?? join("runs", recipe.name);
  const group = await groupOf(process.env);
  const signal = interruptSignal(report);
  const run = () =>
    runRecipe(recipe, {
      out,
      data: file === undefined ? undefined : data[0], // a recipe made of the texts has them already
      resume: options.resume,
      watcher: trainView(recipe.name, report),
      baselines: baselinesBeside,
      signal,
      ...(group !== undefined && { group }),
    }).catch((error) => {
      if (!signal.aborted || error !== signal.reason) throw error;
    });
  const result = (group?.rank ?? 0) > 0 ? await run() : await alone(out, run);
  await group?.close();
  if (result === undefined) {
    report.line(`${recipe.name}: ended before the first step; go on with --resume`);
    process.exitCode = 130;
    return;
  }
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
