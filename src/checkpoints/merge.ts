/** A model with changes in its weights, as a checkpoint of its own. */
import { dirname } from "node:path";
import { bake, type Intervention, InterventionError, LowRankDelta } from "../interventions/index.ts";
import { setWeights, weights } from "../nn/index.ts";
import { dequantize, encodingCodecs, quantize } from "../quantization/index.ts";
import { scope, type Tensor } from "../tensor/index.ts";
import { findWeights, isGguf, readShards } from "./files.ts";
import { readWholeGguf } from "./gguf-parts.ts";
import type { Loaded } from "./load.ts";
import { save } from "./save.ts";
import { readSentenceFiles } from "./sentence-files.ts";
import { FLOATS } from "./stored.ts";

/** What the storage of the base costs a change that is put into its weights. */
export interface Merged {
  /** How many weights were changed. */
  readonly weights: number;
  /** The format that most numbers of the base are stored in. */
  readonly format: string;
  /** |stored(W') - W'| / |W' - W| over all changed weights, W' stored in that format again; nothing where it cannot be written here. */
  readonly rounding: number | undefined;
}

/**
 * Adds low-rank changes to the weights of a model that was loaded as float32, and writes it as float32: W + s B A. The model keeps them.
 * Throws an InterventionError where a change is no low-rank one, or of one side of a tie alone; a CheckpointError where the disk refuses.
 */
export async function merge(to: string, base: Loaded<"run">, changes: readonly Intervention[]): Promise<Merged> {
  const merged = changes.map((change) => {
    if (LowRankDelta.is(change)) return change.merged();
    throw new InterventionError(`"${change.name}" is no low-rank change: no weight could hold it`);
  });
  const baked = bake(base.model, merged);
  const format = formatOf(base.path);
  const rounding = roundingOf(baked, new Map(weights(base.model)), format);
  setWeights(base.model, baked);
  const sentenceFiles = isGguf(base.path) ? {} : readSentenceFiles(dirname(findWeights(base.path).path));
  await save(to, { ...base, sentenceFiles });
  return { weights: baked.size, format, rounding };
}

/** The format that most numbers of a checkpoint are stored in. */
function formatOf(place: string): string {
  const { format, path } = findWeights(place);
  const stored =
    format === "gguf"
      ? readWholeGguf(path).tensors.map(({ codec, shape }) => [codec.name, shape] as const)
      : [...readShards(path).values()].map(({ info }) => [FLOATS[info.dtype]?.name ?? info.dtype, info.shape] as const);
  const sizes = new Map<string, number>();
  for (const [name, shape] of stored)
    sizes.set(name, (sizes.get(name) ?? 0) + shape.reduce((size, axis) => size * axis, 1));
  return [...sizes].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

function roundingOf(
  baked: ReadonlyMap<string, Tensor>,
  before: ReadonlyMap<string, Tensor>,
  format: string,
): number | undefined {
  const codec = encodingCodecs.find(({ name }) => name === format);
  if (codec === undefined || [...baked.values()].some(({ shape }) => shape.at(-1)! % codec.blockSize !== 0)) return;
  const square = (tensor: Tensor) => tensor.mul(tensor).sum().item();
  const sums = [...baked].map(([path, weight]) =>
    scope(() => {
      const again = dequantize(quantize(weight, codec), codec, weight.shape);
      return [square(again.sub(weight)), square(weight.sub(before.get(path)!))] as const;
    }),
  );
  const [lost, changed] = [0, 1].map((i) => sums.reduce((sum, each) => sum + each[i]!, 0));
  return changed === 0 ? undefined : Math.sqrt(lost! / changed!);
}
