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
 * @property {Unit[]} units what it is compiled as, the longest first
 */

/**
 * Sources that are compiled as one: four fifths of a source's time is the reading of LibTorch's headers, so all of a folder
 * share one reading. Their anonymous namespaces are one too.
 * @typedef {object} Unit
 * @property {string} name for a person, for example "native/kernels"
 * @property {string[]} sources
 * @property {string[]} flags
 * @property {string} key
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
  /** @type {Map<string, { flags: string[], files: typeof files }>} */
  const groups = new Map();
  for (const file of files.filter(({ path }) => path.endsWith(".cc"))) {
    const variant = variantOf(file.path);
    if (variant !== undefined && architecture() !== "x86_64") continue;
    const name = relative(packageRoot, variant === undefined ? dirname(file.path) : file.path);
    const flags = [...commonFlags(libtorch), ...(variant === undefined ? [] : VARIANTS[variant])];
    const group = groups.get(name) ?? { flags, files: [] };
    groups.set(name, group);
    group.files.push(file);
  }
  const units = [...groups].map(([name, { flags, files }]) => ({
    name,
    flags,
    sources: files.map(({ path }) => path),
    key: digest([shared, flags, ...files.map(({ path, text }) => [basename(path), text])]),
  }));
  if (units.length === 0) {
    throw new SetupError(
      `${NATIVE} holds no C++ source: the package is not whole; if a bundler took tenon in, leave it out of the bundle`,
    );
  }
  const key = digest(units.map((unit) => unit.key));
  return {
    key,
    addon: cachePath("addon", key, "tenon.node"),
    units: units.sort((a, b) => b.sources.length - a.sources.length),
  };
}

/** @param {Libtorch} libtorch */
function commonFlags(libtorch) {
  const standard = Number(libtorch.version.split(".")[0]) >= 2 ? "c++20" : "c++17";
  // Without NDEBUG, LibTorch's headers refer to functions that only its debug builds must have.
  // A compiler that seldom collects its garbage takes 0.4 GB more, and a tenth less time.
  const lazily = ["--param", "ggc-min-expand=1000", "--param", "ggc-min-heapsize=4000000"];
  return [
    ...lazily,
    `-std=${standard}`,
    "-O2",
    "-DNDEBUG",
    "-fPIC",
    "-fvisibility=hidden",
    "-fopenmp",
    BASELINE[architecture()],
  ];
}

/** @param {string} path @returns {keyof typeof VARIANTS | undefined} */
function variantOf(path) {
  return /** @type {(keyof typeof VARIANTS)[]} */ (Object.keys(VARIANTS)).find((set) => path.endsWith(`.${set}.cc`));
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
