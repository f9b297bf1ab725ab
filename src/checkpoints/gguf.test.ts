import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { mutated } from "../../tests/mutations.ts";
import { dequantize, f32, q8_0, quantize } from "../quantization/index.ts";
import { liveTensors, randn, scope } from "../tensor/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { readGguf } from "./gguf.ts";
import { writeGguf } from "./gguf-writing.ts";

const fixture = (name: string) => fileURLToPath(new URL(`../../tests/fixtures/checkpoints/${name}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "tenon-gguf-"));
afterAll(() => rmSync(folder, { recursive: true }));

function damaged(bytes: Uint8Array): string {
  const path = join(folder, "damaged.gguf");
  writeFileSync(path, bytes);
  return path;
}

describe("readGguf", () => {
  it("reads a value of every type", () => {
    const { version, metadata, tensors } = scope(() => readGguf(fixture("metadata.gguf")));
    expect(version).toBe(3);
    expect(tensors.size).toBe(0);
    expect(metadata).toEqual({
      "general.architecture": "test",
      uint8: 200,
      int8: -100,
      uint16: 60000,
      int16: -30000,
      uint32: 4_000_000_000,
      int32: -2_000_000_000,
      uint64: 2n ** 63n + 1n,
      int64: -(2 ** 40),
      float32: Math.fround(0.1),
      float64: 0.1,
      bool: true,
      string: "榫卯 🔨",
      ints: Int32Array.of(1, -2),
      floats: Float32Array.of(0.5, -1.5),
      bools: [true, false],
      strings: ["a", ""],
      nested: [Int32Array.of(1, 2), Int32Array.of(3)],
    });
  });

  it("reads tensors as views, in PyTorch's order of axes", () => {
    scope(() => {
      const { tensors } = readGguf(fixture("tiny.gguf"));
      const { shape, codec, bytes } = tensors.get("blk.1.attn_k.weight")!;
      expect({ shape, codec: codec.name, bytes: bytes.shape }).toEqual({
        shape: [16, 32],
        codec: "Q4_0",
        bytes: [16 * 18],
      });
      expect(tensors.get("blk.0.ffn_down.weight")!.shape).toEqual([32, 64]);
      expect(bytes.sharesStorage(tensors.get("token_embd.weight")!.bytes)).toBe(true);
      expect(tensors.get("output_norm.weight")!.codec.name).toBe("F32");
    });
  });

  it("reads values that end with the file: the shortest pair, and an array of empty texts", () => {
    const path = join(folder, "short.gguf");
    const bytesOf = (metadata: Parameters<typeof writeGguf>[1]) => {
      writeGguf(path, metadata, new Map());
      return readFileSync(path);
    };
    const text = 8 + 1 + 4; // a key of one letter behind its length, and the type of its value
    const array = bytesOf({ a: ["", ""] }).subarray(0, 24 + text + 4 + 8 + 2 * 8);
    expect(scope(() => readGguf(damaged(array)).metadata)).toEqual({ a: ["", ""] });
    const pair = bytesOf({ "": true }).subarray(0, 24 + 8 + 4 + 1);
    expect(scope(() => readGguf(damaged(pair)).metadata)).toEqual({ "": true });
    for (const cut of [array, pair])
      expect(() => readGguf(damaged(cut.subarray(0, -1)))).toThrow(/do not fit into the file$/);
  });

  it.each([[[]], [[5]], [[2, 32]], [[2, 3, 32]], [[2, 3, 1, 32]]])(
    "reads what was written, of axes %j, with rows in whole blocks",
    (shape) => {
      const codec = shape.length > 1 ? q8_0 : f32;
      const values = scope(() => dequantize(quantize(randn(shape), codec), codec, shape));
      const path = join(folder, "axes.gguf");
      writeGguf(path, {}, new Map([["w", { shape, codec, read: () => values }]]));
      const again = readGguf(path).tensors.get("w")!;
      expect(again.shape).toEqual(shape);
      expect(dequantize(again.bytes, again.codec, again.shape).data()).toEqual(values.data());
      if (shape.length < 2) return;
      const turned = shape.toReversed(); // rows of 2 numbers
      const write = () => writeGguf(path, {}, new Map([["w", { shape: turned, codec, read: () => values }]]));
      expect(write).toThrow("w: a row of 2 is not whole blocks of Q8_0");
    },
  );

  it("refuses rows that are not whole blocks, and more axes than there may be", () => {
    const bytes = readFileSync(fixture("tiny.gguf"));
    const name = "blk.0.attn_k.weight";
    const axes = bytes.indexOf(name) + name.length + 4;
    bytes.writeBigUInt64LE(16n, axes); // as many numbers, in rows half as long
    bytes.writeBigUInt64LE(32n, axes + 8);
    expect(() => readGguf(damaged(bytes))).toThrow(`${name}: a row of 16 is not whole blocks of Q4_0`);
    bytes.writeUInt32LE(5, axes - 4);
    expect(() => readGguf(damaged(bytes))).toThrow(`${name}: has 5 axes, and 4 is the most`);
  });

  it("reads version 2, which differs in nothing that we read", () => {
    const bytes = readFileSync(fixture("metadata.gguf"));
    bytes.writeUInt32LE(2, 4);
    expect(scope(() => readGguf(damaged(bytes)).version)).toBe(2);
  });

  it.each([
    ["no GGUF file", 0, 0x46554748, "magic number: this is no GGUF file"],
    ["version 1", 4, 1, "version: 1 is not supported (known: 2, 3)"],
    ["big-endian", 4, 0x03000000, "version: the file is big-endian, which is not supported"],
    ["too many tensors", 8, 0x7fffffff, "number of tensors: 2147483647 do not fit into the file"],
    ["too many pairs", 16, 0x7fffffff, "number of metadata pairs: 2147483647 do not fit into the file"],
    ["a long key", 24, 0x7fffffff, "metadata pair 0: needs 2147483647 bytes at 32, where the file has 527"],
  ])("refuses %s", (_, offset, value, sentence) => {
    const bytes = readFileSync(fixture("metadata.gguf"));
    bytes.writeUInt32LE(value, offset);
    const path = damaged(bytes);
    expect(() => readGguf(path)).toThrow(`${path}: ${sentence}`);
  });

  it("names a key that is damaged on one line, and not at length", () => {
    const bytes = readFileSync(fixture("metadata.gguf"));
    const at = bytes.indexOf("uint64");
    bytes.write("\n", at + 5);
    bytes.writeUInt32LE(99, at + 6);
    const path = damaged(bytes);
    expect(() => readGguf(path)).toThrow(`${path}: uint6\\u000a: has the unknown type 99`);
    expect(new CheckpointError("file", "k".repeat(9999), "is wrong").message).toMatch(/^file: k{400}\.\.\.: is wrong$/);
  });

  it("refuses a format without a codec, by its name", () => {
    const bytes = readFileSync(fixture("tiny.gguf"));
    const name = "blk.0.attn_k.weight";
    bytes.writeUInt32LE(16, bytes.indexOf(name) + name.length + 4 + 2 * 8);
    const path = damaged(bytes);
    const sentence = /its format IQ2_XXS is not supported \(known: F32, F16, BF16, Q4_0, .*IQ4_XS\)$/;
    expect(() => readGguf(path)).toThrow(`${path}: ${name}: its format`);
    expect(() => readGguf(path)).toThrow(sentence);
  });

  it("refuses tensors that share bytes, and an array of more elements than the file has bytes", () => {
    const tiny = readFileSync(fixture("tiny.gguf"));
    const second = "blk.0.attn_k.weight";
    const offset = tiny.indexOf(second) + second.length + 4 + 2 * 8 + 4;
    expect(tiny.readBigUInt64LE(offset)).not.toBe(0n);
    tiny.writeBigUInt64LE(0n, offset);
    expect(() => readGguf(damaged(tiny))).toThrow(`: shares bytes with ${second}`);

    const arrays = readFileSync(fixture("metadata.gguf"));
    arrays.writeUInt32LE(0x7fffffff, arrays.indexOf("strings") + "strings".length + 4 + 4);
    expect(() => readGguf(damaged(arrays))).toThrow("strings: 2147483647 elements do not fit into the file");
  });

  it("refuses a file that is cut short", () => {
    const path = damaged(readFileSync(fixture("tiny.gguf")).subarray(0, 20_000));
    expect(() => readGguf(path)).toThrow(/ends at byte \d+, and the file at 20000: it is cut short or damaged$/);
  });

  it("refuses an empty file, a folder, and nothing at all", () => {
    expect(() => readGguf(damaged(Buffer.alloc(0)))).toThrow("magic number: needs 4 bytes at 0, where the file has 0");
    expect(() => readGguf(folder)).toThrow(`${folder}: cannot be read: it is a folder`);
    expect(() => readGguf(join(folder, "none.gguf"))).toThrow("cannot be read: there is no such file or folder");
  });

  it("meets every damage with a sentence or a reading that holds together", () => {
    const before = { tensors: liveTensors(), resident: process.resourceUsage().maxRSS };
    let refused = 0;
    for (const name of ["tiny.gguf", "metadata.gguf"]) {
      const whole = readFileSync(fixture(name));
      const header = name === "tiny.gguf" ? whole.indexOf("output_norm.weight") + 50 : whole.length;
      for (const bytes of mutated(whole, header, 400)) {
        const path = damaged(bytes);
        try {
          scope(() => {
            for (const { bytes, codec, shape } of readGguf(path).tensors.values()) dequantize(bytes, codec, shape);
          });
        } catch (error) {
          expect(error).toBeInstanceOf(CheckpointError);
          expect((error as Error).message).toMatch(/^[^\n]{10,}$/);
          refused++;
        }
      }
    }
    expect(refused).toBeGreaterThan(200);
    expect(liveTensors()).toBe(before.tensors);
    expect(process.resourceUsage().maxRSS - before.resident).toBeLessThan(300_000); // KiB: a count believed would be gigabytes
  });
});
