import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeFolder } from "./folder.mjs";

const root = mkdtempSync(join(tmpdir(), "tenon-folders-"));
afterAll(() => rmSync(root, { recursive: true }));

describe("makeFolder", () => {
  it("makes what is missing, and says where it began", () => {
    expect(makeFolder(join(root, "a/b/c"))).toBe(join(root, "a"));
    expect(makeFolder(join(root, "a/b/c"))).toBeUndefined();
    expect(makeFolder(join(root, "a/b/d"))).toBe(join(root, "a/b/d"));
  });

  it("refuses where nothing can be made, as /proc does, and where a file is in the way", () => {
    const file = join(root, "file");
    writeFileSync(file, "");
    expect(() => makeFolder("/proc/none/of/these")).toThrow("ENOENT");
    expect(() => makeFolder(join(file, "below"))).toThrow("EEXIST");
    expect(() => makeFolder(file)).toThrow("EEXIST");
    expect(existsSync(file)).toBe(true);
  });

  it("is how every room makes its folders", () => {
    const src = join(import.meta.dirname, "..");
    const others = readdirSync(src, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(ts|mjs)$/.test(name) && !/\.test\.ts$/.test(name))
      .filter((name) => /mkdir(Sync)?\([^;]*recursive/.test(readFileSync(join(src, name), "utf8")));
    expect(others).toEqual([]);
  });
});
