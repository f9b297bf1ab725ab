/** From the tensors of a file to the weights of a model, and which is which. */
import { holding, shapeOf, translate } from "../models/index.ts";
import { distinctWeights, type Module, setWeights, weights } from "../nn/index.ts";
import { keep, release, scope, type Tensor } from "../tensor/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import type { Described } from "./config.ts";
import { apart } from "./holding.ts";
import { keepBlocks } from "./keep-blocks.ts";
import type { Stored, WeightDType } from "./stored.ts";

/**
 * A model with the weights that a checkpoint stores, by their names there; `file` is named where one is missing. The
 * weights live outside of every scope. Throws a CheckpointError where one is missing, unknown, or of another shape than the
 * config says.
 */
export function fill(
  described: Described,
  stored: ReadonlyMap<string, Stored>,
  { file, dtype }: { file: string; dtype: WeightDType | "stored" },
): Module {
  const model = assemble(described, stored, file);
  const blank = [...distinctWeights(model)];
  const sources = match(model, stored, described, file);
  const inBlocks = dtype === "stored" ? keepBlocks(model, sources) : new Set<Tensor>();
  const valued = blank.filter(([, weight]) => !inBlocks.has(weight));
  const read = (weight: Tensor) => keep(scope(() => sources.get(weight)!.read(dtype === "stored" ? "float32" : dtype)));
  setWeights(model, new Map(valued.map(([path, weight]) => [path, read(weight)])));
  release(...blank.map(([, weight]) => weight));
  return model;
}

/** The model of a config, its weights still without numbers. Blocks for which there can be no weights would fill memory. */
export function assemble(
  { architecture, config, path }: Described,
  stored: ReadonlyMap<string, Stored>,
  file: string,
): Module {
  const { depth } = architecture.facts(config);
  if (depth > stored.size) {
    const there = `holds ${stored.size} weights`;
    throw new CheckpointError(file, "", `${there}, which is too few for the ${depth} blocks of the config`);
  }
  try {
    return architecture.build(config);
  } catch (error) {
    throw error instanceof RangeError ? new CheckpointError(path, "", error.message) : error;
  }
}

/**
 * The stored weight of each of a model's. Of several that stand for one tie, the one at its first path. Throws as `fill`
 * does.
 */
export function match(
  model: Module,
  stored: ReadonlyMap<string, Stored>,
  { names, config }: Described,
  file: string,
): Map<Tensor, Stored> {
  const byPath = new Map<string, Stored>();
  const wanted = new Map(weights(model));
  for (const [name, source] of stored) {
    const held = holding(names, name, (path) => wanted.has(path));
    const own = held?.paths.map((path) => wanted.get(path)) ?? [];
    const shapes = own.flatMap((weight) => (weight === undefined ? [] : [weight.shape]));
    if (held === undefined || shapes.length === 0 || shapes.length < own.length) {
      throw new CheckpointError(source.file, name, `this config's ${config.kind} has no such weight`);
    }
    const there = shapeOf(held, shapes);
    if (`${there}` !== `${source.shape}`) {
      const [found, expected] = [source.shape, there].map((shape) => `[${shape.join(", ")}]`);
      throw new CheckpointError(source.file, name, `its shape is ${found}, and the config asks for ${expected}`);
    }
    for (const [i, piece] of apart(source, held, shapes, config).entries()) byPath.set(held.paths[i]!, piece);
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
