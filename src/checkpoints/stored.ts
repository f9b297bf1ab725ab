/** Weights as they lie in files, by their names there. */
import { fits, holding, translate } from "../models/index.ts";
import { bf16, type Codec, dequantize, f16, f32 } from "../quantization/index.ts";
import type { DType, Tensor } from "../tensor/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import type { Described } from "./config.ts";
import { ggufBytes } from "./gguf.ts";
import type { WholeGguf } from "./gguf-parts.ts";
import { mapped } from "./mapping.ts";
import { safetensorsView } from "./safetensors.ts";
import type { SafetensorsInfo } from "./safetensors-header.ts";

/** What the weights of a loaded model become. */
export type WeightDType = "float32" | "bfloat16";

/** A weight as it lies in a file. */
export interface Stored {
  /** The file, for errors. */
  readonly file: string;
  readonly shape: readonly number[];
  readonly codec: Codec;
  read(dtype: WeightDType): Tensor;
  /** Its bytes, a view of the mapped file: those that are kept stay in it as long as the model, those that are moved are copied. */
  readBlocks?(use: "kept" | "moved"): Tensor;
}

/** The floating types that weights may have, and the codec that keeps as much of them as we do. */
export const FLOATS: Partial<Record<DType, Codec>> = { float32: f32, float64: f32, float16: f16, bfloat16: bf16 };

/** A tensor of a safetensors file. */
export interface Shard {
  readonly file: string;
  readonly info: SafetensorsInfo;
  /** The whole file, mapped. */
  readonly mapping: Tensor;
}

/**
 * Weights of safetensors files, as `fill` takes them. Those that need no conversion stay views of the mapped file. What follows from
 * the config is left out, and so are strays, whose names are told in a line.
 */
export function storedSafetensors(
  shards: ReadonlyMap<string, Shard>,
  described: Described,
  tell: (line: string) => void = () => {},
): Map<string, Stored> {
  const own = [...shards].filter(([name]) => !described.derived.some((pattern) => fits(pattern, name)));
  const strays = own.filter(([name, { info }]) => isStray(name, info, shards, described)).map(([name]) => name);
  if (strays.length > 0) {
    const more = strays.length > MOST_NAMED ? ` and ${strays.length - MOST_NAMED} more` : "";
    tell(`${described.path}: its model has no place for ${strays.slice(0, MOST_NAMED).join(", ")}${more}: passed over`);
  }
  const kept = own.filter(([name]) => !strays.includes(name));
  return new Map(kept.map(([name, shard]) => [name, storedShard(name, shard)]));
}

/** The most strays that are told by name. */
const MOST_NAMED = 8;

/**
 * Whether a tensor is no part of the model, as a checkpoint may hold besides: a mask or positions, a head for another task, nothing at
 * all, a weight that is there by its usual name too. What could be a part that the config forgot is none.
 */
function isStray(
  name: string,
  { dtype, shape }: SafetensorsInfo,
  shards: ReadonlyMap<string, Shard>,
  { names, config, foreign }: Described,
): boolean {
  if (foreign(name, config)) return true;
  const path = translate(names, name);
  if (path === undefined) return FLOATS[dtype] === undefined || shape.includes(0);
  const usual = translate(names, path, { reverse: true });
  return (
    usual !== undefined && usual !== name && shards.has(usual) && holding(names, usual, () => false)?.paths[0] === path
  );
}

function storedShard(name: string, { file, info, mapping }: Shard): Stored {
  const codec = FLOATS[info.dtype];
  if (codec === undefined) throw new CheckpointError(file, name, `${info.dtype} is no weight's dtype`);
  const read = (dtype: WeightDType) => {
    if (info.dtype === dtype) return safetensorsView(mapping, info);
    // Mapped for this weight alone: what was read of the file leaves memory as soon as it is converted.
    return safetensorsView(mapped(file), info).to(dtype);
  };
  return { file, shape: info.shape, codec, read };
}

/** Weights of a GGUF file or of all its parts, as `fill` takes them. */
export function storedGguf({ tensors }: Pick<WholeGguf, "tensors">): Map<string, Stored> {
  // For the weights that stay in them; pages that nobody reads take no memory.
  const whole = new Map([...new Set(tensors.map(({ file }) => file))].map((file) => [file, mapped(file)]));
  const stored = tensors.map((info): [string, Stored] => {
    const { file, name, shape, codec } = info;
    // What is converted or moved is mapped for this weight alone, as above.
    const read = (dtype: WeightDType) => dequantize(ggufBytes(mapped(file), info), codec, shape, { dtype });
    const readBlocks = (use: "kept" | "moved") => ggufBytes(use === "kept" ? whole.get(file)! : mapped(file), info);
    return [name, { file, shape, codec, read, readBlocks }];
  });
  return new Map(stored);
}
