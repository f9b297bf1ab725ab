import type { Command } from "commander";
import { openModel, textOrInput } from "./command-line.ts";
import {
  addOpenFlags,
  addScoreFlags,
  DEFAULT_MODEL,
  MODEL_HELP,
  readOpenFlags,
  readScoreFlags,
} from "./model-flags.ts";

export function addScore(program: Command): void {
  const command = program
    .command("score")
    .summary("tell how probable a text is")
    .argument("[model]", MODEL_HELP, DEFAULT_MODEL)
    .option("--text <text>", "the text (default: standard input)")
    .option("--json", "print one object: model, tokens, logprobs (of each token but the first), perplexity");
  addOpenFlags(addScoreFlags(command)).action(score);
}

async function score(name: string, options: { text?: string; json?: boolean }): Promise<void> {
  const flags = readOpenFlags({ ...options });
  const windows = readScoreFlags({ ...options });
  const text = await textOrInput(options.text, "--text");
  const model = await openModel(name, flags);
  const { tokens, logprobs, perplexity } = await model.score(text, windows);
  const result = { model: name, tokens, logprobs, perplexity };
  const line = `perplexity ${perplexity.toFixed(4)} over ${logprobs.length} of ${tokens.length} tokens`;
  process.stdout.write(`${options.json ? JSON.stringify(result) : line}\n`);
  await model.close();
}
