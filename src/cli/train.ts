import { join } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { createReport } from "../setup/report.mjs";
import type { ProcessGroup } from "../tensor/index.ts";
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
  data: z.string().exactOptional().meta({ description: "where the recipe finds its texts", placeholder: "folder" }),
  smoke: z.boolean().default(false).describe("two steps at a size that takes seconds"),
});

export function addTrain(program: Command): void {
  const command = program
    .command("train")
    .summary("train a language model from raw text, as a recipe says")
    .argument("<recipe>", "a TypeScript or JavaScript file, for example recipes/sotu-tiny.ts")
    .option("--no-baselines", "leave out the n-gram models that are measured after training");
  addFlags(command, TrainFlags).action(trainRecipe);
}

async function trainRecipe(file: string, given: object): Promise<void> {
  const options = readFlags(TrainFlags.extend({ baselines: z.boolean() }), given);
  const { smokeSize, runRecipe } = await import("../training/index.ts");
  const asked = await loadRecipe(file);
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
  const running = runRecipe(recipe, {
    out,
    data: options.data,
    resume: options.resume,
    watcher: trainView(recipe.name, report),
    baselines: baselinesBeside,
    signal,
    ...(group !== undefined && { group }),
  });
  const result = await running.catch((error) => {
    if (!signal.aborted || error !== signal.reason) throw error;
  });
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

/** How long a process waits for another, in milliseconds: rank 0 makes shards and measures while the others wait. */
const PATIENCE = 60 * 60_000;

/** The processes that train together, where a launcher such as `tenon launch` or torchrun started this one among others. */
async function groupOf(environment: NodeJS.ProcessEnv): Promise<ProcessGroup | undefined> {
  if ((environment.WORLD_SIZE ?? "1") === "1") return undefined;
  const { meetingFrom, ProcessGroup } = await import("../distributed/index.ts");
  return ProcessGroup.open({ ...meetingFrom(environment), timeout: PATIENCE });
}
