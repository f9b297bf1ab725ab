import type { Command } from "commander";
import type { Prompt } from "../lm/index.ts";
import { openModel, textOrInput } from "./command-line.ts";
import {
  addGenerateFlags,
  addOpenFlags,
  DEFAULT_MODEL,
  MODEL_HELP,
  readGenerateFlags,
  readOpenFlags,
} from "./model-flags.ts";
import { speed } from "./speed.ts";

interface Options {
  prompt?: string;
  chat?: boolean;
  system?: string;
  json?: boolean;
}

export function addGenerate(program: Command): void {
  const command = program
    .command("generate")
    .summary("go on with a text, or answer one question")
    .argument("[model]", MODEL_HELP, DEFAULT_MODEL)
    .option("--prompt <text>", "text to go on with (default: standard input)")
    .option("--chat", "answer the prompt as a message, by the model's chat template")
    .option("--system <text>", "system message; implies --chat")
    .option(
      "--json",
      "print one object: model, tokens, text, finish (stop or length), tokensPerSecond, promptTokensPerSecond",
    );
  addOpenFlags(addGenerateFlags(command)).action(generate);
}

async function generate(name: string, options: Options): Promise<void> {
  const settings = readGenerateFlags({ ...options });
  const flags = readOpenFlags({ ...options });
  const prompt = promptOf(await textOrInput(options.prompt, "--prompt"), options);
  const model = await openModel(name, flags);
  const answer = model.generate(prompt, settings);
  if (!options.json) for await (const { text } of answer) process.stdout.write(text);
  const completion = await answer.completion;
  const { tokens, text, finish, tokensPerSecond, promptTokensPerSecond } = completion;
  const result = { model: name, tokens, text, finish, tokensPerSecond, promptTokensPerSecond };
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : "\n");
  if (!options.json) process.stderr.write(`${speed(completion)}\n`);
  await model.close();
}

function promptOf(text: string, { chat = false, system }: Options): Prompt {
  if (!chat && system === undefined) return text;
  const user = { role: "user", content: text } as const;
  return system === undefined ? [user] : [{ role: "system", content: system }, user];
}
