/** Interventions in files: the tensors and metadata that `pack` gives, in one safetensors file each. */
import {
  checkFits,
  type Intervention,
  type LowRankDelta,
  pack,
  type Techniques,
  unpack,
  unpackDelta,
  unpackInto,
} from "../interventions/index.ts";
import type { Module } from "../nn/index.ts";
import { keep, scope } from "../tensor/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

/** Writes an intervention, atomically. Throws a CheckpointError where it holds nothing to save, or the disk refuses. */
export function saveIntervention(path: string, intervention: Intervention): void {
  scope(() => {
    const { tensors, metadata } = naming(path, () => pack(intervention));
    writeSafetensors(path, tensors, metadata);
  });
}

/**
 * Reads a low-rank delta, which needs no recipe to be rebuilt. Its factors are views of the mapped file and live outside of
 * every scope. Throws a CheckpointError where the file is damaged or holds another intervention.
 */
export function loadDelta(path: string): LowRankDelta {
  return scope(() => {
    const delta = naming(path, () => unpackDelta(readSafetensors(path)));
    for (const [at, { a, b }] of delta.parts) {
      if (a.shape.length !== 2 || b.shape.length !== 2 || a.shape[0] !== b.shape[1]) {
        const shapes = `[${a.shape.join(", ")}] and [${b.shape.join(", ")}]`;
        throw new CheckpointError(path, at, `its factors ${shapes} are not [R, in] and [out, R]`);
      }
    }
    for (const { a, b } of delta.parts.values()) {
      keep(a);
      keep(b);
    }
    return delta;
  });
}

/**
 * Reads an intervention for a model: a low-rank delta, or what one of `techniques` makes by the config in the file. Throws a
 * CheckpointError where the file is damaged, or was made for a model of other places.
 */
export function loadIntervention(path: string, model: Module, techniques: Techniques): Intervention {
  const { metadata } = readSafetensors(path);
  const made =
    metadata.kind === "low-rank-delta"
      ? loadDelta(path)
      : scope(() => naming(path, () => unpack(readSafetensors(path), model, techniques)));
  naming(path, () => checkFits(model, made));
  return made;
}

/**
 * Writes what a file holds into an intervention made by the same recipe. Throws a CheckpointError where names or shapes
 * differ; the intervention is then as it was.
 */
export function restoreIntervention(path: string, into: Intervention): void {
  scope(() => naming(path, () => unpackInto(into, readSafetensors(path))));
}

/** What is wrong with the content of a file, with its path before it. */
function naming<T>(path: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof CheckpointError || !(error instanceof Error)) throw error;
    throw new CheckpointError(path, "", error.message, { cause: error });
  }
}
