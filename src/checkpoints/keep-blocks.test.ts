import { describe, expect, it } from "vitest";
import { best, bestFloats, halfUnits } from "../../tests/block-products.ts";
import { modules, Packed, Pass, type Plan, releaseModel, weights } from "../nn/index.ts";
import { QuantizedEmbedding, QuantizedLinear } from "../quantization/index.ts";
import { ids, liveTensors, memoryUse, noGrad, ops, scope, type Tensor } from "../tensor/index.ts";
import { load, save } from "./index.ts";

const NAME = "smollm2-135m-instruct-q4_1";
const tokens = Array.from({ length: 40 }, (_, i) => 100 + i * 37);
type Model = Awaited<ReturnType<typeof load>>["model"];

const logits = (model: Model, count: number, { plan, fast }: { plan?: Plan; fast?: boolean } = {}) =>
  noGrad(() => model.call(ids(tokens.slice(0, count)), new Pass({ layout: new Packed([count]), plan, fast })));

describe("a model on the blocks of its file", () => {
  it("computes what the decoded weights do, and rounds only products of many tokens", async () => {
    const { model: decoded } = await load(NAME, { pull: false });
    const { model: stored, fast } = await load(NAME, { pull: false, dtype: "stored" });
    const part = (path: string) => [...modules(stored)].find((one) => one.path === path);
    expect(part("embed")).toBeInstanceOf(QuantizedEmbedding);
    expect(part("head")).toBeInstanceOf(QuantizedLinear);
    const all = new Map(weights(stored));
    expect(all.get("head.weight")).toBe(all.get("embed.table"));
    const apart = (a: Tensor, b: Tensor) => a.sub(b).abs().max().item();
    // Where a processor multiplies in integers, vectors are rounded to 16 bits, block by block.
    const moved = halfUnits(decoded, stored);
    for (const count of [1, 8]) {
      const plain = logits(decoded, count);
      const allowed = Math.max(1e-3, 2 * apart(logits(decoded, count, { plan: moved }), plain));
      expect(apart(logits(stored, count, { fast }), plain)).toBeLessThan(allowed);
      ops.tenon.kernel_set.default(bestFloats);
      expect(apart(logits(stored, count, { fast }), plain)).toBeLessThan(1e-3); // of logits that reach 30
      ops.tenon.kernel_set.default(best);
    }
    expect(apart(logits(stored, 40, { fast }), logits(decoded, 40))).toBeLessThan(1.5);
    expect(fast).toBe(true);
    releaseModel(decoded);
    releaseModel(stored);
  });

  it("copies of the file only the rows that lie there in another order", async () => {
    const [tensors, before] = [liveTensors(), memoryUse().bytes];
    const { model, fast } = await load(NAME, { pull: false, dtype: "stored" });
    // q and k of 30 blocks, five bits a value, and the gains.
    const moved = (30 * (576 + 192) * 576 * 5) / 8 + 61 * 576 * 4;
    expect(memoryUse().bytes - before).toBeLessThan(1.05 * moved);
    expect(new Map(weights(model)).get("blocks.29.mlp.down.weight")!.shape).toEqual([576, 1536]);
    scope(() => void logits(model, 3, { fast }));
    releaseModel(model);
    expect(liveTensors()).toBe(tensors);
  });

  it("is not saved as if it had float weights", async () => {
    const { model, config } = await load(NAME, { pull: false, dtype: "stored" });
    await expect(save("/nonexistent/folder", { model, config })).rejects.toThrow(/embed/);
    releaseModel(model);
  });
});
