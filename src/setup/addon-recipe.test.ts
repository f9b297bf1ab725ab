import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { scratch } from "../../tests/setup-fakes.ts";
import { recipe } from "./addon-recipe.mjs";
import { locate } from "./locate.mjs";

const place = scratch();

function libtorch(version = "2.13.0", origin: "cache" | "env" = "env") {
  const lib = join(place.folder, "torch/lib");
  mkdirSync(lib, { recursive: true });
  writeFileSync(join(lib, "libtorch_cpu.so"), "");
  utimesSync(join(lib, "libtorch_cpu.so"), 1, 1);
  return { root: place.folder, include: [], lib, version, origin };
}

describe("recipe", () => {
  it("gives one build one key, and another build another", () => {
    const { key } = recipe(libtorch());
    expect(recipe(libtorch()).key).toBe(key);
    expect(recipe(libtorch("2.14.0")).key).not.toBe(key);
    const touched = libtorch();
    utimesSync(join(touched.lib, "libtorch_cpu.so"), 2, 2);
    expect(recipe(touched).key).not.toBe(key);
    expect(recipe({ ...libtorch(), lib: `${place.folder}/torch/../torch/lib` }).key).not.toBe(key);
  });

  it("compiles every source, for every processor of its family, by the standard that the headers need", () => {
    const { objects } = recipe(libtorch());
    expect(objects.length).toBeGreaterThan(5);
    expect(new Set(objects.map(({ key }) => key)).size).toBe(objects.length);
    for (const { source, flags } of objects) {
      expect(flags).toContain("-std=c++20");
      expect(flags.some((flag) => flag === "-march=native")).toBe(false);
      if (!/\.(avx2|avx512|avx512vnni)\.cc$/.test(source)) expect(flags.at(-1)).toMatch(/^-march=(x86-64-v2|armv8-a)$/);
    }
    expect(recipe(libtorch("1.13.1")).objects[0]?.flags).toContain("-std=c++17");
  });
});

describe("locate", () => {
  it("says what to run where the addon is not compiled", () => {
    const { lib } = libtorch();
    mkdirSync(join(place.folder, "torch/include/ATen/core/dispatch"), { recursive: true });
    mkdirSync(join(place.folder, "torch/include/torch"), { recursive: true });
    writeFileSync(join(lib, "libc10.so"), "");
    writeFileSync(join(place.folder, "torch/include/ATen/core/dispatch/Dispatcher.h"), "");
    const version = "#define TORCH_VERSION_MAJOR 2\n#define TORCH_VERSION_MINOR 13\n#define TORCH_VERSION_PATCH 0\n";
    writeFileSync(join(place.folder, "torch/include/torch/version.h"), version);
    vi.stubEnv("LIBTORCH", join(place.folder, "torch"));
    expect(() => locate()).toThrow(/^The addon is not compiled for LibTorch 2\.13\.0 in .*: run `npx tenon setup`$/);
    const { addon } = recipe({ ...libtorch(), root: join(place.folder, "torch") });
    mkdirSync(join(addon, ".."), { recursive: true });
    writeFileSync(addon, "");
    expect(locate()).toMatchObject({ addon, libtorch: { version: "2.13.0", lib } });
  });
});
