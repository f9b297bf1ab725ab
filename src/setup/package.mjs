/** Where this package lies and what it was started with. This file runs from `src/setup` and from `dist/setup` alike. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SetupError } from "./report.mjs";

/** The folder that holds package.json, without a slash at its end. */
export const packageRoot = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Whether this is a clone with sources to build, rather than the published package. */
export const isClone = existsSync(join(packageRoot, "package-lock.json")) && existsSync(join(packageRoot, "src"));

/** @throws {SetupError} where a bundler has carried this file out of the package, whose other files are then not found */
export function requirePackage() {
  if (/\/(src|dist)\/setup\/package\.mjs$/.test(import.meta.url)) return;
  throw new SetupError(
    `${fileURLToPath(import.meta.url)} holds Tenon bundled, without its addon: leave tenon out of the bundle (esbuild: --external:tenon, Vite: ssr.external)`,
  );
}

/**
 * What every step is given.
 * @typedef {object} Context
 * @property {import("./report.mjs").Report} report
 * @property {AbortSignal} signal aborted by Ctrl-C
 * @property {boolean} yes whether the person allowed the system's package manager
 * @property {boolean} dev whether what tests need is wanted too
 */

/** Whether the network is forbidden. */
export function offline() {
  return flag("TENON_OFFLINE") && !modelsForbidden();
}

/** Whether models alone may not be fetched: TENON_OFFLINE=models, a machine that reaches packages and no model. */
export function modelsForbidden() {
  return process.env.TENON_OFFLINE === "models";
}

/** @param {string} name of an environment variable @returns {boolean} */
export function flag(name) {
  return !["", "0", "false", "no", "off"].includes((process.env[name] ?? "").toLowerCase());
}

/** @param {string} what that would have to be fetched, as the subject of a sentence in the singular */
export function requireNetwork(what) {
  if (offline()) throw new SetupError(`${what} is not on this machine, and TENON_OFFLINE=1 forbids the network`);
}

/**
 * @typedef {object} Machine
 * @property {string} platform as Node names it
 * @property {string} arch as Node names it
 * @property {string | undefined} glibc its version; undefined where the C library is another one
 */

/** @returns {Machine} */
export function machine() {
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return { platform: process.platform, arch: process.arch, glibc: report.header.glibcVersionRuntime };
}

/**
 * What keeps a machine from running Tenon, and what a person does about it.
 * @param {Machine} machine
 * @returns {{ what: string, remedy: string } | undefined}
 */
export function unfit({ platform, arch, glibc }) {
  const wanted = "Tenon runs on Linux with glibc, on x86-64 and 64-bit Arm";
  if (platform === "win32")
    return { what: `${wanted}, not on Windows`, remedy: "use WSL 2 (`wsl --install -d Debian`)" };
  if (platform !== "linux") {
    const name = platform === "darwin" ? "macOS" : platform;
    return { what: `${wanted}, not on ${name}`, remedy: "use a container or virtual machine with Debian 12 or newer" };
  }
  if (arch !== "x64" && arch !== "arm64") {
    return { what: `${wanted}, not on ${arch}`, remedy: "use another machine, or Node for this one's 64 bits" };
  }
  if (glibc === undefined) {
    return {
      what: `${wanted}, not with musl`,
      remedy: "use an image of Debian rather than Alpine, such as node:24-bookworm",
    };
  }
  const [major = 0, minor = 0] = glibc.split(".").map(Number);
  if (major > 2 || (major === 2 && minor >= 28)) return undefined;
  return {
    what: `glibc ${glibc} is older than 2.28, which LibTorch needs`,
    remedy: "use Debian 10 or newer, or the like",
  };
}

/** The processor family in the words of compilers and wheels. */
export function architecture() {
  if (process.arch === "x64") return "x86_64";
  if (process.arch === "arm64") return "aarch64";
  throw new SetupError(`Tenon runs on x86-64 and 64-bit Arm, not on ${process.arch}`, { final: true });
}
