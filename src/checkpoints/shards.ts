/** Weights as one safetensors file or, where they are large, as several with an index. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeAtomically } from "./atomic.ts";
import { INDEX, WEIGHTS } from "./files.ts";
import type { PendingTensor } from "./pending.ts";
import { writePending } from "./safetensors.ts";
import { byteSize } from "./safetensors-header.ts";

/** `model-00001-of-00003.safetensors`; behind it the number of the save, where there was one before. */
const SHARD = /^model-\d{5}-of-\d{5}(-\d+)?\.safetensors$/;
const ABOUT = { format: "pt" };

/**
 * Writes weights by name into a folder, as `transformers` lays them out: whole in `model.safetensors` or, where that would
 * be more than `shardBytes`, in several files of at most so many bytes each (or of one tensor that is larger) and an index.
 * A reader finds the old weights or the new ones at every moment, for no file of the old is written over and the index
 * comes last; then the old files are removed.
 */
export function writeWeights(
  folder: string,
  tensors: ReadonlyMap<string, PendingTensor>,
  shardBytes = Number.POSITIVE_INFINITY,
): void {
  const shards = divide(tensors, shardBytes);
  if (shards.length <= 1) {
    writePending(join(folder, WEIGHTS), tensors, ABOUT);
    removeOld(folder, [WEIGHTS]);
    return;
  }
  const files = shardNames(folder, shards.length);
  for (const [i, file] of files.entries()) writePending(join(folder, file), shards[i]!, ABOUT);
  const weight_map = Object.fromEntries(
    files.flatMap((file, i) => [...shards[i]!.keys()].map((name): [string, string] => [name, file])),
  );
  const total_size = [...tensors.values()].reduce((sum, tensor) => sum + byteSize(tensor), 0);
  const index = `${JSON.stringify({ metadata: { total_size }, weight_map }, undefined, 2)}\n`;
  writeAtomically(join(folder, INDEX), (write) => write(Buffer.from(index)));
  removeOld(folder, [INDEX, ...files]);
}

/** Tensors in the order they come, cut where a part would become too large. */
function divide(tensors: ReadonlyMap<string, PendingTensor>, most: number): Map<string, PendingTensor>[] {
  const parts: Map<string, PendingTensor>[] = [];
  let room = 0;
  for (const [name, tensor] of tensors) {
    const size = byteSize(tensor);
    if (parts.length === 0 || size > room) {
      parts.push(new Map());
      room = most;
    }
    parts.at(-1)!.set(name, tensor);
    room -= size;
  }
  return parts;
}

/** Names that no file in the folder has. */
function shardNames(folder: string, count: number): string[] {
  const number = (i: number) => String(i).padStart(5, "0");
  for (let save = 1; ; save++) {
    const suffix = save === 1 ? "" : `-${save}`;
    const names = Array.from(
      { length: count },
      (_, i) => `model-${number(i + 1)}-of-${number(count)}${suffix}.safetensors`,
    );
    if (!names.some((name) => existsSync(join(folder, name)))) return names;
  }
}

/** What would be read instead of the index goes first, then what the old index names. */
function removeOld(folder: string, current: readonly string[]): void {
  const shards = readdirSync(folder).filter((name) => SHARD.test(name));
  for (const name of [WEIGHTS, INDEX, ...shards]) {
    if (!current.includes(name)) rmSync(join(folder, name), { force: true });
  }
}
