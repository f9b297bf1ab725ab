import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { crc32c, EventFile } from "./event-file.ts";

const folder = mkdtempSync(join(tmpdir(), "tenon-events-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("event files", () => {
  it("have the checksums of Castagnoli", () => {
    // RFC 3720, B.4
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(255))).toBe(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
  });

  it("hold the bytes that TensorBoard's own writer makes of the same event", () => {
    let now = 1;
    const events = new EventFile(folder, 299, () => now);
    const begun = readFileSync(events.path).toString("hex");
    now = 1.5;
    events.add({ kind: "evaluation", step: 300, loss: 2.5, bitsPerByte: 1.25 });
    const bytes = readFileSync(events.path).toString("hex");
    expect(bytes.startsWith(begun)).toBe(true); // it grows, each event with its own time
    // tensorboard 2.21: Event(wall_time=1.5, step=300, summary=[Value(tag="held-out/loss", simple_value=2.5)]) through RecordWriter
    expect(bytes).toContain(EXPECTED);
  });
});

const EXPECTED =
  "2400000000000000422b804d09000000000000f83f10ac022a160a140a0d68656c642d6f75742f6c6f737315000020404bb2150f";
