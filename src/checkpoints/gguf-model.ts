/** A model as a GGUF file: weights under llama.cpp's names and in its order of rows, and what it must be told of them. */
import { basename, extname } from "node:path";
import { architecture as architectureOf, type ModelConfig, translate } from "../models/index.ts";
import { type Codec, type EncodingCodec, type EncodingCodecName, encodingCodecs, f32 } from "../quantization/index.ts";
import { megabytes } from "../setup/report.mjs";
import type { Tensor } from "../tensor/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { ggufOf } from "./config.ts";
import { type GgufValue, type PendingGguf, writeGguf } from "./gguf-writing.ts";
import { underTheirNames } from "./holding.ts";
import { fileType, fittingCodec, formatOf, type Quantization } from "./mixtures.ts";

/** A weight that is made when its turn has come. */
export interface GgufWeight {
  readonly shape: readonly number[];
  /** How it is stored now. */
  readonly codec: Codec;
  /** Its values, of any floating type, in our order of rows. Called inside a scope. */
  read(): Tensor;
}

/** Of the layout of blocks, which llama.cpp has changed twice. */
const QUANTIZATION_VERSION = 2;

export interface GgufModelOptions {
  /** What matrices are brought into. Default: each keeps its format. */
  readonly quantize?: Quantization | undefined;
  /** Is told which matrices do not take that format. */
  readonly tell?: ((line: string) => void) | undefined;
}

/**
 * Writes weights by our paths, and what stands `beside` them: the tokenizer, how answers are drawn. Matrices take the format that is
 * asked for, or keep theirs; where rows are not whole blocks of it, the next that they are whole blocks of; vectors are F32, which is
 * all that llama.cpp's operators on them know. Throws a CheckpointError where a weight has no name there, a format that cannot be
 * written or values beyond it, or the disk refuses.
 */
export function writeGgufModel(
  path: string,
  weights: ReadonlyMap<string, GgufWeight>,
  config: ModelConfig,
  beside: Readonly<Record<string, GgufValue>>,
  { quantize, tell = () => {} }: GgufModelOptions = {},
): void {
  const made = architectureOf(config.kind);
  const { names, architecture, write } = ggufOf(made, path);
  const nameless = (at: string) => new CheckpointError(path, at, `${architecture} has no such weight`);
  const named = underTheirNames(weights, names, config, nameless);
  const isHead = (name: string) => name === (named.has(HEAD) ? HEAD : EMBEDDING);
  const { depth: blocks } = made.facts(config);
  const tensors = [...named].map(([name, { shape, codec, read }]): [string, Planned] => {
    if (shape.length < 2) return [name, { shape, codec: f32, wanted: "F32", read }];
    const stored = () => writable(path, translate(names, name) ?? name, codec.name);
    const wanted = quantize === undefined ? stored() : formatOf(quantize, name, { blocks, isHead: isHead(name) });
    return [name, { shape, codec: fittingCodec(wanted, shape.at(-1)!), wanted, read }];
  });
  tellOthers(path, tensors, tell);
  const metadata: Record<string, GgufValue> = {
    "general.architecture": architecture,
    "general.type": "model",
    "general.name": basename(path, extname(path)),
    "general.file_type": { uint32: fileType(quantize ?? tensors[0]![1].codec.name) },
    "general.quantization_version": { uint32: QUANTIZATION_VERSION },
    ...write(config),
    ...beside,
  };
  writeGguf(path, metadata, new Map(tensors));
}

const EMBEDDING = "token_embd.weight";
const HEAD = "output.weight";

interface Planned extends PendingGguf {
  readonly codec: EncodingCodec<EncodingCodecName>;
  /** The format that it would have, were its rows whole blocks of it. */
  readonly wanted: EncodingCodecName;
}

function writable(path: string, at: string, name: string): EncodingCodecName {
  const found = encodingCodecs.find((codec) => codec.name === name);
  if (found !== undefined) return found.name;
  throw new CheckpointError(path, at, `${name} can be read but not written: name a format to quantize to`);
}

/** A line for each format that could not be taken: how many matrices, why, what they are in now, and what that costs. */
function tellOthers(path: string, tensors: readonly [string, Planned][], tell: (line: string) => void): void {
  const groups = new Map<string, [string, Planned][]>();
  for (const [name, one] of tensors) {
    if (one.codec.name === one.wanted) continue;
    const alike = `${one.wanted} ${one.codec.name} ${one.shape.at(-1)}`;
    groups.set(alike, [...(groups.get(alike) ?? []), [name, one]]);
  }
  for (const group of groups.values()) {
    const [name, { codec, wanted, shape }] = group[0]!;
    const { blockSize } = encodingCodecs.find((one) => one.name === wanted)!;
    const sizes = group.map(([, one]) => one.shape.reduce((size, axis) => size * axis, 1));
    const bytes = sizes.reduce((total, size) => total + (size / codec.blockSize) * codec.blockBytes, 0);
    const which = group.length === 1 ? name : `${name} and ${group.length - 1} more`;
    tell(
      `${path}: ${which}: a row of ${shape.at(-1)} is not whole blocks of ${blockSize}, so ${codec.name} in place of ${wanted}, ${megabytes(bytes)}`,
    );
  }
}
