/** What the commands of this repository share: `npm run bench`, `npm run prove`. */
import { Command, CommanderError } from "commander";
import { explain } from "../src/cli/command-line.ts";

/** The command of a script of package.json, for `run`. */
export function command(script: string, description: string): Command {
  const program = new Command(`npm run ${script} --`).description(description);
  return program.exitOverride().configureOutput({ outputError: () => {} });
}

/** Runs a command by the words of this process. What a person can mend is one sentence on standard error and exit code 2. */
export async function run(program: Command, argv: readonly string[] = process.argv.slice(2)): Promise<void> {
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return; // help
      process.stderr.write(`${error.message.replace(/^error: /, "").replace(/\s+/g, " ")}\n`);
      process.exitCode = 2;
      return;
    }
    const { code, text } = explain(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = code;
  }
}
