/** What the `adapter_config.json` of a LoRA says: which maps it changes, and by which ranks and scales. */
import { z } from "zod";
import { check, shown } from "../sentences/index.ts";
import { BoundedPattern } from "./bounded-pattern.ts";
import { CheckpointError, malformed } from "./checkpoint-error.ts";

const rank = z.int().positive();
const names = z.union([z.array(z.string()), z.string()]);
const layers = z.union([z.array(z.int()), z.int()]);

/** The fields that are computed; what PEFT means where a file is silent stands beside them. */
const Fields = z.looseObject({
  r: rank.default(8),
  lora_alpha: z.number().default(8),
  use_rslora: z.boolean().nullish(),
  rank_pattern: z.record(z.string(), rank).nullish(),
  alpha_pattern: z.record(z.string(), z.number()).nullish(),
  target_modules: names,
  exclude_modules: names.nullish(),
  layers_to_transform: layers.nullish(),
  layers_pattern: names.nullish(),
  /** Whether the base keeps its weights [in, out]; factors are the same. */
  fan_in_fan_out: z.boolean().nullish(),
  bias: z.literal("none").nullish(),
  /** How A was drawn. What others take out of the base's weights would be missing there. */
  init_lora_weights: z.union([z.boolean(), z.enum(["gaussian", "eva", "orthogonal"])]).nullish(),
  base_model_name_or_path: z.string().nullish(),
  task_type: z.string().nullish(),
});

/** Fields that change nothing of what a trained adapter computes, or only under a field that is refused. */
const HARMLESS = new Set([
  ...["peft_type", "peft_version", "auto_mapping", "revision", "inference_mode", "lora_dropout", "eva_config"],
  ...["megatron_core", "qalora_group_size"],
]);

/** A LoRA as its config has it; paths of maps are the other library's. */
export interface LoraFields {
  readonly base: string | undefined;
  readonly task: string | undefined;
  readonly transposed: boolean;
  /** Whether it is for a map. */
  targets(path: string, isOutput?: boolean): boolean;
  rankOf(path: string): number;
  scaleOf(path: string): number;
}

/**
 * Reads the fields of a LoRA, as PEFT 0.21 understands them. Throws a CheckpointError that names the field: where it is malformed, or is
 * none that is known here and neither null, false, 0 nor empty.
 */
export function readLoraFields(file: string, value: object): LoraFields {
  const { data, fault } = check(Fields, value);
  if (fault !== undefined) throw malformed(file, fault);
  refuseOthers(file, value, (field) => field in Fields.shape || HARMLESS.has(field));
  const pattern = (field: string, text: string, around: (body: string) => string) =>
    new BoundedPattern(
      pythonPattern(text, around) ?? fail(file, field, `${shown(text)} is no regular expression here`),
      (reason) => fail(file, field, `${shown(text)} ${reason}`),
    );
  const behind = <T>(field: string, patterns: Readonly<Record<string, T>> | null | undefined) =>
    Object.entries(patterns ?? {}).map(
      ([text, own]) => [pattern(field, text, (body) => `^(?:.*\\.)?(?:${body})$`), own] as const,
    );
  const among = (field: string, wanted: string | readonly string[]): ((path: string) => boolean) => {
    if (typeof wanted !== "string") return (path) => wanted.some((name) => path === name || path.endsWith(`.${name}`));
    const whole = pattern(field, wanted, (body) => `^(?:${body})$`);
    return (path) => whole.test(path);
  };
  const everyMap = typeof data.target_modules === "string" && data.target_modules.toLowerCase() === "all-linear";
  const listed = everyMap ? () => true : among("target_modules", data.target_modules);
  const excluded = data.exclude_modules?.length ? among("exclude_modules", data.exclude_modules) : () => false;
  const inLayer = typeof data.target_modules === "string" ? () => true : layersOf(data, pattern);
  const [ranks, alphas] = [behind("rank_pattern", data.rank_pattern), behind("alpha_pattern", data.alpha_pattern)];
  const rankOf = (path: string) => ranks.find(([fits]) => fits.test(path))?.[1] ?? data.r;
  const alphaOf = (path: string) => alphas.find(([fits]) => fits.test(path))?.[1] ?? data.lora_alpha;
  return {
    base: data.base_model_name_or_path ?? undefined,
    task: data.task_type ?? undefined,
    transposed: data.fan_in_fan_out === true,
    targets: (path, isOutput = false) => listed(path) && inLayer(path) && !excluded(path) && !(everyMap && isOutput),
    rankOf,
    scaleOf: (path) => alphaOf(path) / (data.use_rslora === true ? Math.sqrt(rankOf(path)) : rankOf(path)),
  };
}

/** Throws a CheckpointError that names a field which is not `known` and asks for something. */
export function refuseOthers(file: string, value: object, known: (field: string) => boolean): void {
  for (const [field, asked] of Object.entries(value)) {
    if (!known(field) && !isEmpty(asked)) fail(file, field, `is ${shown(asked)}, which is not computed here`);
  }
}

const isEmpty = (value: unknown) => !value || (typeof value === "object" && Object.keys(value).length === 0);

/** Whether a path is in one of the layers that are asked for: the first number behind a name, or behind one of a pattern's. */
function layersOf(
  { layers_to_transform: wanted, layers_pattern: patterns }: z.output<typeof Fields>,
  pattern: (field: string, text: string, around: (body: string) => string) => BoundedPattern,
): (path: string) => boolean {
  if (wanted === null || wanted === undefined || (Array.isArray(wanted) && wanted.length === 0)) return () => true;
  const among = new Set([wanted].flat());
  const named = patterns?.length
    ? [patterns].flat().map((text) => pattern("layers_pattern", text, (body) => `^(?:.*?\\.)??(?:${body})\\.(\\d+)\\.`))
    : [/^.*?\.[^.]*\.(\d+)\./];
  return (path) => {
    const index = named.map((one) => one.exec(path)?.at(-1)).find((found) => found !== undefined);
    return index !== undefined && among.has(Number(index));
  };
}

/** A regular expression of Python's as one of JavaScript's, or nothing where it cannot be one. */
function pythonPattern(text: string, around: (body: string) => string): RegExp | undefined {
  const ignoresCase = text.startsWith("(?i)");
  const body = (ignoresCase ? text.slice(4) : text)
    .replaceAll("(?P<", "(?<")
    .replaceAll(/\\([^a-zA-Z\d^$\\.*+?()[\]{}|/])/gsu, (_, own: string) => `\\u{${own.codePointAt(0)!.toString(16)}}`);
  try {
    return new RegExp(around(body), ignoresCase ? "iu" : "u");
  } catch {
    return undefined;
  }
}

function fail(file: string, field: string, reason: string): never {
  throw new CheckpointError(file, field, reason);
}
