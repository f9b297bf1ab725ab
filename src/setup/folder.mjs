import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and what is missing above it. Returns the first that it made, or nothing. Node's own `recursive` never ends where
 * the system answers ENOENT within a folder that exists, as it does in /proc. Throws the system's error where it refuses.
 * @param {string} path
 * @returns {string | undefined}
 */
export function makeFolder(path) {
  if (isFolder(path)) return undefined;
  const first = makeFolder(dirname(path));
  try {
    mkdirSync(path);
    return first ?? path;
  } catch (error) {
    if (isFolder(path)) return first; // another process was quicker
    throw error;
  }
}

/** @param {string} path */
function isFolder(path) {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // Node 20 throws below a file, and 24 does not: what is wrong is told by mkdir
  }
}
