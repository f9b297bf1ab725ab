/** From the tensors of a file to the weights of a model, and which is which. */
import { type NameMap, translate } from "../models/index.ts";
import { type Decoder, distinctWeights, type Encoder, setWeights, weights } from "../nn/index.ts";
import { bf16, type Codec, dequantize, f16, f32 } from "../quantization/index.ts";
import { type DType, keep, release, scope, type Tensor } from "../tensor/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { type Described, ggufOf } from "./config.ts";
import { ggufBytes } from "./gguf.ts";
import type { GgufHeader } from "./gguf-header.ts";
import { keepBlocks } from "./keep-blocks.ts";
import { mapped } from "./mapping.ts";
import { safetensorsView } from "./safetensors.ts";
import type { SafetensorsInfo } from "./safetensors-header.ts";

export type WeightDType = "float32" | "bfloat16";

/** A weight as it lies in a file. */
export interface Stored {
  /** The file, for errors. */
  readonly file: string;
  readonly shape: readonly number[];
  readonly codec: Codec;
  /** Its values in our order of rows. */
  read(dtype: WeightDType): Tensor;
  /** Its bytes in our order of rows: a view of the mapped file where that is the file's order. */
  readBlocks?(): Tensor;
}

/** What some checkpoints carry although it follows from the config: the angles of rotary positions, the numbers from 0 on. */
const DERIVED = /(^|\.)(rotary_emb\.inv_freq|embeddings\.position_ids)$/;

/**
 * A model with the weights that a checkpoint stores, by their names there; `file` is named where one is missing. The
 * weights live outside of every scope. Throws a CheckpointError where one is missing, unknown, or of another shape than the
 * config says.
 */
export function fill(
  { architecture, config }: Described,
  stored: ReadonlyMap<string, Stored>,
  { names, file, dtype }: { names: NameMap; file: string; dtype: WeightDType | "stored" },
): Decoder | Encoder {
  const model = assemble({ architecture, config }, stored, file);
  const blank = [...distinctWeights(model)];
  const sources = match(model, stored, { names, file, kind: architecture.kind });
  const inBlocks = dtype === "stored" ? keepBlocks(model, sources) : new Set<Tensor>();
  const valued = blank.filter(([, weight]) => !inBlocks.has(weight));
  const read = (weight: Tensor) => keep(scope(() => sources.get(weight)!.read(dtype === "stored" ? "float32" : dtype)));
  setWeights(model, new Map(valued.map(([path, weight]) => [path, read(weight)])));
  release(...blank.map(([, weight]) => weight));
  return model;
}

/** The model of a config, its weights still without numbers. Blocks for which there can be no weights would fill memory. */
export function assemble(
  { architecture, config }: Described,
  stored: ReadonlyMap<string, Stored>,
  file: string,
): Decoder | Encoder {
  if (config.depth > stored.size) {
    const there = `holds ${stored.size} weights`;
    throw new CheckpointError(file, "", `${there}, which is too few for the ${config.depth} blocks of the config`);
  }
  return architecture.build(config);
}

/**
 * The stored weight of each of a model's. Of several that stand for one tie, the one at its first path. Throws as `fill`
 * does.
 */
