import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { fakeProgram, scratch, wish } from "../../tests/setup-fakes.ts";
import { withLock } from "./lock.mjs";

const place = scratch();
const lock = () => join(place.folder, "lock");
const journal = () => join(place.folder, "journal");

/** Another process that writes `in` once it holds the lock, and `out` before it lets go, which is when its input ends. */
function other() {
  const program = `
    import { appendFileSync } from "node:fs";
    import { withLock } from ${JSON.stringify(new URL("lock.mjs", import.meta.url).href)};
    const report = { line: console.log, progress() {} };
    await withLock(${JSON.stringify(lock())}, { report, signal: new AbortController().signal }, async () => {
      appendFileSync(${JSON.stringify(journal())}, "in ");
      for await (const _ of process.stdin);
      appendFileSync(${JSON.stringify(journal())}, "out ");
    });`;
  return spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["pipe", "pipe", "inherit"] });
}

const written = () => {
  try {
    return readFileSync(journal(), "utf8");
  } catch {
    return "";
  }
};

/** Milliseconds: what is waited for comes, on a busy machine late. */
const PATIENCE = 200_000;
/** Resolves when another process holds the lock. */
const holds = () => vi.waitFor(() => expect(written()).toBe("in "), PATIENCE);

describe("withLock", () => {
  it("lets one process in at a time", async () => {
    const children = [other(), other(), other()];
    await holds();
    await pause(150); // long enough for the others to come in, were they let
    for (const child of children) child.stdin.end();
    await Promise.all(children.map((child) => once(child, "close")));
    expect(written()).toBe("in out in out in out ");
  });

  it("says that it waits, and goes on when the other ends", async () => {
    const child = other();
    await holds();
    const context = wish();
    const mine = withLock(lock(), context, async () => appendFileSync(journal(), "mine "));
    await vi.waitFor(() => expect(context.lines).toEqual(["set-up: waiting for another run to end"]), PATIENCE);
    child.stdin.end();
    await mine;
    expect(written()).toBe("in out mine ");
    if (child.exitCode === null) await once(child, "close");
  });

  it("is free again when its owner is killed", async () => {
    const child = other();
    await holds();
    child.kill("SIGKILL");
    await withLock(lock(), wish(), async () => appendFileSync(journal(), "mine "));
    expect(written()).toBe("in mine ");
  });

  it("is free again when the work fails, and the error passes", async () => {
    await expect(withLock(lock(), wish(), () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(await withLock(lock(), wish(), async () => 3)).toBe(3);
  });

  it("stops waiting when it is interrupted", async () => {
    const child = other();
    await holds();
    const context = wish();
    const waiting = withLock(lock(), context, async () => appendFileSync(journal(), "mine "));
    await pause(100);
    context.interrupt.abort();
    await expect(waiting).rejects.toThrow(/abort/);
    child.kill("SIGKILL");
    await once(child, "close");
    await pause(200);
    expect(written()).toBe("in ");
  });

  it("does not write to the file that it locks", async () => {
    writeFileSync(lock(), "content");
    await withLock(lock(), wish(), async () => {});
    expect(readFileSync(lock(), "utf8")).toBe("content");
  });

  it("names the command where the system has no flock", async () => {
    vi.stubEnv("PATH", join(place.folder, "programs"));
    await expect(withLock(lock(), wish(), async () => 1)).rejects.toThrow(
      "flock is missing: run `apt-get install -y util-linux`",
    );
    fakeProgram(place.folder, "flock", "exit 1");
    await expect(withLock(lock(), wish(), async () => 1)).rejects.toThrow("the lock could not be taken");
  });
});
