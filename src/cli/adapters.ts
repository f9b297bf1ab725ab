/** `tenon adapters`, `tenon merge` and `tenon combine`: changes as files. */
import { existsSync, readdirSync } from "node:fs";
import { type Command, Option } from "commander";
import { z } from "zod";
import type { AdapterFacts, CombineOptions, Term } from "../checkpoints/index.ts";
import { megabytes } from "../setup/report.mjs";
import { hearing, UsageError } from "./command-line.ts";
import { addFlags, readFlags, whole } from "./flags.ts";
import { DEFAULT_MODEL, MODEL_HELP } from "./model-flags.ts";

export function addAdapters(program: Command): void {
  program
    .command("adapters")
    .summary("tell what saved changes are: kind, base, rank, sites, parameters, bytes")
    .argument("<folder...>", "folders with an adapter_config.json")
    .option("--json", "print a list of objects: folder, name, kind, base, rank, sites, parameters, bytes")
    .action(tell);
}

async function tell(folders: string[], { json }: { json?: boolean }): Promise<void> {
  const { adapterFacts } = await import("../checkpoints/index.ts");
  const facts = folders.map(adapterFacts);
  process.stdout.write(json ? `${JSON.stringify(facts)}\n` : facts.map(line).join(""));
}

function line({ folder, kind, base, rank, sites, parameters, bytes }: AdapterFacts): string {
  const ranks = rank === null ? "" : `, rank ${[rank].flat().join(", ")}`;
  const size = bytes < 1e5 ? `${bytes} bytes` : megabytes(bytes);
  return `${folder}: ${kind}${ranks}, ${sites} sites, ${parameters} parameters, ${size}; base ${base ?? "not named"}\n`;
}

const MergeFlags = z.strictObject({
  with: z
    .array(z.string())
    .meta({ placeholder: "folder" })
    .describe("the folder of a low-rank change; may be given again"),
  out: z.string().meta({ placeholder: "folder" }).describe("the folder to write, new or empty"),
});

export function addMerge(program: Command): void {
  const command = program
    .command("merge")
    .summary("put low-rank changes into a model's weights and write it as a checkpoint, in float32")
    .argument("[model]", MODEL_HELP, DEFAULT_MODEL);
  addFlags(command, MergeFlags).action(mergeInto);
}

async function mergeInto(name: string, options: object): Promise<void> {
  const { with: entries, out } = readFlags(MergeFlags, options);
  refuseFull(out);
  const { load, merge } = await import("../checkpoints/index.ts");
  const { interventionsOf } = await import("../open/index.ts");
  const hearers = hearing();
  const base = await load(name, { able: "run", ...hearers });
  const { weights, format, rounding } = await merge(out, base, await interventionsOf(base, entries));
  const cost =
    format === "F32" || rounding === undefined
      ? ""
      : `; stored as ${format} again, as the base is, rounding would be ${rounding.toPrecision(2)} times the change`;
  hearers.onNote(`${weights} weights changed, written in float32${cost}`);
  process.stdout.write(`${out}\n`);
}

const BY = ["stack", "linear", "svd"] satisfies CombineOptions["by"][];
const CombineFlags = z.strictObject({
  out: z.string().meta({ placeholder: "folder" }).describe("the folder to write, new or empty"),
  rank: whole(1).exactOptional().describe("of svd: the rank of the sum (default: the largest of those added)"),
});

export function addCombine(program: Command): void {
  const command = program
    .command("combine")
    .summary("add low-rank changes up, each times a number, into one: tenon combine a=0.7 b=-0.3 --out sum")
    .argument("<folder=weight...>", "folders of changes, each with its weight; 1 where none is given")
    .addOption(
      new Option(
        "--by <how>",
        "stack: the exact sum, ranks add; linear: factors added, as PEFT does; svd: the best of a lower rank",
      )
        .choices(BY)
        .default("stack"),
    );
  addFlags(command, CombineFlags).action(combine);
}

async function combine(terms: string[], options: Pick<CombineOptions, "by">): Promise<void> {
  const { out, rank } = readFlags(CombineFlags, options);
  const { by } = options;
  if (rank !== undefined && by !== "svd") throw new UsageError("--rank is for --by svd");
  const parsed = terms.map(termOf);
  refuseFull(out);
  const { combineAdapters } = await import("../checkpoints/index.ts");
  combineAdapters(out, parsed, { ...(by && { by }), ...(rank !== undefined && { rank }) });
  process.stdout.write(`${out}\n`);
}

/** `DIR=0.7`, or a folder alone. */
function termOf(text: string): Term {
  const [, folder = text, number = "1"] = /^(.+)=([^=/]*)$/s.exec(text) ?? [];
  const weight = number.trim() === "" ? Number.NaN : Number(number);
  if (Number.isFinite(weight)) return { folder, weight };
  throw new UsageError(`${text}: the weight must be a number, as in ${folder}=0.7`);
}

/** Throws a UsageError where there is something already that would be mixed with what is written. */
function refuseFull(out: string): void {
  if (existsSync(out) && readdirSync(out).length > 0)
    throw new UsageError(`--out: ${out} holds something already: name a folder that is new or empty`);
}
