import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scratch, wish, zip } from "../../tests/setup-fakes.ts";
import { unzip } from "./zip.mjs";

const place = scratch();

function archive(content: Buffer): string {
  const path = join(place.folder, "archive.zip");
  writeFileSync(path, content);
  return path;
}

describe("unzip", () => {
  it("unpacks stored and deflated entries, small and large, and tells how far it is", async () => {
    const large = Buffer.alloc(3 << 20, "tenon ");
    const path = archive(
      zip({ "a/small.txt": "small", "a/stored": large, "large.bin": large }, (name) => name === "a/stored"),
    );
    const figures: number[][] = [];
    await unzip(path, place.folder, (name) => name, { ...wish(), onBytes: (...now) => void figures.push(now) });
    expect(readFileSync(join(place.folder, "a/small.txt"), "utf8")).toBe("small");
    expect(readFileSync(join(place.folder, "a/stored")).equals(large)).toBe(true);
    expect(readFileSync(join(place.folder, "large.bin")).equals(large)).toBe(true);
    expect(figures.at(-1)).toEqual([2 * large.length + 5, 2 * large.length + 5]);
  });

  it("takes only what is wanted, under the name that is wanted", async () => {
    const path = archive(zip({ one: "1", two: "2" }));
    const into = join(place.folder, "into");
    expect(await unzip(path, into, (name) => (name === "two" ? "second" : undefined), wish())).toEqual(["two"]);
    expect(readdirSync(into)).toEqual(["second"]);
  });

  it("refuses an entry that points outside", async () => {
    const path = archive(zip({ "../outside": "x" }));
    await expect(unzip(path, place.folder, (name) => name, wish())).rejects.toThrow(/wants to write outside/);
  });

  it("refuses what is no archive, and what is cut short", async () => {
    await expect(unzip(archive(Buffer.from("hello")), place.folder, (name) => name, wish())).rejects.toThrow(
      "is no zip archive",
    );
    const whole = zip({ file: "x".repeat(100) });
    await expect(unzip(archive(whole.subarray(0, -30)), place.folder, (name) => name, wish())).rejects.toThrow(
      "is no zip archive",
    );
  });

  it("notices an entry that is not as long as it says", async () => {
    const broken = zip({ file: "twelve bytes" }, () => true);
    const record = broken.indexOf(Buffer.from("PK\x01\x02", "latin1"));
    broken.writeUInt32LE(13, record + 24);
    await expect(unzip(archive(broken), place.folder, (name) => name, wish())).rejects.toThrow(
      /damaged: file is not as long/,
    );
  });
});
