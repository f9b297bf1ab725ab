import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type Fill, writeAtomically, writeTogether } from "./atomic.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-atomic-"));
afterAll(() => rmSync(root, { recursive: true }));
const folder = join(root, "folder");
const [first, second] = [join(folder, "first"), join(folder, "second")];
beforeEach(() => rmSync(folder, { recursive: true, force: true }));

const text =
  (...pieces: string[]): Fill =>
  (write) => {
    for (const piece of pieces) write(Buffer.from(piece));
  };
const failing: Fill = (write) => {
  write(Buffer.from("half"));
  throw new Error("the values ran out");
};
const files = () => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]);

describe("a file that is written atomically", () => {
  it("is what was written, in a folder that is made for it, and follows the old one", () => {
    writeAtomically(first, text("one ", "two"));
    expect(files()).toEqual([["first", "one two"]]);
    writeAtomically(first, text("three"));
    expect(files()).toEqual([["first", "three"]]);
  });

  it("stays as it was, and leaves nothing beside, where it cannot be filled; the error is whoever's it was", () => {
    writeAtomically(first, text("old"));
    expect(() => writeAtomically(first, failing)).toThrow(/^the values ran out$/);
    expect(files()).toEqual([["first", "old"]]);
  });

  it("is refused by its path where the disk says no", () => {
    mkdirSync(first, { recursive: true });
    writeFileSync(second, "");
    expect(() => writeAtomically(first, text("x"))).toThrow(`${first}: cannot be written: it is a folder, not a file`);
    expect(() => writeAtomically(join(second, "x"), text("x"))).toThrow(`${join(second, "x")}: cannot be written: `);
    expect(readdirSync(folder)).toEqual(["first", "second"]);
  });
});

describe("files that are written together", () => {
  it("come all, or none", () => {
    writeTogether([
      [first, text("a")],
      [second, text("b")],
    ]);
    const both = [
      ["first", "a"],
      ["second", "b"],
    ];
    expect(files()).toEqual(both);
    const half = () =>
      writeTogether([
        [first, text("new")],
        [second, failing],
      ]);
    expect(half).toThrow("the values ran out");
    expect(files()).toEqual(both);
  });

  it("leave nothing beside where one of them cannot be put in its place", () => {
    mkdirSync(second, { recursive: true });
    const files = [[first, text("new")], [second, text("new")]] as const; // biome-ignore format: one line
    expect(() => writeTogether(files)).toThrow(`${second}: cannot be written: `);
    expect(readdirSync(folder).filter((name) => name.endsWith(".partial"))).toEqual([]);
  });
});

it("what a dead process has left is swept, and what a living one writes is not", () => {
  mkdirSync(folder);
  const { pid: dead } = spawnSync(process.execPath, ["-e", ""]);
  const left = [`.a.${dead}.partial`, `.b.${process.pid}.partial`, `.c.1.partial`, "d.partial", `e.${dead}.partial`];
  for (const name of left) writeFileSync(join(folder, name), "");
  writeAtomically(first, text("x"));
  expect(readdirSync(folder)).toEqual([...left.slice(1), "first"]);
});
