/**
 * Keeps two runs apart. The lock is the kernel's (flock), held by a child that waits on a pipe from this process: it
 * ends with this process however that ends, so that no dead owner's lock is ever in the way.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { cacheRoot, sweep } from "./cache.mjs";
import { makeFolder } from "./folder.mjs";
import { SetupError } from "./report.mjs";

/** Milliseconds after which a waiter says that it waits. */
const PATIENCE = 500;

/**
 * Does `work` while no other process holds the lock on that file.
 * @template T
 * @param {string} path of any file, which is made where there is none, and is not written to
 * @param {Pick<import("./package.mjs").Context, "report" | "signal">} context
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, { report, signal }, work) {
  signal.throwIfAborted();
  makeFolder(dirname(path));
  // In a session of its own: a Ctrl-C must not free the lock before this process has tidied up.
  const holder = spawn("flock", [path, "sh", "-c", "echo held; exec cat"], {
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const ended = new Promise((resolve) => holder.once("close", resolve).once("error", resolve));
  const waiting = setTimeout(() => report.line("set-up: waiting for another run to end"), PATIENCE);
  try {
    await Promise.race([once(holder.stdout, "data", { signal }), ended.then(refused)]);
    clearTimeout(waiting);
    return await work();
  } finally {
    clearTimeout(waiting);
    holder.stdin.destroy();
    if (signal.aborted) holder.kill();
    await ended;
  }
}

/**
 * Does `work` while no other process holds the lock on that file or folder. Gives undefined, at once, where one does.
 * @template T
 * @param {string} path of what is there
 * @param {() => Promise<T>} work
 * @returns {Promise<{ result: T } | undefined>}
 */
export async function ifUnlocked(path, work) {
  const holder = spawn("flock", ["--nonblock", path, "sh", "-c", "echo held; exec cat"], {
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const ended = new Promise((resolve) => holder.once("close", resolve).once("error", resolve));
  const held = await Promise.race([once(holder.stdout, "data").then(() => true), ended]);
  if (held === 1) return undefined;
  if (held !== true) refused(held);
  try {
    return { result: await work() };
  } finally {
    holder.stdin.destroy();
    await ended;
  }
}

/**
 * Does `work` as the only one who writes to the cache.
 * @template T
 * @param {Pick<import("./package.mjs").Context, "report" | "signal">} context
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function inCache(context, work) {
  return withLock(join(cacheRoot(), "lock"), context, async () => {
    await sweep();
    return work();
  });
}

/** @param {unknown} reason */
function refused(reason) {
  const missing = reason instanceof Error && "code" in reason && reason.code === "ENOENT";
  throw new SetupError(
    missing ? "flock is missing: run `apt-get install -y util-linux`" : "the lock could not be taken",
  );
}
