import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "../sentences/index.ts";
import { refused } from "./checkpoint-error.ts";

/** What writes the contents of a file, a piece at a time. */
export type Fill = (write: (bytes: Uint8Array) => void) => void;

/**
 * Writes a file so that its name stands at every moment for the old contents or for the new, whole, even if the process
 * is killed or the power fails: beside it, to the disk, then renamed. Makes the folder where there is none. What a
 * killed process has left beside its files in this folder is removed. Throws a CheckpointError where the disk refuses.
 */
export function writeAtomically(path: string, fill: Fill): void {
  writeTogether([[path, fill]]);
}

/**
 * `writeAtomically` of several files of one folder: all lie on the disk before the first is renamed. Where one cannot be written, none is;
 * only a process killed between two renames leaves the first of them new.
 */
export function writeTogether(files: readonly (readonly [path: string, fill: Fill])[]): void {
  const staged: string[] = [];
  for (const [path, fill] of files) {
    const folder = dirname(path);
    const partial = join(folder, `.${basename(path)}.${process.pid}.partial`);
    try {
      makeFolder(folder);
      if (staged.length === 0) sweep(folder);
      staged.push(partial);
      const descriptor = openSync(partial, "w");
      fillAndSync(descriptor, fill);
    } catch (error) {
      for (const each of staged) rmSync(each, { force: true });
      throw error instanceof Error && "code" in error ? refused(path, "write", error) : error;
    }
  }
  for (const [i, [path]] of files.entries()) renaming(staged.slice(i), path);
}

/** Puts the first of what is staged in its place; where that fails, none of it stays. */
function renaming(staged: readonly string[], path: string): void {
  try {
    renameSync(staged[0]!, path);
    syncFolder(dirname(path));
  } catch (error) {
    for (const each of staged) rmSync(each, { force: true });
    throw error instanceof Error && "code" in error ? refused(path, "write", error) : error;
  }
}

/** Removes what processes that are no more were writing into a folder. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^\..+\.(\d+)\.partial$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // another user's
  }
}

function fillAndSync(descriptor: number, fill: Fill): void {
  try {
    fill((bytes) => writeAll(descriptor, bytes));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The system may take less than it is given. */
function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
}

/** A rename is on the disk once its folder is. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
