/** All that decides what a run does next, between the memory of this process and a checkpoint. */
import { randomUUID } from "node:crypto";
import { CheckpointError } from "../checkpoints/index.ts";
import { type Json, type Stateful, scope, type Tensor } from "../tensor/index.ts";
import { readNewest, refuseRuns, writeCheckpoint } from "./checkpoint.ts";
import { TrainingError } from "./step.ts";

/** By name, as `movingParts` gives them. */
export type Parts = ReadonlyMap<string, Stateful>;

export interface Progress {
  /** Of the run: made when it begins, and the same for whoever goes on with it. */
  readonly id: string;
  /** Steps taken so far. */
  readonly steps: number;
  /** Whether a callback has ended the run. */
  readonly stopped: boolean;
}

/** A new run. Throws a CheckpointError where the folder that it is to write into has another's checkpoints. */
export function newRun(folder?: string): Progress {
  if (folder !== undefined) refuseRuns(folder);
  return { id: randomUUID(), steps: 0, stopped: false };
}

/** Writes a checkpoint; returns its path. Throws a TrainingError where a number that is learned, or an optimizer's, is not finite. */
export function saveRun(
  folder: string,
  { id, steps, stopped }: Progress,
  parts: Parts,
  { config, keep }: { config: Json; keep: number },
): string {
  return scope(() => {
    const tensors = [...parts].flatMap(([part, stateful]) => named(part, stateful.state()));
    refuseInfinite(tensors, steps);
    const facts = Object.fromEntries([...parts].map(([part, stateful]) => [part, stateful.facts()]));
    return writeCheckpoint(folder, { id, step: steps, stopped, config, tensors: new Map(tensors), facts }, keep);
  });
}

const named = (part: string, state: ReadonlyMap<string, Tensor>) =>
  [...state].map(([name, tensor]): [string, Tensor] => [`${part}/${name}`, tensor]);

function refuseInfinite(tensors: readonly [name: string, tensor: Tensor][], steps: number): void {
  const lost = tensors.find(([name, tensor]) => /^(learns\.|optimizer\/)/.test(name) && !finite(tensor));
  if (lost === undefined) return;
  throw new TrainingError(`after step ${steps}, ${lost[0]} holds numbers that are not finite: nothing was saved of it`);
}

const finite = (tensor: Tensor) => tensor.size === 0 || Number.isFinite(tensor.abs().max().item());

/**
 * Puts everything where the newest checkpoint has it, and goes on with its run. Without one nothing is changed and a run begins.
 * Throws a CheckpointError where the parts of the run are others.
 */
export function resumeRun(folder: string, parts: Parts, config: Json): Progress {
  return scope(() => {
    const found = readNewest(folder, config);
    if (found === undefined) return newRun();
    const { path, facts, tensors, id, step, stopped } = found;
    for (const name of Object.keys(facts))
      if (!parts.has(name))
        throw new CheckpointError(path, name, "was a part of the run to be resumed and is none now");
    for (const name of parts.keys())
      if (!(name in facts))
        throw new CheckpointError(path, name, "was no part of the run to be resumed and is one now");
    for (const [name, part] of parts) {
      try {
        part.restore(tensorsOf(name, tensors), facts[name]!);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new CheckpointError(path, name, reason, { cause: error });
      }
    }
    return { id, steps: step, stopped };
  });
}

function tensorsOf(part: string, tensors: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  const prefix = `${part}/`;
  const own = [...tensors].filter(([name]) => name.startsWith(prefix));
  return new Map(own.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}
