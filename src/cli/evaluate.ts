/** `tenon evaluate`: what judges a model on a text, and a text beside references. */
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { bertScore, bleu, chrf, perplexity } from "../evaluation/index.ts";
import { systemReason } from "../sentences/index.ts";
import { hearing, openModel, UsageError } from "./command-line.ts";
import {
  addOpenFlags,
  addScoreFlags,
  DEFAULT_MODEL,
  MODEL_HELP,
  readOpenFlags,
  readScoreFlags,
} from "./model-flags.ts";

const ENCODER = "all-minilm-l6-v2";

interface Compared {
  hypotheses: string;
  references: string[];
  json?: boolean;
}

export function addEvaluate(program: Command): void {
  const evaluate = program.command("evaluate").summary("perplexity of a model; BLEU, chrF and BERTScore of texts");
  addOpenFlags(
    addScoreFlags(
      evaluate
        .command("perplexity")
        .summary("perplexity and bits per byte of a text under a model")
        .argument("<text>", "a file of text")
        .argument("[model]", MODEL_HELP, DEFAULT_MODEL)
        .option("--json", "print one object: model, perplexity, bitsPerByte, tokens, bytes"),
    ),
  ).action(measurePerplexity);
  compares(evaluate, "bleu", "BLEU of translations, as sacreBLEU has it")
    .option("--tokenizer <name>", "13a, zh, char or none", "13a")
    .action(measureBleu);
  compares(evaluate, "chrf", "chrF of translations, as sacreBLEU has it")
    .option("--words", "count pairs of words too: chrF++")
    .action(measureChrf);
  compares(evaluate, "bertscore", "BERTScore: likeness of contextual embeddings")
    .option("--model <name>", "the encoder", ENCODER)
    .action(measureBertScore);
}

/** A command that compares hypotheses with references, a line of a file each. */
function compares(parent: Command, name: string, summary: string): Command {
  return parent
    .command(name)
    .summary(summary)
    .requiredOption("--hypotheses <file>", "what is judged, a line each")
    .requiredOption("--references <file...>", "what it should be, line by line; of several files the best counts")
    .option("--json", "print one object, its numbers as the line without this has them");
}

async function measurePerplexity(path: string, name: string, options: { json?: boolean }): Promise<void> {
  const flags = readOpenFlags({ ...options });
  const windows = readScoreFlags({ ...options });
  const text = read(path);
  const model = await openModel(name, flags);
  const found = await perplexity(model, [text], windows);
  await model.close();
  const line = `perplexity ${found.perplexity.toFixed(4)}, ${found.bitsPerByte.toFixed(4)} bits per byte, ${found.tokens} tokens`;
  print(options.json, { model: name, ...found }, line);
}

async function measureBleu(options: Compared & { tokenizer: string }): Promise<void> {
  const { tokenizer } = options;
  if (tokenizer !== "13a" && tokenizer !== "zh" && tokenizer !== "char" && tokenizer !== "none") {
    throw new UsageError(`--tokenizer must be 13a, zh, char or none, not ${tokenizer}`);
  }
  const { hypotheses, references } = compared(options);
  const found = bleu(hypotheses, references, { tokenizer });
  const score = 100 * found.score;
  const precisions = found.precisions.map((p) => 100 * p);
  const percents = precisions.map((p) => p.toFixed(1)).join("/");
  const line = `BLEU ${score.toFixed(2)}, precisions ${percents}, brevity penalty ${found.brevityPenalty.toFixed(3)}`;
  print(options.json, { ...found, score, precisions }, line);
}

async function measureChrf(options: Compared & { words?: boolean }): Promise<void> {
  const { hypotheses, references } = compared(options);
  const score = 100 * chrf(hypotheses, references, { words: options.words ? 2 : 0 });
  print(options.json, { score }, `${options.words ? "chrF++" : "chrF"} ${score.toFixed(2)}`);
}

async function measureBertScore(options: Compared & { model: string }): Promise<void> {
  const { hypotheses, references } = compared(options);
  const { load } = await import("../checkpoints/index.ts");
  const { tokenizer } = await load(options.model, { able: "run", onProgress: hearing().onProgress }); // its notes are told as it is opened;
  const model = await openModel(options.model, {});
  const scores = await bertScore({ model, tokenizer }, hypotheses, references);
  await model.close();
  const mean = (of: "precision" | "recall" | "f") => scores.reduce((sum, score) => sum + score[of], 0) / scores.length;
  const found = { precision: mean("precision"), recall: mean("recall"), f: mean("f") };
  const line = `BERTScore F ${found.f.toFixed(4)}, precision ${found.precision.toFixed(4)}, recall ${found.recall.toFixed(4)}`;
  print(options.json, { model: options.model, ...found, scores }, line);
}

function print(json: boolean | undefined, found: object, line: string): void {
  process.stdout.write(`${json ? JSON.stringify(found) : line}\n`);
}

/** The lines of both sides. Throws a UsageError where their numbers differ. */
function compared({ hypotheses, references }: Compared): { hypotheses: string[]; references: string[][] } {
  const own = lines(hypotheses);
  const columns = references.map(lines);
  for (const [i, column] of columns.entries()) {
    if (column.length === own.length) continue;
    throw new UsageError(`${hypotheses} has ${own.length} lines and ${references[i]} has ${column.length}`);
  }
  if (own.length === 0) throw new UsageError(`${hypotheses} is empty`);
  return { hypotheses: own, references: own.map((_, i) => columns.map((column) => column[i]!)) };
}

function lines(path: string): string[] {
  const text = read(path);
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

function read(path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const reason = systemReason(error);
    throw new UsageError(reason === undefined ? `${path} is not UTF-8 text` : `${path}: cannot be read: ${reason}`);
  }
}
