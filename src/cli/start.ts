import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { cachePath } from "../setup/cache.mjs";
import { reachable } from "../setup/models.mjs";
import { createReport } from "../setup/report.mjs";
import { addChatFlags, chat } from "./chat.ts";
import { openModel } from "./command-line.ts";
import { completeAtTerminal, completeOnce } from "./complete-loop.ts";
import { interruptSignal } from "./interrupt.ts";
import { DEFAULT_MODEL } from "./model-flags.ts";
import { loadRecipe } from "./recipe-file.ts";
import { trainView } from "./train-view.ts";

const RECIPE = "recipes/sotu-start.ts";

export function addStart(program: Command): void {
  const command = program
    .command("start")
    .summary("talk with the default model; where none can be reached, train a small one and go on with its text");
  addChatFlags(command).action(start);
}

/** What `npm start` does behind set-up. */
async function start(options: { system?: string }): Promise<void> {
  if (await reachable(DEFAULT_MODEL, new AbortController().signal)) return chat(DEFAULT_MODEL, options);
  const { name, ...recipe } = await loadRecipe(RECIPE);
  const prompt = "prompt" in recipe ? recipe.prompt : "";
  const folder = cachePath("trained", name);
  if (!(await trained(folder))) return;
  const model = await openModel(folder, { dtype: "float32" });
  const { stdin: input, stdout: output, stderr } = process;
  if (input.isTTY && output.isTTY) {
    stderr.write(`${name} writes like a president of the United States: give it a beginning; Ctrl-D leaves\n`);
    await completeAtTerminal({ model, input, output });
  } else await completeOnce({ model, input, output }, prompt);
  await model.close();
}

/** Makes sure that the model is trained; what was interrupted goes on. Returns whether it is there. */
async function trained(folder: string): Promise<boolean> {
  const checkpoints = join(folder, "checkpoints");
  if (existsSync(join(folder, "model.safetensors")) && !existsSync(checkpoints)) return true;
  const report = createReport(process.stderr);
  report.line("no model can be reached: training a small one on the State of the Union addresses, about three minutes");
  const recipe = await loadRecipe(RECIPE);
  const { runRecipe } = await import("../training/index.ts");
  const watcher = trainView(recipe.name, report);
  const { ended, steps } = await runRecipe(recipe, {
    out: folder,
    resume: true,
    watcher,
    signal: interruptSignal(report),
  });
  if (ended === "interrupted") {
    report.line(`saved after step ${steps}; the next start goes on from there`);
    process.exitCode = 130;
    return false;
  }
  // Checkpoints gone is the sign that it is done; shards can be made again.
  for (const spent of [join(folder, "data"), checkpoints]) rmSync(spent, { recursive: true });
  return true;
}
