/** A recipe run by a command: where no other process runs, seen by a person, ended by Ctrl-C. */
import { readdirSync, rmdirSync } from "node:fs";
import { makeFolder } from "../setup/folder.mjs";
import { ifUnlocked } from "../setup/lock.mjs";
import { createReport } from "../setup/report.mjs";
import type { ProcessGroup } from "../tensor/index.ts";
import type { Recipe, RecipeRunOptions, RunResult, Tuning } from "../training/index.ts";
import { UsageError } from "./command-line.ts";
import { interruptSignal } from "./interrupt.ts";
import { trainView } from "./train-view.ts";

/**
 * Runs a recipe, by itself or among the processes that a launcher started, and says how it goes and ended on standard error. Gives what
 * came of it, in the one process that tells of it, where it was not interrupted; the exit code is 130 where it was.
 */
export async function runInFolder(
  recipe: Recipe | Tuning,
  options: Pick<RecipeRunOptions, "out" | "data" | "resume" | "baselines">,
): Promise<RunResult | undefined> {
  const { runRecipe } = await import("../training/index.ts");
  const report = createReport(process.stderr);
  const group = await groupOf(process.env);
  const signal = interruptSignal(report);
  const watcher = trainView(recipe.name, report);
  const run = () =>
    runRecipe(recipe, { ...options, watcher, signal, ...(group !== undefined && { group }) }).catch((error) => {
      if (!signal.aborted || error !== signal.reason) throw error;
    });
  const result = (group?.rank ?? 0) > 0 ? await run() : await alone(options.out, run);
  await group?.close();
  if ((group?.rank ?? 0) > 0) return undefined; // rank 0 tells how it went
  if (result === undefined || result.ended === "interrupted") {
    const how = result === undefined ? "ended before the first step" : `saved after step ${result.steps}`;
    report.line(`${recipe.name}: ${how}; go on with --resume`);
    process.exitCode = 130;
    return undefined;
  }
  report.line(`${recipe.name}: ${told(result)}; see ${result.report}`);
  return result;
}

function told({ heldOut, steps }: RunResult): string {
  if (heldOut === undefined) return `${steps} steps`;
  const { loss, bitsPerByte } = heldOut;
  return bitsPerByte === undefined
    ? `held-out loss ${loss.toFixed(3)}`
    : `${bitsPerByte.toFixed(3)} bits per byte held-out`;
}

/** Runs where no other process runs in that folder. */
async function alone<T>(folder: string, run: () => Promise<T>): Promise<T> {
  let made: string | undefined;
  try {
    made = makeFolder(folder);
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

/** How long a process waits for another, in milliseconds: rank 0 makes shards and measures while the others wait. */
const PATIENCE = 60 * 60_000;

/** The processes that train together, where a launcher such as `tenon launch` or torchrun started this one among others. */
async function groupOf(environment: NodeJS.ProcessEnv): Promise<ProcessGroup | undefined> {
  if ((environment.WORLD_SIZE ?? "1") === "1") return undefined;
  const { meetingFrom, ProcessGroup } = await import("../distributed/index.ts");
  return ProcessGroup.open({ ...meetingFrom(environment), timeout: PATIENCE });
}
