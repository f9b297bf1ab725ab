/** Ties that a config claims and the weights deny. */
import { holding } from "../models/index.ts";
import { distinctWeights, weights } from "../nn/index.ts";
import { ops, release, scope, type Tensor } from "../tensor/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import type { Described } from "./config.ts";
import type { Stored } from "./stored.ts";
import { assemble } from "./weights.ts";

/**
 * A checkpoint as its weights have it: where the head is stored beside the embedding and differs from it, it is a head of its own,
 * whatever the config says, as transformers 5 has it; `tell` hears of it. Throws a CheckpointError where the architecture has no head
 * of its own.
 */
export function untied(
  described: Described,
  stored: ReadonlyMap<string, Stored>,
  file: string,
  tell: (line: string) => void = () => {},
): Described {
  const pair = apartFrom(described, stored, file);
  if (pair === undefined) return described;
  const { architecture, config, path } = described;
  const [first, second] = pair;
  if (!("tied" in config && config.tied === true)) {
    throw new CheckpointError(file, second, `differs from ${first}, and a ${config.kind} has no head of its own here`);
  }
  tell(
    `${path}: says that the head is the embedding, but ${first} and ${second} differ: it is kept as a head of its own`,
  );
  return { ...described, config: architecture.config.parse({ ...config, tied: false }) };
}

/** Names of two stored tensors that stand for one weight of the model and are not the same. */
function apartFrom(
  described: Described,
  stored: ReadonlyMap<string, Stored>,
  file: string,
): readonly [string, string] | undefined {
  const model = assemble(described, stored, file);
  const byPath = new Map(weights(model));
  release(...[...distinctWeights(model)].map(([, weight]) => weight));
  const first = new Map<Tensor, string>();
  for (const [name, source] of stored) {
    const held = holding(described.names, name, (path) => byPath.has(path));
    const weight = held?.paths.length === 1 ? byPath.get(held.paths[0]!) : undefined;
    if (weight === undefined) continue;
    const other = first.get(weight);
    if (other === undefined) first.set(weight, name);
    else if (!isSame(stored.get(other)!, source)) return [other, name];
  }
  return undefined;
}

/** Compared as they lie there where their type is one, so that nothing large is made. */
function isSame(a: Stored, b: Stored): boolean {
  if (`${a.shape}` !== `${b.shape}`) return true; // which is another error
  return scope(() => {
    const dtype = a.codec.name === "BF16" && b.codec.name === "BF16" ? "bfloat16" : "float32";
    return ops.aten.equal.default(a.read(dtype), b.read(dtype));
  });
}
