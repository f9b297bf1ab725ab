import type { Command } from "commander";
import { didYouMean } from "../setup/nearest.mjs";
import { UsageError } from "./command-line.ts";

/** Gives a command, and all below it that have commands, a `help` that says so where there is no such command. */
export function addHelp(command: Command): void {
  const below = command.commands.filter(({ commands }) => commands.length > 0);
  command
    .helpCommand(false)
    .command("help")
    .summary("show the help of a command")
    .argument("[command...]")
    .action((names: readonly string[]) => names.reduce(commandOf, command).outputHelp());
  below.forEach(addHelp);
}

function commandOf(above: Command, name: string): Command {
  const known = above.commands.map((command) => command.name());
  const found = above.commands[known.indexOf(name)];
  if (found === undefined) throw new UsageError(`unknown command '${name}'${didYouMean(name, known)}`);
  return found;
}
