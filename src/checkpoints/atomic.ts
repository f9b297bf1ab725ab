import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { refused } from "./checkpoint-error.ts";

/**
 * Writes a file so that its name stands at every moment for the old contents or for the new, whole, even if the process
 * is killed or the power fails: beside it, to the disk, then renamed. Makes the folder where there is none. What a
 * killed process has left beside its files in this folder is removed. Throws a CheckpointError where the disk refuses.
 */
export function writeAtomically(path: string, fill: (write: (bytes: Uint8Array) => void) => void): void {
  const folder = dirname(path);
  const partial = join(folder, `.${basename(path)}.${process.pid}.partial`);
  try {
    mkdirSync(folder, { recursive: true });
    sweep(folder);
    const descriptor = openSync(partial, "w");
    try {
      fillAndSync(descriptor, fill);
      renameSync(partial, path);
    } catch (error) {
      rmSync(partial, { force: true });
      throw error;
    }
    syncFolder(folder);
  } catch (error) {
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

function fillAndSync(descriptor: number, fill: (write: (bytes: Uint8Array) => void) => void): void {
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
