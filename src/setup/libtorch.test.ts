import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { fakeProgram, scratch, sha256, wish, zip } from "../../tests/setup-fakes.ts";
import { inOrder, obtainLibtorch, SOURCES, warnIfUnsupported } from "./libtorch.mjs";
import { findLibtorch } from "./libtorch-find.mjs";
import { obtainWheel } from "./libtorch-wheel.mjs";
import { SetupError } from "./report.mjs";

const place = scratch();

/** A source that has what it has, and writes down that it was asked. */
function source(
  name: string,
  cost: { modern: boolean; seconds: number },
  tried: string[],
  result: "has" | "lacks" | Error,
) {
  return {
    name,
    cost,
    probe: async () => (result === "lacks" ? `${name} has nothing` : undefined),
    obtain: async () => {
      tried.push(name);
      if (result instanceof Error) throw result;
    },
  };
}

const slow = { modern: true, seconds: 60 };
const quick = { modern: true, seconds: 20 };
const old = { modern: false, seconds: 1 };

describe("the order of sources", () => {
  it("is the better build first, then the shorter wait", () => {
    const sources = [source("c", slow, [], "has"), source("d", old, [], "has"), source("b", quick, [], "has")];
    expect(inOrder(sources).map(({ name }) => name)).toEqual(["b", "c", "d"]);
    expect(inOrder(SOURCES).map(({ name }) => name)).toEqual([
      "the CPU build from pip's index",
      "the CPU build from PyTorch's index",
      "the CUDA build from pip's index",
      "the system's libtorch-dev",
      "libtorch-dev by apt",
    ]);
  });

  it("is followed until one has it", async () => {
    const tried: string[] = [];
    const context = wish();
    await obtainLibtorch(context, [
      source("slow", slow, tried, "has"),
      source("old", old, tried, "has"),
      source("quick", quick, tried, new SetupError("the line is dead")),
    ]);
    expect(tried).toEqual(["quick", "slow"]);
    expect(context.lines).toContain("libtorch: not quick (the line is dead)");
  });

  it("ends in one sentence with every reason", async () => {
    const sources = [source("quick", quick, [], new SetupError("the line is dead")), source("old", old, [], "lacks")];
    await expect(obtainLibtorch(wish(), sources)).rejects.toThrow(
      "LibTorch could not be had: the line is dead; old has nothing",
    );
  });

  it("is not followed past a file that is not what it should be", async () => {
    const tried: string[] = [];
    const wrong = new SetupError("the hash differs", { final: true });
    const sources = [source("quick", quick, tried, wrong), source("slow", slow, tried, "has")];
    await expect(obtainLibtorch(wish(), sources)).rejects.toThrow("the hash differs");
    expect(tried).toEqual(["quick"]);
  });

  it("is the system's alone where LIBTORCH=system", async () => {
    vi.stubEnv("LIBTORCH", "system");
    const tried: string[] = [];
    await obtainLibtorch(wish(), [source("quick", quick, tried, "has"), source("old", old, tried, "has")]);
    expect(tried).toEqual(["old"]);
  });

  it("asks nobody outside when TENON_OFFLINE is set", async () => {
    vi.stubEnv("TENON_OFFLINE", "1");
    const tried: string[] = [];
    await expect(obtainLibtorch(wish(), [source("quick", quick, tried, "has")])).rejects.toThrow(
      "LibTorch is not on this machine, and TENON_OFFLINE=1 forbids the network",
    );
    expect(tried).toEqual([]);
  });
});

describe("apt", () => {
  const apt = SOURCES.find(({ name }) => name === "libtorch-dev by apt")!;

  it("is called as root or with --yes, and otherwise named", async () => {
    fakeProgram(place.folder, "apt-get", "exit 0");
    const getuid = vi.spyOn(process, "getuid").mockReturnValue(1000);
    expect(await apt.probe(wish())).toBe(
      "apt needs root: run `sudo apt-get install -y --no-install-recommends libtorch-dev libopenblas0-pthread`",
    );
    expect(await apt.probe(wish({ yes: true }))).toBeUndefined();
    getuid.mockReturnValue(0);
    expect(await apt.probe(wish())).toBeUndefined();
    getuid.mockRestore();
  });

  it("is told to update its lists once, and its reason is passed on", async () => {
    const calls = join(place.folder, "calls");
    fakeProgram(
      place.folder,
      "apt-get",
      `echo "$1" >> ${calls}; echo "E: Unable to locate package libtorch-dev"; [ "$1" = update ]`,
    );
    vi.spyOn(process, "getuid").mockReturnValue(0);
    await expect(apt.obtain(wish())).rejects.toThrow(
      "apt could not install libtorch-dev libopenblas0-pthread (Unable to locate package libtorch-dev)",
    );
    expect(readFileSync(calls, "utf8").trim().split("\n")).toEqual(["install", "update", "install"]);
    vi.restoreAllMocks();
  });
});

