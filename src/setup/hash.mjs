/** Checks what was fetched. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

/** @typedef {{ sha256: string } | { blob: string }} Digest a plain SHA-256, or git's name for a file's content */

/**
 * @param {string} path
 * @param {Digest} expected
 * @returns {Promise<string | undefined>} what was found instead, or undefined where it is as expected
 */
export async function differs(path, expected) {
  const found = "sha256" in expected ? await sha256(path) : await gitBlob(path);
  return found === ("sha256" in expected ? expected.sha256 : expected.blob) ? undefined : found;
}

/** @param {string} path @returns {Promise<string>} */
async function sha256(path) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}

/** @param {string} path @returns {Promise<string>} */
async function gitBlob(path) {
  const hash = createHash("sha1").update(`blob ${(await stat(path)).size}\0`);
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
