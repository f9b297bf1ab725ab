/** What `tenon doctor` says about what it found: facts in, lines out, with what to do about each problem. */
import { basename } from "node:path";
import { SUPPORTED } from "../setup/libtorch-find.mjs";
import { unfit } from "../setup/package.mjs";
import { megabytes } from "../setup/report.mjs";
import type { Facts } from "./doctor-facts.ts";

type Engine = NonNullable<Facts["engine"]>;

export interface Problem {
  readonly what: string;
  readonly remedy: string;
}

/** Names of libraries that bring OpenMP; two of them in one process fight over the processor. */
const OPENMP = /^lib(gomp|iomp5|omp)\b/;
/** Debian's libblas3, a plain loop. */
const REFERENCE = "reference BLAS";
const OLDEST_NODE = [20, 19] as const;

/** The library that LibTorch multiplies matrices with, as far as can be seen from outside. */
export function blas({ libraries, mkl }: Engine): string {
  const names = libraries.map((path) => path.toLowerCase());
  if (names.some((name) => name.includes("openblas"))) return "OpenBLAS";
  if (mkl || names.some((name) => /^libmkl/.test(basename(name)))) return "MKL";
  if (names.some((name) => /^libblas\.so/.test(basename(name)))) return REFERENCE;
  return "unknown, part of LibTorch";
}

export function openMp(libraries: readonly string[]): string[] {
  return libraries.filter((path) => OPENMP.test(basename(path)));
}

export function problems(facts: Facts): Problem[] {
  const reason = unfit(facts);
  if (reason !== undefined) return [reason]; // nothing else would help
  const { node, libtorch, failure, engine, cache, processors } = facts;
  const found: Problem[] = [];
  const add = (when: boolean, what: string, remedy: string) => {
    if (when) found.push({ what, remedy });
  };
  const [major = 0, minor = 0] = node.slice(1).split(".").map(Number);
  const old = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  add(old, `Node ${node} is too old`, `install Node ${OLDEST_NODE.join(".")} or newer`);
  add(failure !== undefined, `the engine does not start: ${failure}`, "run `npx tenon setup`");
  add(
    libtorch !== undefined && !SUPPORTED.test(libtorch.version),
    `LibTorch ${libtorch?.version} is not one of the builds that the tests run on`,
    "unset LIBTORCH and run `npx tenon setup` for 2.13.0",
  );
  if (engine !== undefined) {
    const copies = openMp(engine.libraries);
    add(
      blas(engine) === REFERENCE,
      "LibTorch computes with the slow reference BLAS",
      "as root: apt-get install -y libopenblas0-pthread",
    );
    add(
      copies.length > 1,
      `${copies.length} copies of OpenMP are loaded: ${copies.join(", ")}`,
      "remove LD_PRELOAD and LD_LIBRARY_PATH entries that bring the second one",
    );
    add(
      engine.threads < Math.min(processors, 2),
      `an operator uses ${engine.threads} thread`,
      "unset OMP_NUM_THREADS, or give --threads",
    );
  }
  const models = cache.items.filter(({ section }) => section === "models");
  add(models.length === 0, "no model is in the cache", "run `npx tenon setup`, or `npx tenon pull MODEL`");
  return found;
}

/** The page that a person reads. */
export function page(facts: Facts): string {
  const { node, platform, arch, glibc, processors, libtorch, addon, engine, cache } = facts;
  const bytes = cache.items.reduce((sum, item) => sum + item.bytes, 0);
  const lines = [
    [
      "Node",
      `${node}, ${platform} ${arch}, ${glibc === undefined ? "no glibc" : `glibc ${glibc}`}, ${processors} processors`,
    ],
    ["LibTorch", libtorch === undefined ? "none" : `${libtorch.version} (${libtorch.origin}) in ${libtorch.lib}`],
    ["addon", addon ?? "none"],
    ...(engine === undefined
      ? []
      : [
          ["kernels", `${engine.capability}, ${engine.threads} threads an operator`],
          [
            "devices",
            `${engine.devices.join(", ")}${engine.devices.length > 1 ? "" : "; set-up brings no build for GPUs"}`,
          ],
          ["BLAS", blas(engine)],
          ["OpenMP", openMp(engine.libraries).join(", ") || "none"],
        ]),
    ["cache", `${cache.root}, ${megabytes(bytes)}`],
    ...cache.items
      .filter(({ section }) => section === "models")
      .map(({ name, bytes }) => ["model", `${name}, ${megabytes(bytes)}`]),
  ];
  const told = problems(facts).map(({ what, remedy }) => `! ${what}\n  ${remedy}`);
  const verdict = told.length === 0 ? ["everything is in order"] : told;
  return `${[...lines.map(([key, value]) => `${key!.padEnd(9)} ${value}`), "", ...verdict].join("\n")}\n`;
}
