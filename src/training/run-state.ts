/** All that decides what a run does next, between the memory of this process and a checkpoint. */
import { CheckpointError } from "../checkpoints/index.ts";
import { distinctWeights, type Module } from "../nn/index.ts";
import type { Optimizer } from "../optim/index.ts";
import { defaultGenerator, fromData, noGrad, scope, type Tensor } from "../tensor/index.ts";
import type { Callback, Json } from "./callback.ts";
import { readNewest, type Snapshot, writeCheckpoint } from "./checkpoint.ts";
import type { Resumable } from "./resumable.ts";

export interface RunParts {
  model: Module;
  optimizer: Optimizer;
  batches: Resumable<unknown>;
  callbacks?: readonly Callback[];
}

export interface Progress {
  /** Steps taken so far. */
  readonly steps: number;
  /** Whether a callback has ended the run. */
  readonly stopped: boolean;
}

interface Rest {
  readonly stopped: boolean;
  readonly position: Json;
  readonly callbacks: Readonly<Record<string, Json>>;
}

/** Writes a checkpoint; returns its path. */
export function saveRun(
  folder: string,
  { steps, stopped }: Progress,
  { model, optimizer, batches, callbacks = [] }: RunParts,
  { config, keep }: { config: Json; keep: number },
): string {
  return scope(() => {
    const tensors = new Map([
      ...prefixed("model.", distinctWeights(model)),
      ...prefixed("optimizer.", optimizer.state()),
      ["generator", fromData(defaultGenerator.state)] as const,
    ]);
    const remembered = callbacks.flatMap(({ memory }) => (memory === undefined ? [] : [[memory.name, memory.save()]]));
    const rest: Rest = { stopped, position: batches.position as Json, callbacks: Object.fromEntries(remembered) };
    return writeCheckpoint(folder, { step: steps, config, tensors, rest: rest as unknown as Json }, keep);
  });
}

/** Puts everything where the newest checkpoint has it. Without one nothing is changed and no step was taken. */
export function resumeRun(folder: string, parts: RunParts, config: Json): Progress {
  return scope(() => {
    const found = readNewest(folder, config);
    if (found === undefined) return { steps: 0, stopped: false };
    const rest = found.rest as unknown as Rest;
    restoreWeights(found, parts.model);
    parts.optimizer.restore(unprefixed("optimizer.", found.tensors));
    defaultGenerator.state = required(found, "generator").data() as Uint8Array;
    parts.batches.seek(rest.position);
    for (const { memory } of parts.callbacks ?? []) {
      if (memory !== undefined) memory.restore(rest.callbacks[memory.name] ?? null);
    }
    return { steps: found.step, stopped: rest.stopped };
  });
}

function restoreWeights(found: Snapshot & { path: string }, model: Module): void {
  noGrad(() => {
    for (const [path, weight] of distinctWeights(model)) {
      const saved = required(found, `model.${path}`);
      if (`${saved.shape}` !== `${weight.shape}`) {
        throw new CheckpointError(
          found.path,
          path,
          `has shape [${saved.shape.join(", ")}], not [${weight.shape.join(", ")}]`,
        );
      }
      weight.copyFrom(saved);
    }
  });
}

function required({ path, tensors }: Snapshot & { path: string }, name: string): Tensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new CheckpointError(path, name, "is missing");
  return tensor;
}

function prefixed(prefix: string, tensors: Iterable<readonly [string, Tensor]>): [string, Tensor][] {
  return [...tensors].map(([name, tensor]) => [`${prefix}${name}`, tensor]);
}

function unprefixed(prefix: string, tensors: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  const inside = [...tensors].filter(([name]) => name.startsWith(prefix));
  return new Map(inside.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}
