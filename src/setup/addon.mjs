/** Compiles `native/` against the LibTorch that was found. */
import { existsSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism, freemem } from "node:os";
import { basename, dirname, join } from "node:path";
import { NATIVE, recipe } from "./addon-recipe.mjs";
import { cachePath, install, requireRoom, staged } from "./cache.mjs";
import { hasNewAbi, neededBy } from "./elf.mjs";
import { makeFolder } from "./folder.mjs";
import { packageRoot } from "./package.mjs";
import { SetupError, seconds } from "./report.mjs";
import { run } from "./run.mjs";

/** @typedef {import("./libtorch-find.mjs").Libtorch} Libtorch */
/** @typedef {import("./package.mjs").Context} Context */

/** One g++ on LibTorch's headers takes up to this much memory, bytes. */
const MEMORY_EACH = 1.6e9;
/** What object files and addon take at most, bytes. */
const ROOM = 60e6;

/** @param {Libtorch} libtorch */
export function addonReady(libtorch) {
  return existsSync(recipe(libtorch).addon);
}

/**
 * @param {Context} context
 * @param {Libtorch} libtorch
 */
export async function buildAddon({ report, signal }, libtorch) {
  const began = performance.now();
  await requireRoom(ROOM, "The addon");
  const { addon, units } = recipe(libtorch);
  const includes = await includeFlags(libtorch);
  const missing = units.filter(({ key }) => !existsSync(objectPath(key)));
  let done = 0;
  const told = () => report.progress(`addon: compiled ${done} of ${missing.length} units, ${seconds(began)}`);
  const ticking = setInterval(told, 250);
  try {
    await inParallel(missing, async (unit) => {
      await compile(unit, includes, signal);
      done++;
      told();
    });
    await install(dirname(addon), async (folder) => {
      await link(
        units.map(({ key }) => objectPath(key)),
        join(folder, basename(addon)),
        libtorch,
        signal,
      );
    });
  } finally {
    clearInterval(ticking);
  }
  report.line(
    `addon: compiled ${missing.length} of ${units.length} units for LibTorch ${libtorch.version}, ${seconds(began)}`,
  );
}

/** @param {string} key */
function objectPath(key) {
  return cachePath("addon", "objects", `${key}.o`);
}

/** @param {Libtorch} libtorch */
async function includeFlags({ include, lib }) {
  // The compiler knows /usr/include, and naming it again would change the order of its own headers.
  const folders = [nodeHeaders(), ...include.filter((folder) => folder !== "/usr/include")];
  const abi = (await hasNewAbi(lib)) ? 1 : 0;
  return ["-I", NATIVE, ...folders.flatMap((folder) => ["-isystem", folder]), `-D_GLIBCXX_USE_CXX11_ABI=${abi}`];
}

/** The folder of node_api.h, found as Node would: it may lie beside this package rather than below. */
function nodeHeaders() {
  try {
    return createRequire(join(packageRoot, "package.json"))("node-api-headers").include_dir;
  } catch (cause) {
    throw new SetupError("the addon needs the npm package node-api-headers, which is not installed", { cause });
  }
}

/**
 * @param {import("./addon-recipe.mjs").Unit} unit
 * @param {string[]} includes
 * @param {AbortSignal} signal
 */
async function compile({ name, sources, flags, key }, includes, signal) {
  const object = objectPath(key);
  makeFolder(dirname(object));
  await staged(async (folder) => {
    const [joined, made] = [join(folder, "joined.cc"), join(folder, "made.o")];
    await writeFile(joined, sources.map((source) => `#include "${source}"\n`).join(""));
    await gpp([...flags, ...includes, "-c", joined, "-o", made], name, signal);
    await rename(made, object);
  });
}

/**
 * @param {string[]} objects
 * @param {string} addon
 * @param {Libtorch} libtorch
 * @param {AbortSignal} signal
 */
async function link(objects, addon, { lib }, signal) {
  // The OpenMP that LibTorch loads, by its very name: a second one beside it would have threads of its own.
  const openmp = (await neededBy(join(lib, "libtorch_cpu.so"), signal)).filter((name) => /^lib[gi]?omp/.test(name));
  const libraries = [...openmp.map((name) => `-l:${name}`), "-ltorch_cpu", "-lc10"];
  // LibTorch keeps a pointer to the addon's allocator, and Node closes a worker's addon: it must stay mapped.
  const where = ["-Wl,-z,nodelete", `-L${lib}`, `-Wl,-rpath,${lib}`];
  await gpp(["-shared", ...objects, "-o", addon, ...where, ...libraries], "the addon", signal);
}

/**
 * @param {string[]} args
 * @param {string} what
 * @param {AbortSignal} signal
 */
async function gpp(args, what, signal) {
  const { code, output } = await run("g++", args, { signal });
  if (code === 0) return;
  if (code === 127) throw new SetupError("g++ is missing: run `apt-get install -y g++`");
  if (/No space left/.test(output)) throw new SetupError(`no space is left for compiling ${what}`, { final: true });
  if (/Killed|cc1plus: out of memory/.test(output)) throw new SetupError(`memory ran out while g++ compiled ${what}`);
  makeFolder(cachePath("addon"));
  const log = cachePath("addon", "failed.log");
  await writeFile(log, `g++ ${args.join(" ")}\n\n${output}\n`);
  const first = /^.*\berror: .*$/m.exec(output)?.[0] ?? output.split("\n").at(-1);
  throw new SetupError(`g++ refused ${what} (${first}); all it said is in ${log}`);
}

/**
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => Promise<void>} work
 */
async function inParallel(items, work) {
  const queue = [...items];
  const workers = Math.max(1, Math.min(availableParallelism(), Math.floor(freemem() / MEMORY_EACH)));
  const finished = await Promise.allSettled(
    Array.from({ length: workers }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
        try {
          await work(item);
        } catch (error) {
          queue.length = 0;
          throw error;
        }
      }
    }),
  );
  const failed = finished.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}
