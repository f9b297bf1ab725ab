/** From the tensors of a file to the weights of a model, and which is which. */
import { type NameMap, translate } from "../models/index.ts";
import { type Decoder, distinctWeights, setWeights, weights } from "../nn/index.ts";
import { dequantize } from "../quantization/index.ts";
import { keep, release, scope, type Tensor } from "../tensor/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import type { Described } from "./config.ts";
import { ggufBytes } from "./gguf.ts";
import type { GgufHeader } from "./gguf-header.ts";
import { mapped } from "./mapping.ts";
import { safetensorsView } from "./safetensors.ts";
import type { SafetensorsInfo } from "./safetensors-header.ts";

export type WeightDType = "float32" | "bfloat16";

/** A weight as it lies in a file. */
export interface Stored {
  /** The file, for errors. */
  readonly file: string;
  readonly shape: readonly number[];
  /** Its values in our order of rows. */
  read(dtype: WeightDType): Tensor;
}

/** What some checkpoints carry although it follows from the config: the angles of rotary positions. */
const DERIVED = /(^|\.)rotary_emb\.inv_freq$/;

/**
 * A model with the weights that a checkpoint stores, by their names there; `file` is named where one is missing. The
 * weights live outside of every scope. Throws a CheckpointError where one is missing, unknown, or of another shape than the
 * config says.
 */
export function fill(
  { architecture, config }: Described,
  stored: ReadonlyMap<string, Stored>,
  { names, file, dtype }: { names: NameMap; file: string; dtype: WeightDType },
): Decoder {
  const model = architecture.build(config);
  const blank = [...distinctWeights(model)];
  const sources = match(model, stored, names, architecture.kind);
  const lacking = blank.find(([, weight]) => !sources.has(weight));
  if (lacking !== undefined) {
    throw new CheckpointError(file, "", `the weight ${translate(names, lacking[0], { reverse: true })} is missing`);
  }
  const read = (weight: Tensor) => keep(scope(() => sources.get(weight)!.read(dtype)));
  setWeights(model, new Map(blank.map(([path, weight]) => [path, read(weight)])));
  release(...blank.map(([, weight]) => weight));
  return model;
}

/** Which stored weight goes where. Of several that stand for one tie, the one at its first path. */
function match(model: Decoder, stored: ReadonlyMap<string, Stored>, names: NameMap, kind: string): Map<Tensor, Stored> {
  const byPath = new Map<string, Stored>();
  const wanted = new Map(weights(model));
  for (const [name, source] of stored) {
    if (DERIVED.test(name)) continue;
    const path = translate(names, name) ?? "";
    const weight = wanted.get(path);
    if (weight === undefined) throw new CheckpointError(source.file, name, `${kind} has no such weight`);
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
  return sources;
}

const FLOATS = ["float32", "float64", "float16", "bfloat16"];

/** A tensor of a safetensors file. */
export interface Shard {
  readonly file: string;
  readonly info: SafetensorsInfo;
  /** The whole file, mapped. */
  readonly mapping: Tensor;
}

/** Weights of safetensors files, as `fill` takes them. Those that need no conversion stay views of the mapped file. */
export function storedSafetensors(shards: ReadonlyMap<string, Shard>): Map<string, Stored> {
  const stored = [...shards].map(([name, { file, info, mapping }]): [string, Stored] => {
    const read = (dtype: WeightDType) => {
      if (info.dtype === dtype) return safetensorsView(mapping, info);
      if (!FLOATS.includes(info.dtype)) throw new CheckpointError(file, name, `${info.dtype} is no weight's dtype`);
      // Mapped for this weight alone: what was read of the file leaves memory as soon as it is converted.
      return safetensorsView(mapped(file), info).to(dtype);
    };
    return [name, { file, shape: info.shape, read }];
  });
  return new Map(stored);
}

/** Weights of a GGUF file, as `fill` takes them. */
export function storedGguf(
  file: string,
  { tensors }: GgufHeader,
  { architecture, config }: Described,
): Map<string, Stored> {
  const { names, pairedRows } = architecture.gguf;
  const paired = Object.entries(pairedRows(config));
  const stored = tensors.map((info): [string, Stored] => {
    const { name, shape, codec } = info;
    const path = translate(names, name) ?? "";
    const heads = paired.find(([pattern]) => translate({ [pattern]: pattern }, path) !== undefined)?.[1];
    const read = (dtype: WeightDType) => {
      const bytes = ggufBytes(mapped(file), info); // mapped for this weight alone, as above
      return dequantize(heads === undefined ? bytes : unpair(bytes, shape, heads), codec, shape, { dtype });
    };
    return [name, { file, shape, read }];
  });
  return new Map(stored);
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
