/** What a shared library says about itself. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SetupError } from "./report.mjs";
import { run } from "./run.mjs";

/**
 * The libraries that it loads, by their names.
 * @param {string} library
 * @param {AbortSignal} signal
 * @returns {Promise<string[]>}
 */
export async function neededBy(library, signal) {
  const { code, output } = await run("objdump", ["-p", library], { signal });
  if (code !== 0) throw new SetupError(`objdump, of the package binutils, cannot read ${library}`);
  return [...output.matchAll(/^\s*NEEDED\s+(\S+)/gm)].map((match) => match[1] ?? "");
}

/**
 * Whether it was compiled with the C++ ABI of GCC 5 and later; wheels before 2.6 were not.
 * @param {string} lib folder of libc10.so
 */
export async function hasNewAbi(lib) {
  return (await readFile(join(lib, "libc10.so"))).includes("NSt7__cxx11");
}
