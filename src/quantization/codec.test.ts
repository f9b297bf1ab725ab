import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fromData, liveTensors, randn, seed, type Tensor } from "../tensor/index.ts";
import {
  bf16,
  type CodecName,
  codecOfGguf,
  codecs,
  dequantize,
  f16,
  f32,
  q4_0,
  q4_1,
  q5_0,
  q5_1,
  q8_0,
  quantize,
} from "./index.ts";

/** The formats that ggml's package encodes; `k-codecs.test.ts` has the others. */
const encoded = [f32, f16, bf16, q4_0, q4_1, q5_0, q5_1, q8_0] as const;

interface Packed {
  readonly dtype: "float32" | "uint8";
  readonly shape: number[];
  readonly base64: string;
}
interface Reference {
  readonly ggufType: number;
  readonly blockSize: number;
  readonly blockBytes: number;
  readonly bytes: Packed;
  readonly values: Packed;
}
interface EncodedReference extends Reference {
  readonly encoded: Packed;
  readonly decoded: Packed;
}
interface Fixture {
  readonly values: Packed;
  readonly codecs: Record<CodecName, Reference> & Record<(typeof encoded)[number]["name"], EncodedReference>;
}

// Written by tools/codecs.py with ggml's own Python package.
const file = new URL("../../tests/fixtures/quantization/codecs.json.gz", import.meta.url);
const fixture = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Fixture;

function unpack({ dtype, shape, base64 }: Packed): Tensor {
  const bytes = new Uint8Array(Buffer.from(base64, "base64"));
  return fromData(dtype === "uint8" ? bytes : new Float32Array(bytes.buffer), shape);
}

/** The bits of floats, every NaN as one: which NaN comes out of arithmetic is the processor's choice. */
function bits(values: Tensor): Uint32Array {
  const floats = values.data() as Float32Array;
  return new Uint32Array(floats.map((x) => (Number.isNaN(x) ? Number.NaN : x)).buffer);
}

describe.each(codecs)("$name", (codec) => {
  const reference = fixture.codecs[codec.name];

  it("has the layout of ggml", () => {
    const { ggufType, blockSize, blockBytes } = reference;
    expect({ ggufType, blockSize, blockBytes }).toEqual({
      ggufType: codec.gguf,
      blockSize: codec.blockSize,
      blockBytes: codec.blockBytes,
    });
    expect(codecOfGguf(ggufType)).toBe(codec);
  });

  it("decodes arbitrary bytes to ggml's bits", () => {
    const expected = unpack(reference.values);
    expect(bits(dequantize(unpack(reference.bytes), codec, expected.shape))).toEqual(bits(expected));
  });
});

describe.each(encoded)("$name, encoding", (codec) => {
  const reference = fixture.codecs[codec.name];
  const values = unpack(fixture.values);

  it("gives ggml's bytes", () => {
    expect(quantize(values, codec).data()).toEqual(unpack(reference.encoded).data());
  });

  it("is decoded to ggml's bits", () => {
    const decoded = dequantize(unpack(reference.encoded), codec, values.shape);
    expect(bits(decoded)).toEqual(bits(unpack(reference.decoded)));
  });

  it("keeps what it has decoded once, through every further round", () => {
    seed(0);
    const once = dequantize(quantize(randn([7, 64]), codec), codec, [7, 64]);
    expect(dequantize(quantize(once, codec), codec, [7, 64]).data()).toEqual(once.data());
  });
});

describe("error of a quantized weight", () => {
  // A step is the distance of two levels; rounding is off by half of one, and float16 rounds the scale itself.
  const steps = { Q4_0: 2 / 16, Q4_1: 2 / 15, Q5_0: 2 / 32, Q5_1: 2 / 31, Q8_0: 2 / 254 };
  it.each([q4_0, q4_1, q5_0, q5_1, q8_0])("$name stays within a step of the block's range", (codec) => {
    const x = randn([512, 32]);
    const range = x.abs().max(1, true);
    const off = dequantize(quantize(x, codec), codec, [512, 32]).sub(x).abs().div(range).max().item();
    expect(off).toBeLessThan(steps[codec.name]);
  });
});

describe("dequantize", () => {
  it("works in slices that do not show", () => {
    const x = randn([1100, 512]); // more than one slice, and the last one short
    const bytes = quantize(x, q8_0);
    expect(bytes.shape).toEqual([1100, 544]);
    const whole = dequantize(bytes, q8_0, [1100, 512]);
    const row = dequantize(bytes.narrow(0, 1050, 1), q8_0, [1, 512]);
    expect(whole.narrow(0, 1050, 1).data()).toEqual(row.data());
  });

  it("gives bfloat16 where that is asked for", () => {
    const bytes = quantize(randn([4, 32]), q4_1);
    const narrow = dequantize(bytes, q4_1, [4, 32], { dtype: "bfloat16" });
    expect(narrow.dtype).toBe("bfloat16");
    expect(narrow.floats()).toEqual(dequantize(bytes, q4_1, [4, 32]).to("bfloat16").floats());
  });

  it("leaves nothing alive but its result", () => {
    const bytes = quantize(randn([4, 32]), q4_0);
    const before = liveTensors();
    dequantize(bytes, q4_0, [4, 32]);
    quantize(dequantize(bytes, q4_0, [4, 32]), q8_0);
    expect(liveTensors()).toBe(before + 3);
  });

  it("refuses what does not fit", () => {
    const bytes = quantize(randn([4, 32]), q4_0);
    expect(() => dequantize(bytes, q4_0, [5, 32])).toThrow("Q4_0 of shape [5, 32] takes 90 bytes, not 72");
    expect(() => dequantize(bytes, q4_0, [8, 16])).toThrow("a row of 16 is not whole blocks");
    expect(() => quantize(randn([3, 33]), q4_0)).toThrow("a row of 33 is not whole blocks");
  });

  it("takes an empty weight", () => {
    expect(dequantize(quantize(randn([0, 32]), q4_1), q4_1, [0, 32]).shape).toEqual([0, 32]);
  });
});
