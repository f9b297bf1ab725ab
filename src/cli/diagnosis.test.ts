import { expect, test } from "vitest";
import { blas, openMp, page, problems } from "./diagnosis.ts";
import { type Facts, sharedLibraries } from "./doctor-facts.ts";

const engine = {
  version: "2.13.0",
  capability: "AVX2",
  threads: 2,
  mkl: true,
  libraries: ["/lt/libgomp.so.1"],
  devices: ["cpu"],
};
const sound: Facts = {
  node: "v20.19.0",
  platform: "linux",
  arch: "x64",
  glibc: "2.36",
  processors: 2,
  libtorch: { version: "2.13.0", origin: "cache", lib: "/lt" },
  addon: "/cache/addon/tenon.node",
  engine,
  cache: { root: "/cache", items: [{ section: "models", name: "one", bytes: 5e8 }] },
};

test("a sound machine has no problem", () => {
  expect(problems(sound)).toEqual([]);
  expect(page(sound)).toContain("everything is in order");
  expect(page(sound)).toMatch(/^BLAS {6}MKL$/m);
});

test("each problem is found, and has a remedy", () => {
  const cases: [Partial<Facts>, RegExp, RegExp][] = [
    [
      { platform: "darwin", arch: "arm64", glibc: undefined, engine: undefined, failure: "x" },
      /not on macOS/,
      /container/,
    ],
    [{ platform: "win32", glibc: undefined, failure: "x" }, /not on Windows/, /WSL 2/],
    [{ platform: "freebsd", glibc: undefined }, /not on freebsd/, /virtual machine/],
    [{ arch: "arm" }, /not on arm$/, /another machine/],
    [{ glibc: undefined }, /not with musl/, /Alpine/],
    [{ glibc: "2.27" }, /glibc 2\.27 is older than 2\.28/, /Debian 10/],
    [{ node: "v20.18.3" }, /Node v20\.18\.3 is too old/, /20\.19/],
    [{ node: "v18.20.0" }, /too old/, /20\.19/],
    [{ engine: undefined, failure: "The addon is not compiled" }, /does not start: The addon/, /npx tenon setup/],
    [{ libtorch: { ...sound.libtorch!, version: "2.1.0" } }, /LibTorch 2\.1\.0 is not one/, /2\.13\.0/],
    [
      { engine: { ...engine, mkl: false, libraries: ["/usr/lib/libblas.so.3"] } },
      /slow reference BLAS/,
      /libopenblas0-pthread/,
    ],
    [{ engine: { ...engine, libraries: ["/a/libgomp.so.1", "/b/libiomp5.so"] } }, /2 copies of OpenMP/, /LD_PRELOAD/],
    [{ engine: { ...engine, threads: 1 } }, /uses 1 thread/, /OMP_NUM_THREADS/],
    [{ cache: { root: "/cache", items: [] } }, /no model/, /pull/],
  ];
  for (const [change, what, remedy] of cases) {
    const found = problems({ ...sound, ...change });
    expect(found).toHaveLength(1);
    expect(found[0]!.what).toMatch(what);
    expect(found[0]!.remedy).toMatch(remedy);
    expect(page({ ...sound, ...change })).toContain(`! ${found[0]!.what}\n  ${found[0]!.remedy}`);
  }
});

test("Arm, a newer C library and a newer Node are no problem", () => {
  expect(problems({ ...sound, arch: "arm64", glibc: "2.41", node: "v24.0.0" })).toEqual([]);
  expect(problems({ ...sound, glibc: "3.0" })).toEqual([]);
});

test("the page says where tensors can be", () => {
  expect(page(sound)).toMatch(/^devices {3}cpu; set-up brings no build for GPUs$/m);
  expect(page({ ...sound, engine: { ...engine, devices: ["cpu", "cuda:0"] } })).toMatch(/^devices {3}cpu, cuda:0$/m);
});

test("BLAS and OpenMP are read from the memory map", () => {
  const maps = [
    "7f0000000000-7f0000001000 r-xp 00000000 08:01 1234    /usr/lib/x86_64-linux-gnu/openblas-pthread/libblas.so.3",
    "7f0000001000-7f0000002000 r--p 00000000 08:01 1234    /usr/lib/x86_64-linux-gnu/openblas-pthread/libblas.so.3",
    "7f0000002000-7f0000003000 r-xp 00000000 08:01 1235    /lib/x86_64-linux-gnu/libgomp.so.1.0.0",
    "7f0000003000-7f0000004000 rw-p 00000000 00:00 0       [heap]",
    "7f0000004000-7f0000005000 rw-p 00000000 00:00 0",
  ].join("\n");
  const libraries = sharedLibraries(maps);
  expect(libraries).toHaveLength(2);
  expect(blas({ ...engine, mkl: false, libraries })).toBe("OpenBLAS");
  expect(openMp(libraries)).toEqual(["/lib/x86_64-linux-gnu/libgomp.so.1.0.0"]);
  expect(blas({ ...engine, mkl: false, libraries: ["/usr/lib/libblas.so.3"] })).toBe("reference BLAS");
  expect(blas({ ...engine, mkl: false, libraries: [] })).toBe("unknown, part of LibTorch");
});
