import { describe, expect, it } from "vitest";
import { unigramRows } from "../../tests/parity/hard-lines.ts";
import { NormalizerConfig, normalizerOf } from "./normalizers.ts";
import { CharsmapError, precompiled } from "./precompiled.ts";

interface File {
  normalizer: { normalizers: [{ precompiled_charsmap: string }] };
}
const charsmap = (unigramRows().t5.file as File).normalizer.normalizers[0].precompiled_charsmap;
const normalizer = normalizerOf(NormalizerConfig.parse({ type: "Precompiled", precompiled_charsmap: charsmap }));

describe("Precompiled", () => {
  it("rewrites by the table, and knows what from", () => {
    expect(normalizer.normalize("ﬁn\u3000Ⅷ é")).toBe("fin VIII é");
    const { starts, ends } = normalizer.align("aﬁb")!;
    expect([[...starts], [...ends]]).toEqual([
      [0, 1, 1, 2],
      [1, 2, 2, 3],
    ]);
    expect(normalizer.align("plain 你")).toBeUndefined();
    expect(normalizerOf({ type: "Precompiled", precompiled_charsmap: "" }).normalize("ﬁ")).toBe("ﬁ");
  });

  it("refuses what is no table", () => {
    expect(() => precompiled(new Uint8Array(3))).toThrow(CharsmapError);
    expect(() => precompiled(Uint8Array.of(4, 0, 0, 0, 255, 255, 255, 255))).toThrow(/outside of its own table/);
  });
});
