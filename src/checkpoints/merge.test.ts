import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { distance } from "../../tests/contracts/model.ts";
import { fixturePath } from "../../tests/fixtures.ts";
import { intervene, LowRankDelta } from "../interventions/index.ts";
import { weights } from "../nn/index.ts";
import { dequantize, encodingCodecs, quantize } from "../quantization/index.ts";
import { randn, seed } from "../tensor/index.ts";
import { convert } from "./convert.ts";
import { load, loadModel } from "./load.ts";
import { merge } from "./merge.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-merge-"));
afterAll(() => rmSync(root, { recursive: true }));
const tiny = fixturePath("checkpoints/tiny.gguf");

/** A checkpoint whose matrices lie in a format, loaded, and a change of two of its maps. */
async function base(format: "F32" | "BF16" | "Q8_0") {
  const path = join(root, `${format}.gguf`);
  await convert(tiny, path, { quantize: format });
  const loaded = await load(path, { able: "run" });
  seed(3);
  const delta = LowRankDelta.over(loaded.model, "change", "blocks.*.mlp.up", ({ inWidth, outWidth }) => ({
    a: randn([2, inWidth]),
    b: randn([outWidth, 2], 0.1),
    scale: 0.5,
  }));
  return { loaded, delta };
}

describe("a merged checkpoint", () => {
  it.each(["F32", "BF16", "Q8_0"] as const)(
    "holds W + s B A, and tells what storing that as %s again would cost",
    async (format) => {
      const { loaded, delta } = await base(format);
      const before = new Map([...weights(loaded.model)].map(([path, weight]) => [path, weight.clone()]));
      const merged = await merge(join(root, `${format}-merged`), loaded, [delta]);
      const after = new Map(weights(loadModel(join(root, `${format}-merged`)).model));
      const codec = encodingCodecs.find(({ name }) => name === format)!;
      let [lost, changed] = [0, 0];
      for (const [path, weight] of after) {
        const part = delta.parts.get(path.replace(/\.weight$/, ""));
        const old = before.get(path)!;
        const expected = part === undefined ? old : old.add(part.b.matmul(part.a).mul(part.scale));
        expect(distance(weight, expected)).toBeLessThan(1e-6);
        if (part === undefined) continue;
        lost += dequantize(quantize(weight, codec), codec, weight.shape).sub(weight).norm().item() ** 2;
        changed += weight.sub(old).norm().item() ** 2;
      }
      expect(merged).toEqual({ weights: 2, format, rounding: expect.closeTo(Math.sqrt(lost / changed), 5) });
    },
  );

  it("has no rounding where nothing changed, and is none of what no weight can hold", async () => {
    const { loaded } = await base("F32");
    expect(await merge(join(root, "same"), loaded, [])).toEqual({ weights: 0, format: "F32", rounding: undefined });
    const twice = intervene("twice", "blocks.0.mlp.up", () => (x, next) => next(x).mul(2));
    await expect(merge(join(root, "none"), loaded, [twice])).rejects.toThrow(
      '"twice" is no low-rank change: no weight could hold it',
    );
  });

  it("is of a folder too, whose elements say the format", async () => {
    const folder = join(root, "folder");
    await convert(tiny, folder, { dtype: "float16" });
    expect((await merge(join(root, "of-folder"), await load(folder, { able: "run" }), [])).format).toBe("F16");
  });
});
