/** The second moment of keys, gathered once for a model, a block and a text, and kept on this machine. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { CheckpointError, readSafetensors, writeSafetensors } from "../checkpoints/index.ts";
import { speeches } from "../data/index.ts";
import { keyMoment } from "../editing/index.ts";
import { distinctWeights, type Writes } from "../nn/index.ts";
import { cachePath } from "../setup/cache.mjs";
import { infer, keep, type Tensor } from "../tensor/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";

/** What stands in the name of a file: the text and how much of it, so that other statistics have another name. */
const TEXT = { name: "state-of-the-union-from-1900", from: 1900, tokens: 50_000 };

/** What statistics are gathered for. */
export interface Statistics {
  /** The model that is asked, without what rides on it. */
  readonly model: Writes;
  /** The one that it reads with. */
  readonly tokenizer: Tokenizer;
}

/**
 * C [F, F] of a block, `keyMoment` of 50,000 tokens of presidents' addresses: read from the cache, or gathered in a minute of one core and
 * kept there by a hash of the weights that make it. The tensor lives until it is released.
 */
export function keyStatistics(
  { model, tokenizer }: Statistics,
  block: number,
  onProgress?: (line: string) => void,
): Tensor {
  const path = cachePath("statistics", `${hashOf(model, block)}-${block}-${TEXT.name}-${TEXT.tokens}.safetensors`);
  const known = stored(path);
  if (known !== undefined) return known;
  const texts = function* () {
    for (const { text } of speeches({ from: TEXT.from })) yield text;
  };
  const C = keyMoment(model, tokenizer, texts(), {
    block,
    tokens: TEXT.tokens,
    onProgress: (seen, of) => onProgress?.(`statistics of keys, block ${block}: ${seen} of ${of} tokens`),
  });
  writeSafetensors(path, new Map([["C", infer(() => C.to("float32"))]]), {});
  return C;
}

/** What the cache has; a file that is damaged is as good as none. */
function stored(path: string): Tensor | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const C = readSafetensors(path).tensors.get("C");
    return C && infer(() => keep(C.to("float64")));
  } catch (error) {
    if (error instanceof CheckpointError) return undefined;
    throw error;
  }
}

/** Of all that a key of the block depends on: the embeddings and the blocks up to it. */
function hashOf(model: Writes, block: number): string {
  const hash = createHash("sha256");
  for (const [path, weight] of distinctWeights(model)) {
    const number = /^blocks\.(\d+)\./.exec(path)?.[1];
    if (number !== undefined ? Number(number) > block : !path.startsWith("embed")) continue;
    const data = weight.data();
    hash.update(path).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest("hex").slice(0, 16);
}
