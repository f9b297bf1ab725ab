import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { scratch } from "../../tests/setup-fakes.ts";
import { cachedBuildPath, findLibtorch } from "./libtorch-find.mjs";

const place = scratch();

/** A folder that looks like LibTorch. */
function pretend(root: string, version: readonly [number, number, number], lib = "lib"): string {
  const [major, minor, patch] = version;
  const header = `#define TORCH_VERSION_MAJOR ${major}\n#define TORCH_VERSION_MINOR ${minor}\n#define TORCH_VERSION_PATCH ${patch}\n`;
  const header_ = major === 1 ? "include/torch/csrc/api/include/torch/version.h" : "include/torch/headeronly/version.h";
  for (const [path, text] of [
    [`${lib}/libtorch_cpu.so`, ""],
    [`${lib}/libc10.so`, ""],
    ["include/ATen/core/dispatch/Dispatcher.h", ""],
    [header_, header],
  ] as const) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

describe("findLibtorch", () => {
  it("takes the folder that LIBTORCH names, before all others", () => {
    pretend(join(cachedBuildPath("2.13.0+cpu"), "torch"), [2, 13, 0]);
    vi.stubEnv("LIBTORCH", pretend(join(place.folder, "mine"), [2, 14, 1], "lib64"));
    expect(findLibtorch()).toEqual({
      root: join(place.folder, "mine"),
      include: [join(place.folder, "mine/include"), join(place.folder, "mine/include/torch/csrc/api/include")],
      lib: join(place.folder, "mine/lib64"),
      version: "2.14.1",
      origin: "env",
    });
  });

  it("refuses a LIBTORCH that is none, rather than taking another", () => {
    pretend(join(cachedBuildPath("2.13.0+cpu"), "torch"), [2, 13, 0]);
    vi.stubEnv("LIBTORCH", place.folder);
    expect(() => findLibtorch()).toThrow(/^LIBTORCH=.* is no LibTorch: it needs lib\/libtorch_cpu\.so/);
  });

  it("prefers the CPU build in the cache to the CUDA build, and either to the system's", () => {
    pretend(join(cachedBuildPath("2.13.0+cu130"), "torch"), [2, 13, 0]);
    expect(findLibtorch()?.lib).toContain("2.13.0+cu130");
    pretend(join(cachedBuildPath("2.13.0+cpu"), "torch"), [2, 13, 0]);
    expect(findLibtorch()?.lib).toContain("2.13.0+cpu");
    vi.stubEnv("LIBTORCH", "system");
    expect(findLibtorch()?.origin).not.toBe("cache");
  });

  it("reads the version where 1.x keeps it", () => {
    vi.stubEnv("LIBTORCH", pretend(join(place.folder, "old"), [1, 13, 1]));
    expect(findLibtorch()?.version).toBe("1.13.1");
  });
});
