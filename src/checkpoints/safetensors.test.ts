import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fixturePath } from "../../tests/fixtures.ts";
import { mutated } from "../../tests/mutations.ts";
import { arange, fromData, liveTensors, ops, scope, type Tensor, tensor, zeros } from "../tensor/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

const dtypes = fixturePath("checkpoints/dtypes.safetensors");
const folder = mkdtempSync(join(tmpdir(), "tenon-safetensors-"));
const path = join(folder, "test.safetensors");
afterAll(() => rmSync(folder, { recursive: true }));

/** A file of a header and so many bytes of data. */
function write(header: unknown, dataBytes: number): string {
  const text = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  writeFileSync(path, Buffer.concat([length, text, Buffer.alloc(dataBytes)]));
  return path;
}
const entry = (from: number, to: number, shape = [(to - from) / 4], dtype = "F32") => ({
  dtype,
  shape,
  data_offsets: [from, to],
});

describe("readSafetensors", () => {
  it("reads every dtype as Python's library wrote it", () => {
    const { metadata, tensors } = scope(() => readSafetensors(dtypes));
    expect(metadata).toEqual({ format: "pt" });
    expect([...tensors.keys()].sort()).toEqual(
      "10 bfloat16 bool empty float16 float32 float64 int16 int32 int64 int8 scalar uint8".split(" "),
    );
    for (const [name, tensor] of tensors) {
      if (["10", "scalar", "empty"].includes(name)) continue;
      expect(tensor.dtype).toBe(name);
      expect(tensor.shape).toEqual([2, 3]);
      const whole = /int/.test(name);
      expect(tensor.numbers()).toEqual(
        name === "bool" ? [1, 1, 0, 1, 1, 1] : [2, whole ? 0 : 0.5, 0, 1, whole ? 1 : 1.5, 100],
      );
    }
    expect(tensors.get("scalar")!.shape).toEqual([]);
    expect(tensors.get("scalar")!.item()).toBe(7);
    expect(tensors.get("empty")!.shape).toEqual([0, 3]);
  });

  it("gives views of one mapping that may be written to without touching the file", () => {
    const before = readFileSync(dtypes);
    scope(() => {
      const { tensors } = readSafetensors(dtypes);
      const [a, b] = [tensors.get("float32")!, tensors.get("int64")!];
      expect(a.sharesStorage(b)).toBe(true);
      a.fill(3);
      expect(a.sum().item()).toBe(18);
    });
    expect(readFileSync(dtypes)).toEqual(before);
  });

  it("copies what is not aligned", () => {
    write({ a: entry(0, 1, [1], "U8"), b: entry(1, 9, [2]), c: entry(9, 11, [1], "BF16") }, 11);
    scope(() => {
      const { tensors } = readSafetensors(path);
      expect(tensors.get("b")!.numbers()).toEqual([0, 0]);
      expect(tensors.get("b")!.sharesStorage(tensors.get("a")!)).toBe(false);
    });
  });

  it("takes no metadata for none, as other readers do", () => {
    write({ __metadata__: null, w: entry(0, 4) }, 4);
    expect(readSafetensors(path).metadata).toEqual({});
  });

  it("reads eight-bit floats as float16, all 256 of each type, to torch's bits", () => {
    const { tensors } = scope(() => readSafetensors(fixturePath("checkpoints/float8.safetensors")));
    for (const name of ["e4m3", "e5m2"]) {
      const [found, expected] = [tensors.get(name)!, tensors.get(`${name} as float32`)!];
      expect([found.dtype, found.shape]).toEqual(["float16", [16, 16]]);
      expect(found.floats()).toEqual(expected.floats());
    }
  });

  it.each("F4 F6_E2M3 F8_E8M0 F8_E4M3FNUZ U16 U32 U64 C64 constructor".split(" "))(
    "says that it has no %s, by that name",
    (dtype) => {
      write({ "model.embed_tokens.weight": entry(0, 4, [4], dtype) }, 4);
      expect(() => readSafetensors(path)).toThrow(
        `${path}: tensor "model.embed_tokens.weight": its type ${dtype} is not supported (known: I64, F64, F32, `,
      );
    },
  );

  it.each<[string, unknown, number, string]>([
    ["no JSON", "{", 0, "header: is no JSON"],
    ["no object", "[]", 0, "header: is no JSON object"],
    ["metadata of numbers", { __metadata__: { a: 1 } }, 0, "__metadata__: a: is 1, and must be a text"],
    ["no entry", { w: 3 }, 0, 'tensor "w": is 3, and must be an object'],
    ["no dtype", { w: { shape: [], data_offsets: [0, 4] } }, 4, 'tensor "w": dtype: is missing'],
    ["a dtype in numbers", { w: { ...entry(0, 4), dtype: 3 } }, 4, 'tensor "w": dtype: is 3, and must be a text'],
    ["a negative axis", { w: entry(0, 4, [-1]) }, 4, 'tensor "w": shape.0: is -1, and must be a number at least 0'],
    ["half an axis", { w: entry(0, 4, [0.5]) }, 4, 'tensor "w": shape.0: is 0.5, and must be a whole number'],
    [
      "an axis beyond 2^53",
      { w: entry(0, 4, [2 ** 60]) },
      4,
      'tensor "w": shape.0: is 1152921504606847000, and must be a whole number at most 9007199254740991',
    ],
    ["a large axis behind a 0", { w: entry(0, 0, [2 ** 40, 2 ** 40, 0]) }, 0, "is beyond everything"],
    [
      "a size that is not the shape's",
      { w: entry(0, 8, [1]) },
      8,
      "F32 of shape [1] takes 4 bytes, and data_offsets give it 8",
    ],
    ["offsets the wrong way round", { w: entry(4, 0, [1]) }, 4, "takes 4 bytes, and data_offsets give it -4"],
    ["a hole", { a: entry(0, 4), b: entry(8, 12) }, 12, 'tensor "b": leaves 4 bytes before it unused'],
    ["an overlap", { a: entry(0, 8), b: entry(4, 12) }, 12, 'tensor "b": overlaps the tensor before it'],
    ["a cut", { a: entry(0, 8) }, 7, "the file is cut short: it should have "],
    ["a tail", { a: entry(0, 8) }, 9, "1 bytes behind the last tensor are unused"],
  ])("refuses %s", (_, header, dataBytes, sentence) => {
    write(header, dataBytes);
    expect(() => readSafetensors(path)).toThrow(CheckpointError);
    expect(() => readSafetensors(path)).toThrow(sentence);
    expect(() => readSafetensors(path)).toThrow(`${path}: `);
  });

  it("refuses a header that is longer than the file, and one that is not UTF-8", () => {
    writeFileSync(path, Buffer.from([0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0]));
    expect(() => readSafetensors(path)).toThrow("header length: 2147483647 bytes are more than");
    writeFileSync(path, Buffer.from([0x01, 0xe1, 0xf5, 0x05, 0, 0, 0, 0]));
    truncateSync(path, 100_000_100); // a hole: it takes no room
    expect(() => readSafetensors(path)).toThrow("header length: 100000001 bytes are more than");
    writeFileSync(path, Buffer.from([5, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x22, 0xff, 0x22, 0x7d]));
    expect(() => readSafetensors(path)).toThrow("header: holds text that is not UTF-8");
  });

  it("meets every damage with a sentence or a reading that holds together", () => {
    const whole = readFileSync(dtypes);
    const before = { tensors: liveTensors(), resident: process.resourceUsage().maxRSS };
    let refused = 0;
    for (const bytes of mutated(whole, 8 + Number(whole.readBigUInt64LE()), 500)) {
      writeFileSync(path, bytes);
      try {
        scope(() => {
          for (const tensor of readSafetensors(path).tensors.values()) tensor.clone();
        });
      } catch (error) {
        expect(error).toBeInstanceOf(CheckpointError);
        expect((error as Error).message).toMatch(/^[^\n]{10,}$/);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(200);
    expect(liveTensors()).toBe(before.tensors);
    expect(process.resourceUsage().maxRSS - before.resident).toBeLessThan(300_000); // KiB: a count believed would be gigabytes
  });
});

describe("writeSafetensors", () => {
  it.each(["checkpoints/dtypes.safetensors", "checkpoints/tiny.safetensors", "llama/tiny/model.safetensors"])(
    "writes %s byte for byte as Python's library did",
    (name) => {
      scope(() => {
        const { metadata, tensors } = readSafetensors(fixturePath(name));
        writeSafetensors(path, new Map([...tensors].reverse()), metadata);
      });
      expect(readFileSync(path).equals(readFileSync(fixturePath(name)))).toBe(true);
    },
  );

  it("writes tensors that do not lie in one piece, and more than one chunk of one that does", () => {
    const big = arange(0, 5_000_000, { dtype: "int32" });
    const tensors = new Map<string, Tensor>([
      [
        "transposed",
        tensor([
          [1, 2, 3],
          [4, 5, 6],
        ]).t(),
      ],
      ["big", big],
      ["grad", zeros([2]).requireGrad()],
    ]);
    writeSafetensors(path, tensors);
    const read = readSafetensors(path);
    expect(read.metadata).toEqual({});
    expect(read.tensors.get("transposed")!.numbers()).toEqual([1, 4, 2, 5, 3, 6]);
    expect(read.tensors.get("big")!.eq(big).logicalNot().sum().item()).toBe(0);
    expect(readdirSync(folder)).toEqual(["test.safetensors"]);
  });

  it("leaves nothing alive", () => {
    const one = new Map([["a", tensor([[1, 2]]).t()]]);
    const before = liveTensors();
    writeSafetensors(path, one);
    expect(liveTensors()).toBe(before);
  });

  it("says why it cannot write, and leaves the old file", () => {
    writeSafetensors(path, new Map([["a", tensor([1])]]));
    const old = readFileSync(path);
    const complex = ops.aten.complex.default(tensor([1]), tensor([1]));
    expect(() => writeSafetensors(path, new Map([["c", complex]]))).toThrow('tensor "c": complex64 cannot be stored');
    expect(() => writeSafetensors(path, new Map([["__metadata__", tensor([1])]]))).toThrow(
      "no tensor can be called that",
    );
    expect(() => writeSafetensors(join(path, "below"), new Map())).toThrow(
      "cannot be written: a part of the path is no folder",
    );
    expect(() => writeSafetensors("/proc/test.safetensors", new Map())).toThrow(
      "/proc/test.safetensors: cannot be written: ",
    );
    expect(readFileSync(path)).toEqual(old);
  });

  it("keeps bits that are no number", () => {
    const bits = new Uint16Array([0x7fc1, 0xffc0, 0x7f80, 0x8000, 0x0001]);
    writeSafetensors(path, new Map([["w", fromData(bits, [5], "bfloat16")]]));
    expect(readSafetensors(path).tensors.get("w")!.data()).toEqual(bits);
  });
});
