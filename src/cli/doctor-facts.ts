/** What `tenon doctor` finds out about this machine. Looks, and changes nothing. */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { cacheRoot } from "../setup/cache.mjs";
import { findLibtorch } from "../setup/libtorch-find.mjs";
import { locate } from "../setup/locate.mjs";
import { machine } from "../setup/package.mjs";
import { SetupError } from "../setup/report.mjs";
import { type CacheItem, cacheItems } from "./cache.ts";

export interface Facts {
  readonly node: string;
  /** As Node names them, and the version of glibc. */
  readonly platform: string;
  readonly arch: string;
  readonly glibc: string | undefined;
  readonly processors: number;
  readonly libtorch?: { readonly version: string; readonly origin: string; readonly lib: string } | undefined;
  /** The compiled addon's path. */
  readonly addon?: string | undefined;
  /** What keeps the engine from starting, in a sentence. */
  readonly failure?: string | undefined;
  /** The engine as it runs; absent where it does not start. */
  readonly engine?:
    | {
        readonly version: string;
        readonly capability: string;
        readonly threads: number;
        /** Whether MKL is part of LibTorch itself. */
        readonly mkl: boolean;
        readonly libraries: readonly string[];
        /** Where tensors can be, for example "cpu" and "cuda:0". */
        readonly devices: readonly string[];
      }
    | undefined;
  readonly cache: { readonly root: string; readonly items: readonly CacheItem[] };
}

export async function gather(): Promise<Facts> {
  const here = {
    ...machine(),
    node: process.version,
    processors: availableParallelism(),
    cache: { root: cacheRoot(), items: await cacheItems() },
  };
  try {
    const libtorch = findLibtorch();
    if (libtorch === undefined) return { ...here, failure: "LibTorch is not set up on this machine" };
    try {
      return { ...here, libtorch, addon: locate().addon, engine: await engine() };
    } catch (error) {
      return { ...here, libtorch, failure: sentence(error) };
    }
  } catch (error) {
    if (error instanceof SetupError) return { ...here, failure: error.message };
    throw error;
  }
}

async function engine(): Promise<Facts["engine"]> {
  const { build, devices, hasOperator, threads } = await import("../tensor/index.ts");
  const mkl = hasOperator("mkl::_mkl_linear"); // there only where LibTorch was built with MKL
  const libraries = sharedLibraries(readFileSync("/proc/self/maps", "utf8"));
  return { ...build(), threads: threads(), mkl, libraries, devices: devices() };
}

/** The shared libraries in a process's memory map, each once. */
export function sharedLibraries(maps: string): string[] {
  const paths = maps.split("\n").map((line) => /\s(\/\S.*\.so(?:\.\S*)?)$/.exec(line)?.[1]);
  return [...new Set(paths.filter((path) => path !== undefined))];
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message.split("\n")[0]! : String(error);
}
