/**
 * Checkpoints of a run. One is one safetensors file, written beside and renamed, so that at every moment each name stands for
 * a whole checkpoint or for none:
 *
 *     model.PATH          weights
 *     optimizer.NAME      what the optimizer remembers of them
 *     generator           state of the process's random generator
 *     metadata.state      JSON: step, config, data position, what the optimizer and callbacks remember besides
 */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CheckpointError, readSafetensors, writeSafetensors } from "../checkpoints/index.ts";
import type { Tensor } from "../tensor/index.ts";
import type { Json } from "./callback.ts";
import { difference } from "./difference.ts";

export interface Snapshot {
  readonly step: number;
  /** What was asked for; a run that asks for something else is not resumed. */
  readonly config: Json;
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** What there is to remember besides. */
  readonly rest: Json;
}

const NAME = /^step-(\d{8})\.safetensors$/;
const FORMAT = "tenon training 1";

export interface Found {
  readonly step: number;
  readonly path: string;
}

/** The checkpoints in a folder, newest first. */
export function listCheckpoints(folder: string): Found[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const step = NAME.exec(name)?.[1];
      return step === undefined ? [] : [{ step: Number(step), path: join(folder, name) }];
    })
    .sort((a, b) => b.step - a.step);
}

/**
 * Writes a checkpoint, then removes all but the newest `keep`. Returns its path. Throws a CheckpointError where the disk
 * refuses; those that were there before still are.
 */
export function writeCheckpoint(folder: string, { step, config, tensors, rest }: Snapshot, keep: number): string {
  const path = join(folder, `step-${String(step).padStart(8, "0")}.safetensors`);
  const state = JSON.stringify({ step, config, rest });
  try {
    writeSafetensors(path, tensors, { format: FORMAT, state });
  } catch (error) {
    throw withLastGood(error, folder, path);
  }
  for (const { path: old } of listCheckpoints(folder).slice(keep)) rmSync(old, { force: true });
  return path;
}

/**
 * Reads the newest checkpoint, or gives nothing where there is none. Its tensors are views of the mapped file. Throws a
 * CheckpointError that names the file where it is damaged, and the field where it was made by another config.
 */
export function readNewest(folder: string, config: Json): (Snapshot & { path: string }) | undefined {
  const [newest] = listCheckpoints(folder);
  if (newest === undefined) return undefined;
  const { path } = newest;
  const snapshot = readGood(folder, path);
  const changed = difference(snapshot.config, config);
  if (changed !== undefined) {
    const { field, was, is } = changed;
    throw new CheckpointError(path, field, `was ${was} in the run to be resumed and is ${is} now`);
  }
  return { ...snapshot, path };
}

function readGood(folder: string, path: string): Snapshot {
  try {
    return read(path);
  } catch (error) {
    throw withLastGood(error, folder, path);
  }
}

function read(path: string): Snapshot {
  const { metadata, tensors } = readSafetensors(path);
  if (metadata.format !== FORMAT) throw new CheckpointError(path, "format", "it is no checkpoint of a run");
  const { step, config, rest } = JSON.parse(metadata.state ?? "") as Pick<Snapshot, "step" | "config" | "rest">;
  return { step, config, rest, tensors };
}

/** What is wrong with a checkpoint, and which one is left. */
function withLastGood(error: unknown, folder: string, path: string): unknown {
  if (!(error instanceof CheckpointError)) return error;
  const good = listCheckpoints(folder).find((other) => other.path !== path && isGood(other.path));
  const left = good === undefined ? "there is no other" : `the last good one is ${good.path}`;
  const told = new CheckpointError(path, "", "", { cause: error });
  told.message = `${error.message}; ${left}`;
  return told;
}

function isGood(path: string): boolean {
  try {
    read(path);
    return true;
  } catch {
    return false;
  }
}
