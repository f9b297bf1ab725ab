import { statSync } from "node:fs";
import type { Command } from "commander";
import type { Loaded } from "../checkpoints/index.ts";
import { megabytes } from "../setup/report.mjs";
import { hearing } from "./command-line.ts";
import { DEFAULT_MODEL, MODEL_HELP } from "./model-flags.ts";

export function addInspect(program: Command): void {
  program
    .command("inspect")
    .summary("show what a model is: config, modules, parameters, formats, tokenizer")
    .argument("[model]", MODEL_HELP, DEFAULT_MODEL)
    .option("--json", "print one object: model, path, config, parameters, files, tokenizer, generation")
    .action(inspect);
}

async function inspect(name: string, { json }: { json?: boolean }): Promise<void> {
  const { load } = await import("../checkpoints/index.ts");
  const { printTree } = await import("../nn/index.ts");
  const loaded = await load(name, { able: "run", ...hearing() });
  const facts = await describe(loaded);
  process.stdout.write(json ? `${JSON.stringify(facts)}\n` : `${printTree(loaded.model, name)}\n\n${page(facts)}`);
}

export async function describe({ name, path, config, model, tokenizer, generation }: Loaded<"run">) {
  const { distinctWeights } = await import("../nn/index.ts");
  const sizes = [...distinctWeights(model)].map(([weight, { size }]) => [weight, size] as const);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  const embedding = sizes.find(([weight]) => weight === "embed.table" || weight === "embed.tokens.table")?.[1] ?? 0;
  return {
    model: name,
    path,
    config,
    parameters: { total, embedding, blocks: total - embedding },
    files: await storedFiles(path),
    tokenizer: {
      vocabulary: tokenizer.vocabularySize,
      bos: tokenOf(tokenizer, tokenizer.bosId),
      eos: tokenOf(tokenizer, tokenizer.eosId),
      stops: [...tokenizer.stopIds].map((id) => tokenOf(tokenizer, id)),
      turnEnds: [...tokenizer.turnEnds].flatMap((id) => tokenOf(tokenizer, id) ?? []),
      chatTemplate: tokenizer.chatTemplates.sources.has("default"),
      chatTemplates: [...tokenizer.chatTemplates.sources.keys()],
    },
    generation: { ...generation.settings, ...generation.constraints },
  };
}
type Facts = Awaited<ReturnType<typeof describe>>;

function tokenOf(tokenizer: Loaded["tokenizer"], id: number | undefined): string | undefined {
  return id === undefined ? undefined : (tokenizer.idToToken(id) ?? String(id));
}

/** The weight files of a checkpoint: how large each is, and how many of its tensors are stored in which format. */
async function storedFiles(path: string) {
  const { readGguf, readSafetensors, weightFiles } = await import("../checkpoints/index.ts");
  return weightFiles(path).map((file) => {
    const formats = file.endsWith(".safetensors")
      ? [...readSafetensors(file).tensors.values()].map(({ dtype }) => dtype)
      : [...readGguf(file).tensors.values()].map(({ codec }) => codec.name);
    return { file, bytes: statSync(file).size, tensors: count(formats) };
  });
}

function count(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function templatesOf(names: readonly string[], ends: readonly string[]): string {
  if (names.length === 0) return "has no template";
  const has = names.length === 1 && names[0] === "default" ? "has a template" : `has templates: ${names.join(", ")}`;
  return `${has}; a turn ends with ${ends.join(" or ")}`;
}

function page({ path, config, parameters, files, tokenizer, generation }: Facts): string {
  const settings = Object.entries(config).filter(([, value]) => value !== undefined);
  const answers = Object.entries(generation).map(([name, value]) => `${name} ${brief(value)}`);
  const million = (n: number) => `${(n / 1e6).toFixed(1)} M`;
  return [
    `from        ${path}`,
    `config      ${settings.map(([key, value]) => `${key} ${value}`).join(", ")}`,
    `parameters  ${million(parameters.total)}, of which the embedding ${million(parameters.embedding)}`,
    ...files.map(({ file, bytes, tensors }) => {
      const formats = Object.entries(tensors).map(([format, n]) => `${n} in ${format}`);
      return `file        ${file}, ${megabytes(bytes)}: ${formats.join(", ")}`;
    }),
    `tokenizer   ${tokenizer.vocabulary} tokens; begins with ${tokenizer.bos ?? "nothing"}, ends with ${tokenizer.stops.join(" or ")}`,
    `chat        ${templatesOf(tokenizer.chatTemplates, tokenizer.turnEnds)}`,
    `answers     ${answers.length > 0 ? `by the model's own ${answers.join(", ")}` : "as the caller asks for: the model says nothing"}`,
    "",
  ].join("\n");
}

/** A setting, or how many there are. */
function brief(value: unknown): string {
  return Array.isArray(value) && value.length > 3 ? `(${value.length})` : JSON.stringify(value);
}
