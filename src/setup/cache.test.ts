import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { scratch, wish, zip } from "../../tests/setup-fakes.ts";
import { cachePath, cacheRoot, install, requireRoom } from "./cache.mjs";
import { inCache } from "./lock.mjs";
import { unzip } from "./zip.mjs";

const place = scratch();

describe("cacheRoot", () => {
  it("is $TENON_CACHE, else below $XDG_CACHE_HOME, else below the home folder", () => {
    expect(cacheRoot()).toBe(place.cache);
    vi.stubEnv("TENON_CACHE", "");
    vi.stubEnv("XDG_CACHE_HOME", "/somewhere");
    expect(cacheRoot()).toBe("/somewhere/tenon");
    vi.stubEnv("XDG_CACHE_HOME", "");
    vi.stubEnv("HOME", "/home/somebody");
    expect(cacheRoot()).toBe("/home/somebody/.cache/tenon");
  });
});

describe("install", () => {
  const target = () => cachePath("models", "thing");

  it("puts a folder in its place at once", async () => {
    await install(target(), async (folder) => {
      writeFileSync(join(folder, "file"), "content");
      expect(existsSync(target())).toBe(false);
    });
    expect(readFileSync(join(target(), "file"), "utf8")).toBe("content");
    expect(readdirSync(cachePath("staging"))).toEqual([]);
  });

  it("replaces what was there", async () => {
    await install(target(), async (folder) => writeFileSync(join(folder, "old"), ""));
    await install(target(), async (folder) => writeFileSync(join(folder, "new"), ""));
    expect(readdirSync(target())).toEqual(["new"]);
  });

  it("leaves nothing where it fails", async () => {
    const failing = install(target(), async (folder) => {
      writeFileSync(join(folder, "file"), "content");
      throw new Error("half-way");
    });
    await expect(failing).rejects.toThrow("half-way");
    expect(existsSync(target())).toBe(false);
    expect(readdirSync(cachePath("staging"))).toEqual([]);
  });

  it("leaves nothing half-made when it is killed at any instant, and the next run succeeds", async () => {
    mkdirSync(place.cache, { recursive: true });
    const archive = join(place.folder, "archive.zip");
    const entries = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`small/${at}`, `${at}`]));
    writeFileSync(archive, zip({ ...entries, large: Buffer.alloc(30 << 20, "tenon") }));
    const program = `
      import { install, cachePath } from ${JSON.stringify(new URL("cache.mjs", import.meta.url).href)};
      import { unzip } from ${JSON.stringify(new URL("zip.mjs", import.meta.url).href)};
      console.log("begun");
      await install(cachePath("models", "thing"), (folder) =>
        unzip(${JSON.stringify(archive)}, folder, (name) => name, { signal: new AbortController().signal }));`;
    const whole = () =>
      readdirSync(target(), { recursive: true }).length === 302 && statSync(join(target(), "large")).size === 30 << 20;
    let cutShort = 0;
    for (let round = 0; round < 15; round++) {
      const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      await once(child.stdout, "data");
      await pause(Math.random() * 120);
      child.kill("SIGKILL");
      await once(child, "close");
      if (existsSync(target())) expect(whole()).toBe(true);
      else cutShort++;
      await inCache(wish(), async () => {
        expect(existsSync(cachePath("staging"))).toBe(false);
      });
    }
    expect(cutShort).toBeGreaterThan(0);
    await install(target(), async (folder) => void (await unzip(archive, folder, (name) => name, wish())));
    expect(whole()).toBe(true);
  });
});

describe("a full disk", () => {
  it("is noticed before a step begins", async () => {
    await expect(requireRoom(1e18, "The thing")).rejects.toThrow(
      /^The thing needs 1000000000000 MB in .*, where \d+ MB are free: make room, or name another folder in TENON_CACHE$/,
    );
  });

  it("is one sentence when it fills up meanwhile, and leaves nothing", async (context) => {
    const disk = join(place.folder, "disk");
    mkdirSync(disk);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], { stdio: "ignore" });
    } catch {
      context.skip("skipped: mounting a small disk needs root");
    }
    try {
      vi.stubEnv("TENON_CACHE", disk);
      const archive = join(place.folder, "archive.zip");
      writeFileSync(archive, zip({ small: "x", large: Buffer.alloc(8 << 20) }));
      const filling = install(
        cachePath("models", "thing"),
        async (folder) => void (await unzip(archive, folder, (name) => name, wish())),
      );
      await expect(filling).rejects.toThrow(
        `no space is left in ${disk}: make room, or name another folder in TENON_CACHE`,
      );
      expect(existsSync(cachePath("models", "thing"))).toBe(false);
      expect(readdirSync(cachePath("staging"))).toEqual([]);
    } finally {
      execFileSync("umount", [disk]);
    }
  });
});
