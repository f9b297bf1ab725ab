/**
 * The `tenon` command. Standard output carries results alone; progress, speeds and errors go to standard error. What a user
 * can mend is one sentence and exit code 2.
 */
import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { addAdapters, addCombine, addMerge } from "./adapters.ts";
import { addCache } from "./cache.ts";
import { addChat } from "./chat.ts";
import { explain } from "./command-line.ts";
import { addConvert } from "./convert.ts";
import { addData } from "./data.ts";
import { addDoctor } from "./doctor.ts";
import { addEdit } from "./edit.ts";
import { addEvaluate } from "./evaluate.ts";
import { addGenerate } from "./generate.ts";
import { addHelp } from "./help.ts";
import { addInspect } from "./inspect.ts";
import { addLaunch } from "./launch.ts";
import { addAttention, addLens, addTrace } from "./look.ts";
import { addNgram } from "./ngram.ts";
import { addPull } from "./pull.ts";
import { addSample } from "./sample.ts";
import { addScore } from "./score.ts";
import { addSetup } from "./setup.ts";
import { addStart } from "./start.ts";
import { addTrain } from "./train.ts";
import { addTune } from "./tune.ts";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
export const program = new Command("tenon")
  .description("Language models in TypeScript, on LibTorch")
  .version(version)
  .enablePositionalOptions()
  .exitOverride()
  .configureOutput({ outputError: () => {} });
for (const add of [
  addChat,
  addGenerate,
  addScore,
  addSample,
  addEvaluate,
  addTrace,
  addLens,
  addAttention,
  addTrain,
  addEdit,
  addTune,
  addStart,
  addNgram,
  addPull,
  addInspect,
  addConvert,
  addAdapters,
  addMerge,
  addCombine,
  addData,
  addDoctor,
  addSetup,
  addCache,
  addLaunch,
])
  add(program);
addHelp(program);

/** Says what ended the command, and gives its exit code. */
export function failed(error: unknown): number {
  const { code, text } = explain(error);
  process.stderr.write(`tenon: ${text}\n`);
  return code;
}

/** Runs the command as its words say, and gives its exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  if (argv.length === 0) {
    program.outputHelp();
    return 0;
  }
  try {
    await program.parseAsync(argv, { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      process.stderr.write(`tenon: ${error.message.replace(/^error: /, "").replace(/\s+/g, " ")}\n`);
      return 2;
    }
    return failed(error);
  }
}
