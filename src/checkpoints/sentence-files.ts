/**
 * How a sentence encoder makes one vector of a text, in the files that sentence-transformers writes beside a model: `modules.json`
 * names what stands behind one another, a Transformer, a Pooling (`1_Pooling/config.json`) and often a Normalize.
 */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { SentenceDefaults } from "../generation/index.ts";
import { check } from "../sentences/index.ts";
import { readJsonFile } from "./as-read.ts";
import { CheckpointError, malformed } from "./checkpoint-error.ts";

const TOKENIZER = "tokenizer_config.json";
const MODULES = "modules.json";
const PROMPTS = "config_sentence_transformers.json";

/** Parsed JSON of each file, by its path in the checkpoint. */
export type SentenceFiles = Readonly<Record<string, unknown>>;

/** A folder within the checkpoint's, or the checkpoint's own. */
const place = z.string().refine((name) => /^(\w[\w.-]*)?$/.test(name), "expected the name of a folder");
const Modules = z.array(z.looseObject({ path: place, type: z.string() }));

/** The files of a folder, none where it is no sentence encoder's. Throws a CheckpointError where one is no JSON or lists no modules. */
export function readSentenceFiles(folder: string): SentenceFiles {
  if (!existsSync(join(folder, MODULES))) return {};
  const modules = readJsonFile(join(folder, MODULES));
  const configs = parsed(Modules, folder, MODULES, modules).map(({ path }) => join(path, "config.json"));
  const beside = readdirSync(folder).filter((name) => name === PROMPTS || /^sentence_[\w-]+_config\.json$/.test(name));
  const own = configs.filter((name) => dirname(name) !== "." && existsSync(join(folder, name)));
  return {
    [MODULES]: modules,
    ...Object.fromEntries([...beside, ...own].map((name) => [name, readJsonFile(join(folder, name))])),
  };
}

function parsed<T extends z.ZodType>(schema: T, folder: string, name: string, value: unknown): z.output<T> {
  const { data, fault } = check(schema, value);
  if (fault !== undefined) throw malformed(join(folder, name), fault);
  return data;
}

/** sentence-transformers' poolings, in the order in which it joins them. */
const POOLINGS = {
  cls: "first",
  max: "max",
  mean: "mean",
  mean_sqrt_len_tokens: "mean-sqrt-length",
  weightedmean: "weighted-mean",
  lasttoken: "last",
} as const;
const flag = z.boolean().nullish();
const mode = z.enum(Object.keys(POOLINGS) as (keyof typeof POOLINGS)[]);
const PoolingConfig = z.looseObject({
  pooling_mode: z.union([mode, z.array(mode)]).nullish(),
  /** How versions before 6 say the same. */
  pooling_mode_cls_token: flag,
  pooling_mode_max_tokens: flag,
  pooling_mode_mean_tokens: flag,
  pooling_mode_mean_sqrt_len_tokens: flag,
  pooling_mode_weightedmean_tokens: flag,
  pooling_mode_lasttoken: flag,
  include_prompt: flag,
});
const OLDER = {
  pooling_mode_cls_token: "first",
  pooling_mode_max_tokens: "max",
  pooling_mode_mean_tokens: "mean",
  pooling_mode_mean_sqrt_len_tokens: "mean-sqrt-length",
  pooling_mode_weightedmean_tokens: "weighted-mean",
  pooling_mode_lasttoken: "last",
} as const;
const TransformerConfig = z.looseObject({
  max_seq_length: z.int().positive().nullish(),
  do_lower_case: flag,
});
/** A length beyond all texts, some 1e30, is how transformers says that there is none. */
const TokenizerConfig = z.looseObject({ model_max_length: z.number().nullish() });
const Prompts = z.looseObject({
  prompts: z.record(z.string(), z.string()).nullish(),
  default_prompt_name: z.string().nullish(),
});

/** What the files say; undefined where there are none. Throws a CheckpointError that names file and field. */
export function sentenceDefaults(
  folder: string,
  files: SentenceFiles,
  tokenizerConfig: unknown = {},
): SentenceDefaults | undefined {
  if (files[MODULES] === undefined) return undefined;
  const modules = parsed(Modules, folder, MODULES, files[MODULES]).map(({ path, type }) => ({
    config: join(path, "config.json"),
    kind: type.split(".").at(-1)!,
  }));
  const kinds = modules.map(({ kind }) => kind);
  const strange = kinds.find((kind) => !["Transformer", "Pooling", "Normalize"].includes(kind));
  const inOrder = /^Transformer,Pooling(,Normalize)*$/.test(kinds.join());
  const unsupported =
    strange ?? (inOrder ? "" : `modules in another order than Transformer, Pooling, Normalize (${kinds.join(", ")})`);
  const named = modules.find(({ kind }) => kind === "Pooling")?.config ?? "";
  const pooling = parsed(PoolingConfig, folder, named, files[named] ?? {});
  const [transformer = ""] = Object.keys(files).filter((name) => name.startsWith("sentence_"));
  const { max_seq_length, do_lower_case } = parsed(TransformerConfig, folder, transformer, files[transformer] ?? {});
  const { model_max_length } = parsed(TokenizerConfig, folder, TOKENIZER, tokenizerConfig);
  const longest = max_seq_length ?? model_max_length; // from version 6 on it stands in the tokenizer's config
  const { prompts, default_prompt_name } = parsed(Prompts, folder, PROMPTS, files[PROMPTS] ?? {});
  const prompt = default_prompt_name == null ? "" : prompts?.[default_prompt_name];
  if (prompt === undefined) {
    throw new CheckpointError(join(folder, PROMPTS), "default_prompt_name", `prompts has no "${default_prompt_name}"`);
  }
  return {
    pooling: poolingsOf(pooling),
    normalize: kinds.includes("Normalize"),
    ...(longest != null && { maxLength: longest }),
    lowerCase: do_lower_case ?? false,
    prompt,
    includePrompt: pooling.include_prompt ?? true,
    unsupported,
  };
}

function poolingsOf(config: z.output<typeof PoolingConfig>): NonNullable<SentenceDefaults["pooling"]> {
  if (config.pooling_mode != null) return [config.pooling_mode].flat().map((name) => POOLINGS[name]);
  const older = Object.entries(OLDER).filter(([name]) => config[name] === true);
  return older.length > 0 ? older.map(([, pooling]) => pooling) : ["mean"];
}
