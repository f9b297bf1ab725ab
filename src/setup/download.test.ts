import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type FakeHub, fakeHub, scratch, sha256, wish } from "../../tests/setup-fakes.ts";
import { download } from "./download.mjs";

const place = scratch();
const content = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));

async function fetchIt(hub: FakeHub): Promise<string> {
  const target = join(place.folder, "got/file.bin");
  const url = `${process.env.HF_ENDPOINT}/owner/name/resolve/main/file.bin`;
  const digest = { sha256: sha256(content) };
  await download({ name: "file.bin", url, headers: {}, size: content.length, digest }, target, {
    ...wish(),
    onBytes() {},
  });
  expect(hub.asked.length).toBeGreaterThan(0);
  return target;
}

function partials(): string[] {
  return readdirSync(join(place.cache, "downloads"));
}

describe("download", () => {
  it("fetches a file and keeps no part of it", async () => {
    const target = await fetchIt(await fakeHub({ "file.bin": content }, ["file.bin"]));
    expect(readFileSync(target).equals(content)).toBe(true);
    expect(partials()).toEqual([]);
  });

  it("takes up a transfer that broke off where it ended", async () => {
    const hub = await fakeHub({ "file.bin": content }, ["file.bin"]);
    hub.cuts.push(100_000, 50_000);
    const target = await fetchIt(hub);
    expect(readFileSync(target).equals(content)).toBe(true);
    expect(hub.asked).toHaveLength(3);
  });

  it("begins anew where the server knows no ranges", async () => {
    const hub = await fakeHub({ "file.bin": content }, ["file.bin"]);
    hub.ranges = false;
    hub.cuts.push(100_000);
    expect(readFileSync(await fetchIt(hub)).equals(content)).toBe(true);
  });

  it("says in one sentence that it broke off, and the next run goes on from there", async () => {
    const hub = await fakeHub({ "file.bin": content }, ["file.bin"]);
    hub.cuts.push(100_000, 1000, 1000);
    await expect(fetchIt(hub)).rejects.toThrow(/^the download of file\.bin broke off after 0\.1 MB of 0\.3 MB/);
    expect(existsSync(join(place.folder, "got"))).toBe(false);
    const [partial] = partials();
    expect(statSync(join(place.cache, "downloads", partial ?? "")).size).toBe(102_000);
    expect(readFileSync(await fetchIt(hub)).equals(content)).toBe(true);
  });

  it("refuses a file that is not what was promised, and does not keep it", async () => {
    const hub = await fakeHub({ "file.bin": content }, ["file.bin"]);
    hub.altered["file.bin"] = Buffer.alloc(content.length, 1);
    await expect(fetchIt(hub)).rejects.toThrow(/^file\.bin is not the file it should be: its hash is [0-9a-f]{64}/);
    expect(partials()).toEqual([]);
    expect(existsSync(join(place.folder, "got/file.bin"))).toBe(false);
  });

  it("gives up at once where the file is not there", async () => {
    const hub = await fakeHub({}, []);
    await expect(fetchIt(hub)).rejects.toThrow(/answers HTTP 401 for file\.bin/);
    expect(hub.asked).toHaveLength(1);
  });

  it("checks what an earlier run left, rather than trusting it", async () => {
    const hub = await fakeHub({ "file.bin": content }, ["file.bin"]);
    hub.cuts.push(100_000, 1000, 1000);
    await expect(fetchIt(hub)).rejects.toThrow("broke off");
    const partial = join(place.cache, "downloads", partials()[0] ?? "");
    writeFileSync(partial, Buffer.alloc(102_000));
    await expect(fetchIt(hub)).rejects.toThrow("is not the file it should be");
  });
});
