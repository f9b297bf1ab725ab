import type { Command } from "commander";

export function addSetup(program: Command): void {
  program
    .command("setup")
    .summary("bring what is missing on this machine: LibTorch, the addon, a model")
    .option("--yes", "let the system's package manager install what needs it")
    .option("--model <name>", "the model to bring")
    .option("--only <steps>", "some of: npm, build, libtorch, addon, model; with commas between")
    .action(async (options: { yes?: boolean; model?: string; only?: string }) => {
      const { setup } = await import("../setup/main.mjs");
      const argv = [
        ...(options.yes ? ["--yes"] : []),
        ...(options.model === undefined ? [] : ["--model", options.model]),
        ...(options.only === undefined ? [] : ["--only", options.only]),
      ];
      process.exitCode = await setup(argv);
    });
}
