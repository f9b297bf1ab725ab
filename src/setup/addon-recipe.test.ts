import { cpSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { scratch } from "../../tests/setup-fakes.ts";
import { NATIVE, recipe } from "./addon-recipe.mjs";
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

  it("compiles every source once, a folder's together and those for an instruction set apart", () => {
    const { units } = recipe(libtorch());
    const sources = units.flatMap((unit) => unit.sources.map((path) => relative(NATIVE, path)));
    const written = readdirSync(NATIVE, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".cc"));
    expect(sources.toSorted()).toEqual(written.filter((name) => process.arch === "x64" || !/avx/.test(name)).sort());
    expect(new Set(units.map(({ key }) => key)).size).toBe(units.length);
    expect(units.filter((unit) => unit.sources.length > 1).map(({ name }) => name)).toEqual([
      "native",
      "native/kernels",
    ]);
    for (const { name, sources } of units) expect(/avx/.test(name)).toBe(sources.some((path) => /avx/.test(path)));
  });

  it("compiles for every processor of its family, by the standard that the headers need", () => {
    for (const { name, flags } of recipe(libtorch()).units) {
      expect(flags).toContain("-std=c++20");
      expect(flags).not.toContain("-march=native");
      if (!/avx/.test(name)) expect(flags.at(-1)).toMatch(/^-march=(x86-64-v2|armv8-a)$/);
    }
    expect(recipe(libtorch("1.13.1")).units[0]?.flags).toContain("-std=c++17");
  });

  it("says what to do where a bundler left the sources behind", async () => {
    cpSync(dirname(fileURLToPath(import.meta.url)), join(place.folder, "bundle/setup"), { recursive: true });
    const bundled = await import(join(place.folder, "bundle/setup/addon-recipe.mjs"));
    expect(() => bundled.recipe(libtorch())).toThrow(/holds no C\+\+ source: .* leave it out of the bundle$/);
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