export function match(
  model: Decoder | Encoder,
  stored: ReadonlyMap<string, Stored>,
  { names, file, kind }: { names: NameMap; file: string; kind: string },
): Map<Tensor, Stored> {
  const byPath = new Map<string, Stored>();
  const wanted = new Map(weights(model));
  for (const [name, source] of stored) {
    const path = translate(names, name) ?? "";
    const weight = wanted.get(path);
    if (weight === undefined) throw new CheckpointError(source.file, name, `this config's ${kind} has no such weight`);
    if (`${weight.shape}` !== `${source.shape}`) {
      const [found, expected] = [source.shape, weight.shape].map((shape) => `[${shape.join(", ")}]`);
      throw new CheckpointError(source.file, name, `its shape is ${found}, and the config asks for ${expected}`);
    }
    byPath.set(path, source);
  }
  const sources = new Map<Tensor, Stored>();
  for (const [path, weight] of wanted) {
    const source = byPath.get(path);
    if (source !== undefined && !sources.has(weight)) sources.set(weight, source);
  }
  const lacking = [...wanted].find(([, weight]) => !sources.has(weight));
  if (lacking !== undefined) {
    const name = translate(names, lacking[0], { reverse: true });
    throw new CheckpointError(file, "", `the weight ${name} is missing, which the config asks for`);
  }
  return sources;
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

/** Weights of safetensors files, as `fill` takes them. Those that need no conversion stay views of the mapped file. */
export function storedSafetensors(shards: ReadonlyMap<string, Shard>): Map<string, Stored> {
  const kept = [...shards].filter(([name]) => !DERIVED.test(name));
  const stored = kept.map(([name, { file, info, mapping }]): [string, Stored] => {
    const codec = FLOATS[info.dtype];
    if (codec === undefined) throw new CheckpointError(file, name, `${info.dtype} is no weight's dtype`);
    const read = (dtype: WeightDType) => {
      if (info.dtype === dtype) return safetensorsView(mapping, info);
      // Mapped for this weight alone: what was read of the file leaves memory as soon as it is converted.
      return safetensorsView(mapped(file), info).to(dtype);
    };
    return [name, { file, shape: info.shape, codec, read }];
  });
  return new Map(stored);
}

/** Weights of a GGUF file, as `fill` takes them. */
export function storedGguf(
  file: string,
  { tensors }: GgufHeader,
  { architecture, config }: Described,
): Map<string, Stored> {
  const { names } = ggufOf(architecture, file);
  const whole = mapped(file); // for the weights that stay in it; pages that nobody reads take no memory
  const stored = tensors.map((info): [string, Stored] => {
    const { name, shape, codec } = info;
    const path = translate(names, name) ?? "";
    const heads = pairedHeads({ architecture, config }, path);
    const ordered = (bytes: Tensor) => (heads === undefined ? bytes : unpair(bytes, shape, heads));
    // What is converted or moved is mapped for this weight alone, as above.
    const read = (dtype: WeightDType) => dequantize(ordered(ggufBytes(mapped(file), info)), codec, shape, { dtype });
    const readBlocks = () => ordered(ggufBytes(heads === undefined ? whole : mapped(file), info));
    return [name, { file, shape, codec, read, readBlocks }];
  });
  return new Map(stored);
}

/** How many heads the rows of a weight belong to, where GGUF keeps them in rotary pairs. */
export function pairedHeads({ architecture, config }: Described, path: string): number | undefined {
  const rows = Object.entries(architecture.gguf?.pairedRows(config) ?? {});
  return rows.find(([pattern]) => translate({ [pattern]: pattern }, path) !== undefined)?.[1];
}

/**
 * Rows of q and k, [H K, D], in Hugging Face's order. Rotary positions turn pairs of rows; llama.cpp's converter puts the
 * two of a pair side by side, [H, K/2, 2], where Hugging Face has the first halves of all pairs before the second, [H, 2,
 * K/2]. A row is whole blocks, so the bytes move without being decoded.
 */
function unpair(bytes: Tensor, [rows = 0]: readonly number[], H: number): Tensor {
  const rowBytes = bytes.size / rows;
  const pairs = bytes.reshape([H, rows / H / 2, 2, rowBytes]);
  return pairs.transpose(1, 2).reshape([rows, rowBytes]);
}

/** The inverse of `unpair`, on values [H K, D]. */
export function pair(values: Tensor, H: number): Tensor {
  const [rows = 0, width = 0] = values.shape;
  const halves = values.reshape([H, 2, rows / H / 2, width]);
  return halves.transpose(1, 2).reshape([rows, width]);
}
