import { basename } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { UsageError } from "./command-line.ts";
import { addFlags, readFlags, whole } from "./flags.ts";
import { DEFAULT_MODEL, MODEL_HELP } from "./model-flags.ts";
import { runInFolder } from "./run-in-folder.ts";

const number = (least: string, schema: z.ZodNumber) => schema.exactOptional().describe(least);
const positive = z.number({ error: "must be a number above 0" }).positive({ error: "must be a number above 0" });
const share = { error: "must be a number from 0 to 0.5" };

const TuneFlags = z.strictObject({
  data: z.string().meta({
    description: 'lines of {"messages": [...]}, {"prompt", "completion"} or {"text"}',
    placeholder: "file.jsonl",
  }),
  out: z.string().meta({ description: "where everything goes, for --with to take", placeholder: "folder" }),
  method: z.enum(["lora", "rslora"], { error: "must be lora or rslora" }).default("lora"),
  rank: whole(1).default(8).describe("inner width of the change"),
  alpha: positive.default(16).describe("scale of the change: alpha / rank, for rslora alpha / sqrt(rank)"),
  at: z
    .string()
    .exactOptional()
    .meta({ description: "the maps that are changed (default: all of every block)", placeholder: "pattern" }),
  steps: number("so many steps (default: each line three times, 30 steps or more)", whole(1)),
  epochs: number("in place of steps: so many times each line", positive),
  batch: whole(1).default(4).describe("lines a step"),
  learningRate: number("of the change (default: 0.001)", positive),
  length: number("tokens of a line at most (default: 512, or what the model reads)", whole(2)),
  heldOut: z
    .number(share)
    .min(0, share)
    .max(0.5, share)
    .default(0.1)
    .describe("share of the lines that is not learned and measures"),
  seed: whole(0).default(0).describe("draws the change and the order of the lines"),
  threads: whole(1, 1024).exactOptional().describe("threads of one operator"),
  resume: z.boolean().default(false).describe("go on from the newest checkpoint"),
});
type TuneFlags = z.infer<typeof TuneFlags>;

export function addTune(program: Command): void {
  const command = program
    .command("tune")
    .summary("teach a model the answers of a file; ride on it with --with")
    .argument("[model]", MODEL_HELP, DEFAULT_MODEL);
  const defaults = { method: "lora", rank: 8, alpha: 16, batch: 4, heldOut: 0.1, seed: 0 };
  addFlags(command, TuneFlags, defaults)
    .option("--json", "print one object: out, steps, heldOut (before, after), answers")
    .action(tune);
}

async function tune(model: string, given: { json?: boolean }): Promise<void> {
  const flags = readFlags(TuneFlags, given);
  const { out, threads: count, resume } = flags;
  if (count !== undefined) (await import("../tensor/index.ts")).threads(count);
  const result = await runInFolder(await tuningOf(model, flags), { out, resume });
  if (result === undefined) return;
  process.stdout.write(`${given.json ? JSON.stringify(await toldOf(out)) : out}\n`);
}

/** The tuning that flags ask for. */
async function tuningOf(from: string, flags: TuneFlags) {
  const { data, method, rank, alpha, at, steps, epochs, batch, learningRate, length, heldOut, seed } = flags;
  if (steps !== undefined && epochs !== undefined) throw new UsageError("give --steps or --epochs, not both");
  const { exampleLines } = await import("../data/index.ts");
  const { defineTuning } = await import("../training/index.ts");
  return defineTuning({
    name: nameOf(data),
    from,
    examples: () => exampleLines(data),
    lora: { method, rank, alpha, ...(at !== undefined && { at }) },
    batch: { rows: batch, ...(length !== undefined && { length }) },
    ...(learningRate !== undefined && { optimizer: { lr: learningRate } }),
    ...(steps !== undefined && { steps }),
    ...(epochs !== undefined && { epochs }),
    heldOut,
    seed,
  });
}

/** A file's name as a recipe's. */
const nameOf = (path: string) =>
  basename(path)
    .replace(/\..*$/s, "")
    .replace(/[^\w-]+/g, "-") || "examples";

/** What a program wants to know of a tuning: out of its log. */
async function toldOf(out: string): Promise<object> {
  const { join } = await import("node:path");
  const { readLog } = await import("../training/index.ts");
  const entries = readLog(join(out, "metrics.jsonl"));
  const losses = entries.flatMap((entry) => (entry.kind === "evaluation" ? [entry.loss] : []));
  const samples = entries.filter((entry) => entry.kind === "sample");
  const last = entries.findLast(({ kind }) => kind === "step")?.step ?? 0;
  const answers = samples
    .filter(({ step }) => step === 0)
    .map(({ prompt, text: before }) => {
      const after = samples.findLast((sample) => sample.prompt === prompt && sample.step > 0)?.text ?? null;
      return { prompt: prompt.trimEnd(), before, after };
    });
  const heldOut = losses.length === 0 ? null : { before: losses[0]!, after: losses.at(-1)! };
  return { out, steps: last, heldOut, answers };
}
