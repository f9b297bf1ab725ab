/**
 * Checkpoints of a run. One is one safetensors file, written beside and renamed, so that at every moment each name stands for
 * a whole checkpoint or for none:
 *
 *     PART/NAME           the tensors of each part of the run: learns.lora/blocks.0.mixer.q.a, optimizer/..., generator/bytes
 *     metadata.state      JSON: the run's id, step, config, and of each part what is no tensor
 *
 * A checkpoint belongs to one run, by its id: no other run writes over it or removes it.
 */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CheckpointError, readMetadata, readSafetensors, writeSafetensors } from "../checkpoints/index.ts";
import { check } from "../sentences/index.ts";
import { type Json, scope, type Tensor } from "../tensor/index.ts";
import { difference } from "./difference.ts";

const State = z.strictObject({
  id: z.string(),
  step: z.int().nonnegative(),
  /** Whether a callback had ended the run. */
  stopped: z.boolean(),
  /** What was asked for; a run that asks for something else is not resumed. */
  config: z.json(),
  /** By part. */
  facts: z.record(z.string(), z.json()),
});

export interface Snapshot extends Omit<z.output<typeof State>, "config" | "facts"> {
  readonly config: Json;
  readonly facts: Readonly<Record<string, Json>>;
  /** By part and name. */
  readonly tensors: ReadonlyMap<string, Tensor>;
}

const NAME = /^step-(\d{8})\.safetensors$/;
const FORMAT = "tenon training 2";

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

/** Throws a CheckpointError where a folder has checkpoints: they are another run's than the one that begins. */
export function refuseRuns(folder: string): void {
  if (listCheckpoints(folder).length === 0) return;
  throw new CheckpointError(folder, "", "holds the checkpoints of a run: resume that, or name another folder");
}

/**
 * Writes a checkpoint, then removes all of its run but the newest `keep`. Returns its path. Throws a CheckpointError where the disk
 * refuses, or a file of another run stands there; those that were there before still are.
 */
export function writeCheckpoint(folder: string, { tensors, ...state }: Snapshot, keep: number): string {
  const path = join(folder, `step-${String(state.step).padStart(8, "0")}.safetensors`);
  if (existsSync(path) && !isOf(state.id, path))
    throw new CheckpointError(path, "", "cannot be written: a checkpoint of another run stands there");
  try {
    writeSafetensors(path, tensors, { format: FORMAT, state: JSON.stringify(state) });
  } catch (error) {
    throw withLastGood(error, folder, path);
  }
  const own = listCheckpoints(folder).filter((found) => isOf(state.id, found.path));
  for (const { path: old } of own.slice(keep)) rmSync(old, { force: true });
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
  return { ...stateOf(path, metadata), tensors };
}

function stateOf(path: string, { format = "", state = "" }: Readonly<Record<string, string>>): z.output<typeof State> {
  if (!format.startsWith("tenon training ")) throw new CheckpointError(path, "format", "it is no checkpoint of a run");
  if (format !== FORMAT)
    throw new CheckpointError(
      path,
      "format",
      `is "${format}", and only "${FORMAT}" can be resumed: begin the run anew`,
    );
  const { data, fault } = check(State, parseJson(path, state));
  if (fault === undefined) return data;
  throw new CheckpointError(path, ["state", ...fault.path].join("."), fault.reason);
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CheckpointError(path, "state", "is no JSON", { cause: error });
  }
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
  return scope(() => unlessBad(() => read(path)) !== undefined);
}

/** Whether a file is a checkpoint of the run with this id; one that cannot be read is nobody's. */
function isOf(id: string, path: string): boolean {
  return unlessBad(() => stateOf(path, readMetadata(path)))?.id === id;
}

function unlessBad<T>(body: () => T): T | undefined {
  try {
    return body();
  } catch (error) {
    if (error instanceof CheckpointError) return undefined;
    throw error;
  }
}
