/**
 * LoRA in PEFT's files. Factors of a map are `base_model.model.PATH.lora_A.weight` [R, in] and `.lora_B.weight` [out, R]; the scale is
 * alpha / r, or alpha / sqrt(r), of the config (rsLoRA, Kalajdzievski 2023, arXiv:2312.03732). An edit of rank 1 or n is such a file too.
 */
import { join } from "node:path";
import { type LowRank, LowRankDelta } from "../interventions/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { ADAPTER_CONFIG, ADAPTER_WEIGHTS, type AdapterFiles, writeAdapterFiles } from "./adapter-files.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { type LoraFields, readLoraFields } from "./peft-config.ts";

/** A low-rank change as a file has it. */
export interface Lora {
  /** By the paths of the other library. */
  readonly delta: LowRankDelta;
  /** What else its config says. */
  readonly fields: Pick<LoraFields, "base" | "task" | "transposed">;
}

/** And what it says of maps that a file holds no factors of, and holds of the base's own. */
export interface ReadLora extends Lora {
  readonly fields: LoraFields;
  /** Weights of the base by the same paths: PEFT puts that of a head beside its factors. */
  readonly copies: ReadonlyMap<string, Tensor>;
}

const FACTOR = /^base_model\.model\.(.+)\.lora_([AB])\.weight$/s;
const COPY = /^base_model\.model\.(.+)\.base_layer\.weight$/s;
/** The name of a factor. */
export const factorName = (path: string, factor: "A" | "B") => `base_model.model.${path}.lora_${factor}.weight`;

/**
 * What the files of a LoRA hold; which model it is for, they do not say. Throws a CheckpointError that names the field or tensor: where
 * a factor is missing or of another rank than the config says, or a tensor is none.
 */
export function loraOf(folder: string, { config, tensors, name }: AdapterFiles): ReadLora {
  const fields = readLoraFields(join(folder, ADAPTER_CONFIG), config);
  const file = join(folder, ADAPTER_WEIGHTS);
  const found = new Map<string, { A?: Tensor; B?: Tensor }>();
  const copies = new Map<string, Tensor>();
  for (const [key, tensor] of tensors) {
    const [, copied] = COPY.exec(key) ?? [];
    if (copied !== undefined && fields.targets(copied)) {
      copies.set(copied, tensor);
      continue;
    }
    const [, path, factor] = FACTOR.exec(key) ?? [];
    if (path === undefined || !fields.targets(path)) {
      const why =
        path === undefined ? "is no factor of a linear map" : "is of a map that target_modules does not ask for";
      throw new CheckpointError(file, key, `${why}: it would be passed over`);
    }
    found.set(path, { ...found.get(path), [factor!]: tensor });
  }
  if (found.size === 0) throw new CheckpointError(file, "", "holds no factors");
  const parts = [...found].map(([path, { A, B }]): [string, LowRank] => {
    const R = fields.rankOf(path);
    const lacking = A === undefined ? "A" : "B";
    if (A === undefined || B === undefined) throw new CheckpointError(file, factorName(path, lacking), "is missing");
    if (A.shape.length !== 2 || A.shape[0] !== R) throw ofRank(file, factorName(path, "A"), A, `[${R}, in]`, R);
    if (B.shape.length !== 2 || B.shape[1] !== R) throw ofRank(file, factorName(path, "B"), B, `[out, ${R}]`, R);
    return [path, { a: A, b: B, scale: fields.scaleOf(path) }];
  });
  return { delta: new LowRankDelta(name, new Map(parts)), fields, copies };
}

function ofRank(file: string, key: string, { shape }: Tensor, expected: string, rank: number): CheckpointError {
  return new CheckpointError(file, key, `its shape is [${shape.join(", ")}], and rank ${rank} asks for ${expected}`);
}

/**
 * Writes a low-rank change. `maps` are the paths of all linear maps of the base, where they are known: targets are then named as briefly
 * as PEFT can tell them from others.
 */
export function writeLora(folder: string, { delta, fields }: Lora, maps: readonly string[] = []): void {
  const parts = [...delta.parts];
  const settings = parts.map(([path, part]) => ({ path, ...settingOf(folder, path, part) }));
  const { rank, alpha } = commonest(settings);
  const where = <K extends "rank" | "alpha">(key: K, usual: number) =>
    Object.fromEntries(settings.filter((own) => own[key] !== usual).map((own) => [escaped(own.path), own[key]]));
  const config = {
    peft_type: "LORA",
    task_type: fields.task ?? null,
    base_model_name_or_path: fields.base ?? null,
    inference_mode: true,
    r: rank,
    lora_alpha: alpha,
    rank_pattern: where("rank", rank),
    alpha_pattern: where("alpha", alpha),
    target_modules: targetsOf(new Set(delta.parts.keys()), maps),
    fan_in_fan_out: fields.transposed,
    bias: "none",
    lora_dropout: 0,
    use_rslora: false,
    init_lora_weights: true,
  };
  const tensors = parts.flatMap(([path, { a, b }]): [string, Tensor][] => [
    [factorName(path, "A"), a],
    [factorName(path, "B"), b],
  ]);
  writeAdapterFiles(folder, { config, tensors: new Map(tensors), name: delta.name });
}

/** r and alpha of a part, so that alpha / r is its scale to the bit. */
function settingOf(folder: string, path: string, { a, scale }: LowRank): { rank: number; alpha: number } {
  if (!Number.isFinite(scale)) throw new CheckpointError(folder, path, `its scale is ${scale}: nothing was saved`);
  const rank = a.shape[0]!;
  const near = scale * rank;
  const alpha = [near, near * (1 + Number.EPSILON), near * (1 - Number.EPSILON)].find((one) => one / rank === scale);
  return { rank, alpha: alpha ?? near };
}

function commonest<S extends { rank: number; alpha: number }>(settings: readonly S[]): S {
  const alike = ({ rank, alpha }: S) => settings.filter((other) => other.rank === rank && other.alpha === alpha).length;
  return settings.reduce((most, own) => (alike(own) > alike(most) ? own : most));
}

const escaped = (path: string) => path.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** Names that end the paths of these maps and of no others; a map that shares its last name with another is named whole. */
function targetsOf(own: ReadonlySet<string>, maps: readonly string[]): string[] {
  const last = (path: string) => path.slice(path.lastIndexOf(".") + 1);
  const others = new Set(maps.filter((path) => !own.has(path)).map(last));
  const names = [...own].map((path) => (maps.length === 0 || others.has(last(path)) ? path : last(path)));
  return [...new Set(names)].sort();
}
