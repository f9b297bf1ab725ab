import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";

test("what was bundled says to leave tenon out of the bundle", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tenon-bundled-"));
  try {
    cpSync(import.meta.dirname, folder, { recursive: true });
    const { locate } = await import(/* @vite-ignore */ pathToFileURL(join(folder, "locate.mjs")).href);
    expect(locate).toThrow(/^\/.* holds Tenon bundled, without its addon: leave tenon out of the bundle /);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
