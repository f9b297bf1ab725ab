import type { Command } from "commander";
import { createReport } from "../setup/report.mjs";
import { MODEL_HELP } from "./model-flags.ts";

export function addPull(program: Command): void {
  program
    .command("pull")
    .summary("fetch a model into the cache and print where it is")
    .argument("<model>", MODEL_HELP)
    .action(pull);
}

async function pull(name: string): Promise<void> {
  const { obtain } = await import("../setup/models.mjs");
  const interrupt = new AbortController();
  const stop = () => interrupt.abort();
  process.once("SIGINT", stop);
  try {
    const path = await obtain(name, { report: createReport(), signal: interrupt.signal });
    process.stdout.write(`${path}\n`);
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    process.stderr.write("tenon: interrupted; the next pull goes on from here\n");
    process.exitCode = 130;
  } finally {
    process.off("SIGINT", stop);
  }
}
