import type { Command } from "commander";
import { openModel } from "./command-line.ts";
import {
  addGenerateFlags,
  addOpenFlags,
  DEFAULT_MODEL,
  MODEL_HELP,
  readGenerateFlags,
  readOpenFlags,
} from "./model-flags.ts";

export function addChat(program: Command): void {
  const command = program
    .command("chat")
    .summary("talk with a model; lines from a pipe are answered one by one")
    .argument("[model]", MODEL_HELP, DEFAULT_MODEL);
  addChatFlags(command).action(chat);
}

export function addChatFlags(command: Command): Command {
  command.option("--system <text>", "system message");
  return addOpenFlags(addGenerateFlags(command, FALLBACK), { dtype: "stored" });
}

/** Greedy: of a small model's answers the likeliest is the best, and a script gets the same one each time. */
const FALLBACK = { maxTokens: 512, temperature: 0 };

export async function chat(name: string, options: { system?: string }): Promise<void> {
  const given = readGenerateFlags({ ...options });
  const flags = readOpenFlags({ ...options });
  const { stdin: input, stdout: output, stderr } = process;
  const atTerminal = input.isTTY && output.isTTY;
  const { chatAtTerminal, chatInPipe } = await import("./chat-loop.ts");
  const model = await openModel(name, { ...flags, worker: true });
  const { loadGeneration, pull } = await import("../checkpoints/index.ts");
  const settings = { ...FALLBACK, ...loadGeneration(await pull(name)).settings, ...given };
  const chat = { model, settings, system: options.system, input, output };
  if (atTerminal) {
    stderr.write(`${name}: /help shows the commands, Ctrl-C stops an answer, Ctrl-D leaves\n`);
    await chatAtTerminal(chat, { color: process.env.NO_COLOR === undefined });
    process.exit(0); // an answer may still be ending
  }
  const interrupt = new AbortController();
  process.once("SIGINT", () => interrupt.abort()); // a second one ends the process at once
  if (!(await chatInPipe(chat, stderr, interrupt.signal))) process.exitCode = 130;
  input.destroy(); // a pipe that is still open would keep this process
  await model.close();
}