describe("a build from wheels", () => {
  const version = ["MAJOR 2", "MINOR 13", "PATCH 0"].map((part) => `#define TORCH_VERSION_${part}\n`).join("");
  const torch = zip({
    "torch/include/ATen/core/dispatch/Dispatcher.h": "//",
    "torch/include/torch/headeronly/version.h": version,
    "torch/lib/libc10.so": "c10",
    "torch/lib/libtorch_cpu.so": "cpu",
    "torch/lib/libgomp.so.1": "openmp",
    "torch/lib/libtorch_python.so": "python",
    "torch/bin/protoc": "protoc",
    "torch/nn/functional.py": "python",
    "torch-2.13.0.dist-info/LICENSE": "licence",
  });
  const cuda = zip({
    "nvidia/cu13/lib/libcudart.so.13": "cudart",
    "nvidia/cu13/lib/libother.so": "other",
    "nvidia/LICENSE.txt": "its licence",
  });
  const wheelOf = (requirement: string, content: Buffer) => ({
    requirement,
    sha256: sha256(content),
    bytes: content.length,
    platforms: [],
  });

  /** Stands for pip with these wheels, and for objdump with these answers. */
  function fakes(needed: readonly string[]): void {
    writeFileSync(join(place.folder, "torch"), torch);
    writeFileSync(join(place.folder, "cuda"), cuda);
    const put = `case "$last" in torch*) cp ${place.folder}/torch $into/torch.whl;; *) cp ${place.folder}/cuda $into/cuda.whl;; esac`;
    const options = 'while [ $# -gt 0 ]; do [ "$1" = --dest ] && into=$2; last=$1; shift; done';
    fakeProgram(place.folder, "python3", `case "$*" in *--version*) exit 0;; esac; ${options}; ${put}`);
    fakeProgram(place.folder, "objdump", needed.map((name) => `echo "  NEEDED  ${name}"`).join("; "));
  }

  const build = (beside = {}) => ({
    build: "2.13.0+cu130" as const,
    wheel: wheelOf("torch==2.13.0", torch),
    unpacked: 1e6,
    beside,
  });

  it("keeps headers, the libraries that are loaded, licences, and nothing else", async () => {
    fakes(["libc10.so", "libgomp.so.1", "libc.so.6", "ld-linux-x86-64.so.2"]);
    await obtainWheel(wish(), build());
    const kept = readdirSync(join(place.cache, "libtorch"), { recursive: true, encoding: "utf8" }).map((name) =>
      basename(name),
    );
    expect(kept).toContain("Dispatcher.h");
    expect(kept.filter((name) => name.includes(".so")).sort()).toEqual([
      "libc10.so",
      "libgomp.so.1",
      "libtorch_cpu.so",
    ]);
    expect(kept).toContain("LICENSE");
    expect(kept).not.toContain("protoc");
    expect(kept).not.toContain("functional.py");
    expect(findLibtorch()).toMatchObject({ version: "2.13.0", origin: "cache" });
  });

  it("fetches the libraries that it loads from wheels beside it", async () => {
    fakes(["libc10.so", "libcudart.so.13"]);
    await obtainWheel(wish(), build({ "libcudart.so.13": wheelOf("nvidia-cuda-runtime==13", cuda) }));
    const kept = readdirSync(join(place.cache, "libtorch"), { recursive: true, encoding: "utf8" });
    expect(kept.some((name) => name.endsWith("nvidia/cu13/lib/libcudart.so.13"))).toBe(true);
    expect(kept.some((name) => name.endsWith("libother.so"))).toBe(false);
  });

  it("is refused where it loads what no wheel is known for", async () => {
    fakes(["libc10.so", "libmystery.so.1"]);
    await expect(obtainWheel(wish(), build())).rejects.toThrow(
      "libtorch_cpu.so loads libmystery.so.1, which is in no wheel that set-up knows",
    );
    expect(existsSync(join(place.cache, "libtorch/2.13.0+cu130-x86_64"))).toBe(false);
    expect(findLibtorch()?.origin).not.toBe("cache");
  });
});

describe("warnIfUnsupported", () => {
  const found = { root: "", include: [], lib: "", origin: "env" as const };
  it.each([
    ["2.13.0", 0],
    ["1.13.0", 0],
    ["2.14.1", 1],
    ["1.12.1", 1],
  ])("of %s says %i lines", (version, lines) => {
    const context = wish();
    warnIfUnsupported(context, { ...found, version });
    expect(context.lines).toHaveLength(lines);
  });
});
