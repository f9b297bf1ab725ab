import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import type { Document, Filter, FilterReport } from "../data/index.ts";
import { createReport, megabytes, seconds } from "../setup/report.mjs";
import { addFlags, readFlags, whole } from "./flags.ts";
import { DEFAULT_MODEL } from "./model-flags.ts";

const DataFlags = z.strictObject({
  split: z
    .enum(["file", "paragraph", "line"], { error: "must be file, paragraph or line" })
    .default("file")
    .meta({ description: "what in a text file is one document: file, paragraph or line", placeholder: "what" }),
  field: z.string().default("text").meta({
    description: "the field or column that holds the text; data.text is text within data",
    placeholder: "name",
  }),
  skipBad: z
    .boolean()
    .default(false)
    .describe("leave out lines, rows and entries that hold no such text, and tell how many they are"),
  min: whole(0).exactOptional().describe("drop documents of fewer characters"),
  max: whole(0).exactOptional().describe("drop documents of more characters"),
  script: z.array(z.string()).exactOptional().meta({
    description: "drop documents in other scripts than this, for example Han; may come again",
    placeholder: "name",
  }),
  quality: z
    .boolean()
    .default(false)
    .describe("drop documents that repeat themselves or are full of symbols (Rae et al. 2021)"),
  duplicates: z
    .enum(["exact", "near"], { error: "must be exact or near" })
    .exactOptional()
    .meta({ description: "drop documents that were there before: exact or near", placeholder: "how" }),
  json: z.boolean().default(false).describe("print one object"),
});
type Flags = z.output<typeof DataFlags>;

const ShardFlags = DataFlags.extend({
  out: z.string().meta({ description: "the folder to write, which must be new", placeholder: "folder" }),
  tokenizer: z.string().default(DEFAULT_MODEL).meta({
    description: "a tokenizer.json or tokenizer.model, the folder of a model, a GGUF file or a known model",
    placeholder: "path",
  }),
});

const FILES = "files or folders, packed as .gz or .zst or not; - for standard input";

export function addData(program: Command): void {
  const data = program
    .command("data")
    .summary("look at texts for training, filter them, and write them as token shards");
  const look = data
    .command("inspect")
    .summary("tell what is in files of text, JSON or Parquet, in folders of them, or in a folder of shards")
    .argument("<files...>", FILES);
  addFlags(look, DataFlags, { split: "file", field: "text" }).action(inspect);
  const write = data.command("shard").summary("write texts as token shards").argument("<files...>", FILES);
  const defaults = { split: "file", field: "text", tokenizer: DEFAULT_MODEL };
  addFlags(write, ShardFlags, defaults).action(shard);
}

/** The documents that the flags ask for, and the account of those that they drop. */
async function opened(files: readonly string[], flags: Flags) {
  const { documents, filtered, filterReport } = await import("../data/index.ts");
  const report = filterReport();
  const source = documents(files, {
    split: flags.split,
    field: flags.field,
    bad: flags.skipBad ? "skip" : "refuse",
    tell: createReport(process.stderr).line,
  });
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

async function inspect(files: readonly string[], given: object): Promise<void> {
  const flags = readFlags(DataFlags, given);
  const [folder] = files;
  if (files.length === 1 && holdsShards(folder!)) return await inspectShards(folder!, flags);
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

/** A folder of texts may have an index.json of its own. */
function holdsShards(folder: string): boolean {
  const index = join(folder, "index.json");
  return (
    existsSync(index) && (existsSync(join(folder, "00000.ids")) || readFileSync(index, "utf8").includes("tenon-shards"))
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

async function shard(files: readonly string[], given: object): Promise<void> {
  const flags = readFlags(ShardFlags, given);
  const { writeShards } = await import("../data/index.ts");
  const { loadTokenizer, pull } = await import("../checkpoints/index.ts");
  const began = performance.now();
  const progress = createReport();
  const tokenizer = loadTokenizer(
    await pull(flags.tokenizer, { onProgress: progress.progress, onNote: progress.line }),
  );
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
