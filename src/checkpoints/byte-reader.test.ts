import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type ByteReader, reading } from "./byte-reader.ts";
import { CheckpointError } from "./checkpoint-error.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-bytes-"));
afterAll(() => rmSync(root, { recursive: true }));
const path = join(root, "file");

function read<T>(bytes: Uint8Array, body: (reader: ByteReader) => T): T {
  writeFileSync(path, bytes);
  return reading(path, body);
}
const sized = (text: Uint8Array) => {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text]);
};

describe("a file that is read from front to back", () => {
  it("gives every byte where it is, however takes lie to the window of a mebibyte", () => {
    const bytes = Uint8Array.from({ length: 2_500_000 }, (_, i) => (i * 7 + (i >> 8)) % 251);
    read(bytes, (reader) => {
      for (const length of [1, 1_000_000, 48_575, 3, 0, 1_200_000, 251_000]) {
        const from = reader.position;
        expect(Buffer.compare(reader.take(length), bytes.subarray(from, from + length))).toBe(0);
        expect([reader.position, reader.remaining]).toEqual([from + length, bytes.length - from - length]);
      }
    });
  });

  it("reads numbers least byte first, and text behind its length", () => {
    const numbers = Buffer.of(0xfe, 0x01, 0x02, 0x03, 0x84, 0x05, 0, 0, 0, 0, 0, 0x10, 0);
    read(Buffer.concat([numbers, sized(Buffer.from("榫\u{fffd}x"))]), (reader) => {
      expect([reader.u8(), reader.u32(), reader.count()]).toEqual([0xfe, 0x84030201, 2 ** 52 + 5]);
      expect(reader.string()).toBe("榫\u{fffd}x");
    });
  });

  it.each<[string, Uint8Array, (reader: ByteReader) => unknown, string]>([
    ["beyond the end", Buffer.alloc(7), (reader) => reader.count(), "needs 8 bytes at 0, where the file has 7"],
    [
      "a count beyond 2^53",
      Buffer.of(0, 0, 0, 0, 0, 0, 0x20, 0),
      (reader) => reader.count(),
      "9007199254740992 is beyond everything a file can hold",
    ],
    ["no UTF-8", sized(Buffer.of(0x61, 0xff)), (reader) => reader.string(), "holds text that is not UTF-8"],
  ])("is refused by the field that is read: %s", (_, bytes, body, reason) => {
    const reader = () =>
      read(bytes, (one) => {
        one.field = "length";
        return body(one);
      });
    expect(reader).toThrow(CheckpointError);
    expect(reader).toThrow(`${path}: length: ${reason}`);
  });

  it("takes the largest whole number that is one", () => {
    expect(read(Buffer.of(255, 255, 255, 255, 255, 255, 0x1f, 0), (reader) => reader.count())).toBe(2 ** 53 - 1);
  });
});
