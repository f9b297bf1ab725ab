import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import type { Document, Filter, FilterReport, Split } from "../data/index.ts";
import { createReport, megabytes, seconds } from "../setup/report.mjs";
import { UsageError } from "./command-line.ts";
import { DEFAULT_MODEL } from "./model-flags.ts";

interface Flags {
  readonly split: Split;
  readonly field: string;
  readonly min?: number;
  readonly max?: number;
  readonly script?: string[];
  readonly quality?: boolean;
  readonly duplicates?: "exact" | "near";
  readonly json?: boolean;
}

export function addData(program: Command): void {
  const data = program
    .command("data")
    .summary("look at texts for training, filter them, and write them as token shards");
  withFlags(data.command("inspect"))
    .summary("tell what is in files of text, JSON lines or Parquet, in folders of them, or in a folder of shards")
    .action(inspect);
  withFlags(data.command("shard"))
    .summary("write texts as token shards")
    .requiredOption("--out <folder>", "the folder to write, which must be new")
    .option(
      "--tokenizer <path>",
      "a tokenizer.json, the folder of a model, a GGUF file or a known model",
      DEFAULT_MODEL,
    )
    .action(shard);
}

function withFlags(command: Command): Command {
  return command
    .argument("<files...>", "files or folders")
    .addOption(
      new Option("--split <what>", "what in a text file is one document")
        .choices(["file", "paragraph", "line"])
        .default("file"),
    )
    .option("--field <name>", "the field or column that holds the text", "text")
    .option("--min <n>", "drop documents of fewer characters", characters)
    .option("--max <n>", "drop documents of more characters", characters)
    .option("--script <names...>", "drop documents in other scripts, for example Latin or Han")
    .option("--quality", "drop documents that repeat themselves or are full of symbols (Rae et al. 2021)")
    .addOption(new Option("--duplicates <how>", "drop documents that were there before").choices(["exact", "near"]))
    .option("--json", "print one object");
}

function characters(text: string): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`${JSON.stringify(text)} is no number of characters`);
  return Number(text);
}

/** The documents that the flags ask for, and the account of those that they drop. */
async function opened(files: readonly string[], flags: Flags) {
  const { documents, filtered, filterReport } = await import("../data/index.ts");
  const report = filterReport();
  const source = documents(files, { split: flags.split, field: flags.field });
  return { source: filtered(source, await filtersOf(flags), report), report };
}

async function filtersOf({ min, max, script, quality, duplicates }: Flags): Promise<Filter[]> {
  const data = await import("../data/index.ts");
  const length = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  return [
    ...(min !== undefined || max !== undefined ? [data.lengthFilter(length)] : []),
    ...(script === undefined ? [] : [data.scriptFilter(script)]),
    ...(quality ? [data.repetitionFilter(), data.symbolFilter()] : []),
    ...(duplicates === undefined ? [] : [data.exactDuplicates()]),
    ...(duplicates === "near" ? [data.nearDuplicates()] : []),
  ];
}

async function inspect(files: readonly string[], flags: Flags): Promise<void> {
  const [folder] = files;
  if (files.length === 1 && existsSync(join(folder!, "index.json"))) return await inspectShards(folder!, flags);
  const { source, report } = await opened(files, flags);
  const count = { documents: 0, characters: 0, bytes: 0, longest: 0 };
  let first: Document | undefined;
  for await (const document of source) {
    first ??= document;
    count.documents++;
    count.characters += document.text.length;
    count.bytes += Buffer.byteLength(document.text);
    count.longest = Math.max(count.longest, document.text.length);
  }
  const facts = { ...count, first: first?.id, fields: Object.keys(first ?? {}), ...report };
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(facts)}\n`
      : `documents   ${count.documents}, ${megabytes(count.bytes)}, the longest ${count.longest} characters\n` +
          `first       ${first === undefined ? "none" : `${first.id}: ${JSON.stringify(first.text.slice(0, 60))}`}\n` +
          `fields      ${facts.fields.join(", ")}\n${account(report)}`,
  );
}

async function inspectShards(folder: string, { json }: Flags): Promise<void> {
  const { openShards } = await import("../data/index.ts");
  const shards = openShards(folder, { verify: true });
  const { documents, tokens, dtype, vocabulary } = shards.index;
  process.stdout.write(
    json
      ? `${JSON.stringify(shards.index)}\n`
      : `shards      ${shards.index.shards.length}, whole\ndocuments   ${documents}\ntokens      ${tokens}, ${dtype}, of a vocabulary of ${vocabulary}\n`,
  );
  shards.close();
}

async function shard(files: readonly string[], flags: Flags & { out: string; tokenizer: string }): Promise<void> {
  const { writeShards } = await import("../data/index.ts");
  const { loadTokenizer, pull } = await import("../checkpoints/index.ts");
  const began = performance.now();
  const progress = createReport();
  const tokenizer = loadTokenizer(await pull(flags.tokenizer, { onProgress: progress.line }));
  const { source, report } = await opened(files, flags);
  const index = await writeShards(source, tokenizer, flags.out);
  progress.line(`${index.documents} documents, ${index.tokens} tokens in ${seconds(began)}`);
  process.stderr.write(account(report));
  process.stdout.write(`${flags.json ? JSON.stringify({ ...index, ...report }) : flags.out}\n`);
}

/** What filters dropped, a line each. */
function account({ dropped }: FilterReport): string {
  return Object.entries(dropped)
    .map(([name, { count, examples }]) => {
      const example = examples[0] === undefined ? "" : `, for example ${examples[0].id}: ${examples[0].reason}`;
      return `dropped     ${count} by ${name}${example}\n`;
    })
    .join("");
}
