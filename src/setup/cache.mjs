/**
 * The user's cache, shared by every project on this machine:
 *
 *     libtorch/    one folder a build
 *     addon/       one folder a compiled addon, and the object files they are linked from
 *     models/      one folder a model
 *     trained/     one folder a model that was trained on this machine
 *     statistics/  one file a model and block: what editors know of its keys
 *     downloads/   parts of files whose download was interrupted
 *     staging/     what is being made just now, renamed to its place once whole
 */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, statfs } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { makeFolder } from "./folder.mjs";
import { megabytes, SetupError } from "./report.mjs";

/** @typedef {"libtorch" | "addon" | "models" | "trained" | "statistics" | "downloads" | "staging"} Section */

/** $TENON_CACHE, else $XDG_CACHE_HOME/tenon, else ~/.cache/tenon. */
export function cacheRoot() {
  const { TENON_CACHE, XDG_CACHE_HOME } = process.env;
  if (TENON_CACHE) return resolve(TENON_CACHE);
  return join(XDG_CACHE_HOME || join(homedir(), ".cache"), "tenon");
}

/** @param {Section} section @param {string[]} rest */
export function cachePath(section, ...rest) {
  return join(cacheRoot(), section, ...rest);
}

/**
 * Makes a folder of the cache all at once: `fill` writes into a folder beside, which is renamed to `place` when it is
 * whole and removed when it is not.
 * @param {string} place
 * @param {(folder: string) => Promise<void>} fill
 */
export async function install(place, fill) {
  await staged(async (staging) => {
    const made = join(staging, "made");
    await mkdir(made);
    await fill(made);
    makeFolder(dirname(place));
    if (existsSync(place)) await rename(place, join(staging, "replaced"));
    await rename(made, place);
  });
}

/**
 * Gives `use` an empty folder of the cache, and removes it afterwards.
 * @template T
 * @param {(folder: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function staged(use) {
  makeFolder(cachePath("staging"));
  const folder = await mkdtemp(cachePath("staging", `${process.pid}-`));
  try {
    return await use(folder);
  } catch (error) {
    throw plainly(error);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Removes what killed runs left. Whoever calls this holds the cache's lock, so nobody is at work there. */
export async function sweep() {
  await rm(cachePath("staging"), { recursive: true, force: true, maxRetries: 3 });
}

/**
 * Refuses early what could not end well.
 * @param {number} bytes
 * @param {string} what
 * @param {string} [folder]
 */
export async function requireRoom(bytes, what, folder = cacheRoot()) {
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  const { bavail, bsize } = await statfs(existing);
  if (bavail * bsize >= bytes) return;
  throw new SetupError(
    `${what} needs ${megabytes(bytes)} in ${folder}, where ${megabytes(bavail * bsize)} are free: ${remedy(folder)}`,
    { final: true },
  );
}

/**
 * The error, in a sentence where it is the disk's.
 * @param {unknown} error
 * @param {string} [folder] that was written to
 * @returns {unknown}
 */
export function plainly(error, folder = cacheRoot()) {
  if (!(error instanceof Error) || !("code" in error)) return error;
  if (error.code === "ENOSPC" || error.code === "EDQUOT") {
    return new SetupError(`no space is left in ${folder}: ${remedy(folder)}`, { final: true, cause: error });
  }
  if (error.code === "EACCES" || error.code === "EROFS" || error.code === "EPERM") {
    return new SetupError(`${folder} cannot be written to (${error.message})`, { final: true, cause: error });
  }
  return error;
}

/** @param {string} folder */
function remedy(folder) {
  return folder === cacheRoot() ? "make room, or name another folder in TENON_CACHE" : "make room";
}
