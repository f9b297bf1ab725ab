/** How the addon is compiled, and the key under which the cache keeps it. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { cachePath } from "./cache.mjs";
import { architecture, packageRoot } from "./package.mjs";
import { SetupError } from "./report.mjs";

/** @typedef {import("./libtorch-find.mjs").Libtorch} Libtorch */

/**
 * @typedef {object} Recipe
 * @property {string} key of the addon
 * @property {string} addon where the cache keeps it
 * @property {{ source: string, flags: string[], key: string }[]} objects what it is linked from
 */

/** The folder of C++ sources, with what lies below it. */
export const NATIVE = join(packageRoot, "native");

/** Every processor that runs it has these instructions; a kernel that wants more asks at run time. */
const BASELINE = { x86_64: "-march=x86-64-v2", aarch64: "-march=armv8-a" };

/** A source named `*.avx2.cc`, say, is compiled for that instruction set, and called where the processor has it. */
const VARIANTS = {
  avx2: ["-march=x86-64-v3"],
  avx512: ["-march=x86-64-v4"],
  avx512vnni: ["-march=x86-64-v4", "-mavx512vnni"],
};

/**
 * Reads the sources, 200 KB or so, and no header of LibTorch.
 * @param {Libtorch} libtorch
 * @returns {Recipe}
 */
export function recipe(libtorch) {
  const files = read(NATIVE);
  const headers = files.filter(({ path }) => path.endsWith(".h"));
  const shared = [
    commonFlags(libtorch),
    buildIdentity(libtorch),
    ...headers.map(({ path, text }) => [relative(NATIVE, path), text]),
  ];
  const objects = files.flatMap(({ path, text }) => {
    const extra = path.endsWith(".cc") ? variantFlags(path) : undefined;
    if (extra === undefined) return [];
    const flags = [...commonFlags(libtorch), ...extra];
    return [{ source: path, flags, key: digest([shared, flags, basename(path), text]) }];
  });
  if (objects.length === 0)
    throw new SetupError(`${join(packageRoot, "native")} holds no C++ source: the package is not whole`);
  const key = digest(objects.map((object) => object.key));
  return { key, addon: cachePath("addon", key, "tenon.node"), objects };
}

/** @param {Libtorch} libtorch */
function commonFlags(libtorch) {
  const standard = Number(libtorch.version.split(".")[0]) >= 2 ? "c++20" : "c++17";
  // Without NDEBUG, LibTorch's headers refer to functions that only its debug builds must have.
  return [`-std=${standard}`, "-O2", "-DNDEBUG", "-fPIC", "-fvisibility=hidden", "-fopenmp", BASELINE[architecture()]];
}

/** @param {string} path @returns {string[] | undefined} undefined where the file is not for this processor */
function variantFlags(path) {
  const variant = /\.(avx2|avx512|avx512vnni)\.cc$/.exec(path)?.[1];
  if (variant === undefined) return [];
  return architecture() === "x86_64" ? VARIANTS[/** @type {keyof typeof VARIANTS} */ (variant)] : undefined;
}

/**
 * What tells one LibTorch from another of the same version. The folder is part of it, since the addon remembers where
 * its libraries lie.
 * @param {Libtorch} libtorch
 */
function buildIdentity({ version, lib, origin }) {
  if (origin === "cache") return [version, lib, basename(dirname(dirname(lib)))];
  const { size, mtimeMs } = statSync(join(lib, "libtorch_cpu.so"));
  return [version, lib, size, mtimeMs];
}

/** @param {string} folder */
function read(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".cc") || name.endsWith(".h"))
    .sort()
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(folder, name), "utf8") }));
}

/** @param {unknown} value */
function digest(value) {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
