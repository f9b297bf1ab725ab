import type { Command } from "commander";
import type { LanguageModel, ScoreOptions } from "../lm/index.ts";
import { openModel, textOrInput, UsageError } from "./command-line.ts";
import {
  addOpenFlags,
  addScoreFlags,
  DEFAULT_MODEL,
  MODEL_HELP,
  readOpenFlags,
  readScoreFlags,
} from "./model-flags.ts";

interface Options {
  text?: string;
  prompt?: string;
  json?: boolean;
}

export function addScore(program: Command): void {
  const command = program
    .command("score")
    .summary("tell how probable a text is, alone or behind a prompt")
    .argument("[model]", MODEL_HELP, DEFAULT_MODEL)
    .option("--text <text>", "the text (default: standard input)")
    .option("--prompt <text>", "what stands before: ln P(text | prompt)")
    .option(
      "--json",
      "print one object: model, tokens, logprobs (of each token but the first), perplexity; with a prompt logprobs of all, logprob",
    );
  addOpenFlags(addScoreFlags(command)).action(score);
}

async function score(name: string, options: Options): Promise<void> {
  const flags = readOpenFlags(options);
  const windows = readScoreFlags(options);
  const { prompt, json } = options;
  if (prompt !== undefined && Object.keys(windows).length > 0) {
    throw new UsageError("--window and --stride go without --prompt");
  }
  const text = await textOrInput(options.text, "--text");
  const model = await openModel(name, flags);
  const { line, ...found } =
    prompt === undefined ? await alone(model, text, windows) : await behind(model, prompt, text);
  process.stdout.write(`${json ? JSON.stringify({ model: name, ...found }) : line}\n`);
  await model.close();
}

async function alone(model: LanguageModel, text: string, windows: ScoreOptions) {
  const { tokens, logprobs, perplexity } = await model.score(text, windows);
  const line = `perplexity ${perplexity.toFixed(4)} over ${logprobs.length} of ${tokens.length} tokens`;
  return { line, tokens, logprobs, perplexity };
}

async function behind(model: LanguageModel, prompt: string, text: string) {
  const [score] = await model.scoreAnswers(prompt, [text]);
  const { tokens, logprobs, logprob } = score!;
  return { line: `ln P ${logprob.toFixed(4)} over ${logprobs.length} tokens`, tokens, logprobs, logprob };
}
