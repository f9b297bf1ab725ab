/** Set-up's step for LibTorch: where it may come from, and in which order that is tried. */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { cachePath } from "./cache.mjs";
import { makeFolder } from "./folder.mjs";
import { findLibtorch, SUPPORTED, systemLibtorch } from "./libtorch-find.mjs";
import { cpuBuild, cudaBuild, obtainWheel } from "./libtorch-wheel.mjs";
import { request } from "./net.mjs";
import { offline } from "./package.mjs";
import { SetupError } from "./report.mjs";
import { aptAllowed, aptCommand, aptInstall, onPath } from "./tools.mjs";

/** @typedef {import("./package.mjs").Context} Context */

/**
 * One place that LibTorch may come from.
 * @typedef {object} Source
 * @property {string} name
 * @property {{ modern: boolean, seconds: number }} cost whether it has fused attention, and a newcomer's wait at 10 MB/s
 * @property {(context: Context) => Promise<string | undefined>} probe a reason not to try it, found within seconds
 * @property {(context: Context) => Promise<void>} obtain
 */

/** PyTorch's own index, where its CPU build is. */
const CPU_INDEX = "https://download.pytorch.org/whl/cpu";

/** Debian's package, with a BLAS that is not the slow reference one. */
export const DEBIAN_PACKAGES = ["libtorch-dev", "libopenblas0-pthread"];

/** @type {Source[]} */
export const SOURCES = [
  {
    name: "the CPU build from pip's index",
    cost: { modern: true, seconds: 25 },
    probe: async () => undefined,
    obtain: (context) => obtainWheel(context, cpuBuild()),
  },
  {
    name: "the CPU build from PyTorch's index",
    cost: { modern: true, seconds: 26 },
    probe: async ({ signal }) => {
      const url = `${CPU_INDEX}/torch/`;
      return request(url, { method: "HEAD", signal }).then(
        ({ statusCode }) => (statusCode === 200 ? undefined : `${new URL(url).host} answers with HTTP ${statusCode}`),
        (error) => error.message,
      );
    },
    obtain: (context) => obtainWheel(context, cpuBuild(), ["--index-url", CPU_INDEX]),
  },
  {
    name: "the CUDA build from pip's index",
    cost: { modern: true, seconds: 62 },
    probe: async () => undefined,
    obtain: (context) => obtainWheel(context, cudaBuild()),
  },
  {
    name: "the system's libtorch-dev",
    cost: { modern: false, seconds: 0 },
    probe: async () => (systemLibtorch() ? undefined : "libtorch-dev is not installed"),
    obtain: async ({ report }) => chooseSystem(report),
  },
  {
    name: "libtorch-dev by apt",
    cost: { modern: false, seconds: 80 },
    probe: async (context) => {
      if (!onPath("apt-get")) return "there is no apt to install it by";
      return aptAllowed(context) ? undefined : `apt needs root: run \`${aptCommand(DEBIAN_PACKAGES)}\``;
    },
    obtain: async (context) => {
      await aptInstall(context, DEBIAN_PACKAGES);
      await chooseSystem(context.report);
    },
  },
];

/** The shortest wait first, among those with the better result first. @param {readonly Source[]} sources */
export function inOrder(sources) {
  return sources.toSorted((a, b) => Number(b.cost.modern) - Number(a.cost.modern) || a.cost.seconds - b.cost.seconds);
}

/**
 * Remembers that the system's LibTorch was all there was, so that the next run does not ask the network again.
 * @param {Context["report"]} report
 */
async function chooseSystem(report) {
  const found = systemLibtorch();
  if (found === undefined) throw new SetupError("libtorch-dev is installed, and yet holds no LibTorch");
  makeFolder(cachePath("libtorch"));
  const choice = cachePath("libtorch", SYSTEM_CHOSEN);
  await writeFile(choice, "");
  const again = process.env.LIBTORCH === "system" ? "" : `, until ${choice} is removed`;
  report.line(`libtorch: the system's ${found.version} in ${found.lib}${again}`);
}

const SYSTEM_CHOSEN = "system-chosen";

/** Whether there is nothing left to do. */
export function libtorchReady() {
  const found = findLibtorch();
  if (found === undefined) return false;
  if (found.origin !== "system" || process.env.LIBTORCH === "system") return true;
  return existsSync(cachePath("libtorch", SYSTEM_CHOSEN));
}

/**
 * @param {Context} context
 * @param {readonly Source[]} [sources]
 */
export async function obtainLibtorch(context, sources = SOURCES) {
  const { report } = context;
  const wanted = process.env.LIBTORCH === "system" ? sources.filter(({ cost }) => !cost.modern) : inOrder(sources);
  /** @type {string[]} */
  const reasons = [];
  for (const source of wanted) {
    if (offline() && !source.name.startsWith("the system")) continue;
    const reason = (await source.probe(context)) ?? (await attempt(context, source));
    if (reason === undefined) return;
    reasons.push(reason);
    report.line(`libtorch: not ${source.name} (${reason})`);
  }
  if (offline()) throw new SetupError("LibTorch is not on this machine, and TENON_OFFLINE=1 forbids the network");
  throw new SetupError(`LibTorch could not be had: ${reasons.join("; ")}`);
}

/**
 * @param {Context} context
 * @param {Source} source
 * @returns {Promise<string | undefined>} why it failed
 */
async function attempt(context, source) {
  try {
    context.report.line(`libtorch: trying ${source.name}`);
    await source.obtain(context);
    return undefined;
  } catch (error) {
    if (error instanceof SetupError && !error.final) return error.message;
    throw error;
  }
}

/**
 * @param {Context} context
 * @param {import("./libtorch-find.mjs").Libtorch | undefined} libtorch
 */
export function warnIfUnsupported({ report }, libtorch) {
  if (libtorch === undefined) throw new SetupError("the addon needs LibTorch, which `--only addon` does not bring");
  if (!SUPPORTED.test(libtorch.version)) {
    report.line(
      `libtorch: ${libtorch.version} is not one of the tested builds (2.13.0 and 1.13.1), and is tried all the same`,
    );
  }
  return libtorch;
}
