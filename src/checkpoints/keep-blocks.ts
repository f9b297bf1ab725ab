import { Embedding, Linear, type Module, swap } from "../nn/index.ts";
import { QuantizedEmbedding, QuantizedLinear, QuantizedWeight } from "../quantization/index.ts";
import { scope, type Tensor } from "../tensor/index.ts";
import type { Stored } from "./stored.ts";

/**
 * Puts layers that compute with a file's own blocks where a weight lies in blocks that there are kernels for. Returns the
 * weights, still without numbers, that need none any more.
 */
export function keepBlocks(model: Module, sources: ReadonlyMap<Tensor, Stored>): ReadonlySet<Tensor> {
  const kept = new Map<Tensor, QuantizedWeight>();
  for (const [weight, { codec, shape, ...source }] of sources) {
    if (source.readBlocks === undefined || codec.kernel === undefined || shape.length !== 2) continue;
    const read = source.readBlocks;
    kept.set(
      weight,
      scope(() => new QuantizedWeight(read("kept"), codec, shape, { bfloat16: true })),
    );
  }
  if (kept.size === 0) return new Set();
  const used = new Set<Tensor>();
  swap(model, "**", (part) => {
    const weight = part instanceof Linear ? part.weight : part instanceof Embedding ? part.table : undefined;
    const stored = weight && kept.get(weight);
    if (weight === undefined || stored === undefined) return undefined;
    used.add(weight);
    return part instanceof Linear
      ? new QuantizedLinear(part, stored)
      : new QuantizedEmbedding(part as Embedding, stored);
  });
  return used;
}
