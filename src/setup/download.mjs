/** Fetches one file, goes on where an earlier run was cut off, and checks what came. */
import { createWriteStream } from "node:fs";
import { appendFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { cachePath, plainly } from "./cache.mjs";
import { makeFolder } from "./folder.mjs";
import { differs } from "./hash.mjs";
import { request } from "./net.mjs";
import { megabytes, SetupError } from "./report.mjs";

/** @typedef {import("./hash.mjs").Digest} Digest */

/**
 * @typedef {object} Remote
 * @property {string} name for a person, for example "model.safetensors"
 * @property {string} url
 * @property {Record<string, string>} headers
 * @property {number} size bytes
 * @property {Digest} digest
 */

/** How often a transfer that broke off is taken up again before a person has to. */
const ATTEMPTS = 3;

/**
 * @param {Remote} remote
 * @param {string} target
 * @param {{ signal: AbortSignal, onBytes: (present: number) => void }} options
 */
export async function download(remote, target, options) {
  const { name, size, digest } = remote;
  const partial = cachePath("downloads", `${Object.values(digest)[0]}.partial`);
  makeFolder(dirname(partial));
  await appendFile(partial, "");
  /** @type {unknown} */
  let broken;
  for (let attempt = 0; attempt < ATTEMPTS && (await present(partial)) < size; attempt++) {
    broken = await transfer(remote, partial, options).catch((error) => {
      options.signal.throwIfAborted();
      const told = plainly(error);
      if (told instanceof SetupError && told.final) throw told;
      return told;
    });
  }
  const came = await present(partial);
  if (came < size) {
    const why = broken instanceof Error ? ` (${broken.message})` : "";
    throw new SetupError(
      `the download of ${name} broke off after ${megabytes(came)} of ${megabytes(size)}${why}: run the command again to go on from there`,
      { cause: broken },
    );
  }
  const found = await differs(partial, digest);
  if (found !== undefined) {
    await rm(partial);
    throw new SetupError(
      `${name} is not the file it should be: its hash is ${found}, and ${Object.values(digest)[0]} was expected`,
      {
        final: true,
      },
    );
  }
  makeFolder(dirname(target));
  await rename(partial, target);
}

/**
 * @param {Remote} remote
 * @param {string} partial
 * @param {{ signal: AbortSignal, onBytes: (present: number) => void }} options
 */
async function transfer({ name, url, headers }, partial, { signal, onBytes }) {
  const start = await present(partial);
  const response = await request(url, {
    signal,
    headers: start > 0 ? { ...headers, range: `bytes=${start}-` } : headers,
  });
  const { statusCode = 0 } = response;
  if (statusCode !== 200 && statusCode !== 206) {
    response.resume();
    throw new SetupError(`${new URL(url).host} answers HTTP ${statusCode} for ${name}`, { final: statusCode < 500 });
  }
  const goesOn = statusCode === 206;
  let count = goesOn ? start : 0;
  response.on("data", (/** @type {Buffer} */ chunk) => {
    count += chunk.length;
    onBytes(count);
  });
  await pipeline(response, createWriteStream(partial, { flags: goesOn ? "a" : "w" }), { signal });
}

/** @param {string} path @returns {Promise<number>} bytes there so far */
async function present(path) {
  return (await stat(path)).size;
}
