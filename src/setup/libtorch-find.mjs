/** Which LibTorch is on this machine: the one that is asked for, else the cache's, else the system's. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { cachePath } from "./cache.mjs";
import { architecture } from "./package.mjs";
import { SetupError } from "./report.mjs";

/**
 * @typedef {object} Libtorch
 * @property {string} root the folder that holds its headers and its libraries
 * @property {string[]} include folders of headers
 * @property {string} lib folder of libtorch_cpu.so
 * @property {string} version as its own header states it, for example "2.13.0"
 * @property {"env" | "cache" | "system"} origin
 */

/** The builds that the tests run on. Debian's 1.13.1 calls itself 1.13.0. */
export const SUPPORTED = /^(2\.13|1\.13)\./;

/** The cache's folders, the better one first: the CPU build, and the CUDA build without its CUDA libraries. */
export const CACHED_BUILDS = /** @type {const} */ (["2.13.0+cpu", "2.13.0+cu130"]);

/** @param {typeof CACHED_BUILDS[number]} build */
export function cachedBuildPath(build) {
  return cachePath("libtorch", `${build}-${architecture()}`);
}

/**
 * Looks at the file system only, in a millisecond or so.
 * @returns {Libtorch | undefined}
 * @throws {SetupError} where $LIBTORCH names something that is none
 */
export function findLibtorch() {
  const wanted = process.env.LIBTORCH;
  if (wanted && wanted !== "system") {
    const found = libtorchAt(resolve(wanted), "env");
    if (found) return found;
    throw new SetupError(
      `LIBTORCH=${wanted} is no LibTorch: it needs lib/libtorch_cpu.so, lib/libc10.so and include/ATen`,
    );
  }
  if (wanted === "system") return systemLibtorch();
  for (const build of CACHED_BUILDS) {
    const found = libtorchAt(join(cachedBuildPath(build), "torch"), "cache");
    if (found) return found;
  }
  return systemLibtorch();
}

/** @returns {Libtorch | undefined} */
export function systemLibtorch() {
  return libtorchAt("/usr/local", "system") ?? libtorchAt("/usr", "system");
}

/**
 * @param {string} root
 * @param {Libtorch["origin"]} origin
 * @returns {Libtorch | undefined}
 */
function libtorchAt(root, origin) {
  const include = join(root, "include");
  const api = join(include, "torch/csrc/api/include");
  const lib = ["lib", "lib64", `lib/${architecture()}-linux-gnu`]
    .map((folder) => join(root, folder))
    .find((folder) => existsSync(join(folder, "libtorch_cpu.so")) && existsSync(join(folder, "libc10.so")));
  if (lib === undefined || !existsSync(join(include, "ATen/core/dispatch/Dispatcher.h"))) return undefined;
  const version = readVersion(api, include);
  return version === undefined ? undefined : { root, include: [include, api], lib, version, origin };
}

/** @param {string[]} folders of headers @returns {string | undefined} */
function readVersion(...folders) {
  // 1.13 has it below csrc/api, and so had 2.x until the file moved: the first that there is.
  for (const name of folders.flatMap((folder) => [
    join(folder, "torch/version.h"),
    join(folder, "torch/headeronly/version.h"),
  ])) {
    if (!existsSync(name)) continue;
    const text = readFileSync(name, "utf8");
    const parts = ["MAJOR", "MINOR", "PATCH"].map((part) => new RegExp(`TORCH_VERSION_${part} (\\d+)`).exec(text)?.[1]);
    if (parts.every((part) => part !== undefined)) return parts.join(".");
  }
  return undefined;
}
