import { describe, expect, it } from "vitest";
import { arange, type Tensor } from "../tensor/index.ts";
import { holding, type NameMap, paired, pieceOf, shapeOf, translate, wholeOf } from "./index.ts";

const NONE = { kind: "any" };
const count = (shape: readonly number[], from = 0) => {
  const size = shape.reduce((product, axis) => product * axis, 1);
  return arange(from, from + size)
    .to("float32")
    .reshape(shape);
};

describe("a row of a name map", () => {
  const names: NameMap = {
    "h.*.norm{1,2}.{weight,bias}": "blocks.*.{mixerNorm,mlpNorm}.{gain,bias}",
    "h.*.attn.in_proj_{weight,bias}": "blocks.*.mixer.{q,k,v}.{weight,bias}",
    "h.*.mlp.weight^T": "blocks.*.mlp.{gate,up}.weight",
    "h.*.experts.down": "blocks.*.mlp.experts.*.down.weight",
    "h.*.turned": paired("blocks.*.turned", () => 6),
  };

  it.each([
    ["h.3.norm2.weight", "blocks.3.mlpNorm.gain"],
    ["h.0.norm1.bias", "blocks.0.mixerNorm.bias"],
  ])("reads in both directions: %s, %s", (theirs, ours) => {
    expect(translate(names, theirs)).toBe(ours);
    expect(translate(names, ours, { reverse: true })).toBe(theirs);
    expect(translate(names, `x.${theirs}`)).toBeUndefined();
  });

  it("holds all of a choice that only our side has, and all of a star as far as there are any", () => {
    const has = (path: string) => /experts\.[0-2]\./.test(path);
    expect(holding(names, "h.1.attn.in_proj_bias", has)?.paths).toEqual(
      ["q", "k", "v"].map((part) => `blocks.1.mixer.${part}.bias`),
    );
    expect(holding(names, "h.1.experts.down", has)).toMatchObject({
      paths: [0, 1, 2].map((expert) => `blocks.1.mlp.experts.${expert}.down.weight`),
      stacked: true,
    });
    expect(translate(names, "blocks.1.mixer.k.bias", { reverse: true })).toBe("h.1.attn.in_proj_bias");
    expect(translate(names, "blocks.1.mlp.experts.2.down.weight", { reverse: true })).toBe("h.1.experts.down");
  });

  it.each([
    ["h.*.w", "blocks.*.v", "h.3.w", "blocks.3.v"],
    ["h.*.{a,b}", "{c,d}.*", "h.3.b", "d.3"],
    ["{a,b}.{x,y,z}", "{1,2,3}.{4,5}", "b.z", "3.5"],
    ["*.*", "x.*.y.*", "3.7", "x.3.y.7"],
    ["**.w", "tenon.**", "a.b.c.w", "tenon.a.b.c"],
  ])("pairs holes by kind and length, and those alike in their order: %s, %s", (theirs, ours, name, path) => {
    const map = { [theirs]: ours };
    expect(translate(map, name)).toBe(path);
    expect(translate(map, path, { reverse: true })).toBe(name);
  });

  it("pairs holes that are spelt alike before others of their length", () => {
    const held = holding({ "kv_{weight,bias}": "x.{k,v}.{weight,bias}" }, "kv_bias", () => true);
    expect(held?.paths).toEqual(["x.k.bias", "x.v.bias"]);
  });

  it("is refused where a hole of theirs has no partner, or two of ours have none", () => {
    const bad = (row: NameMap) => () => translate(row, "a");
    expect(bad({ "a.*": "b" })).toThrow('the row "a.*": "b" has holes that do not fit');
    expect(bad({ a: "{b,c}.{d,e,f}" })).toThrow(/do not fit/);
    expect(bad({ "a.*": "b.**" })).toThrow(/do not fit/);
    expect(bad({ "a.{b,c}": "d.{e,f,g}" })).toThrow(/do not fit/);
  });

  const both = (theirs: Tensor, name: string, shapes: readonly (readonly number[])[]): Tensor[] => {
    const held = holding(names, name, (path) => path.includes("experts.0") || path.includes("experts.1"))!;
    expect(shapeOf(held, shapes)).toEqual(theirs.shape);
    const ours = shapes.map((_, i) => pieceOf(theirs, held, shapes, i, NONE));
    expect(ours.map(({ shape }) => shape)).toEqual(shapes);
    expect(wholeOf(ours, held, NONE).data()).toEqual(theirs.data());
    return ours;
  };

  it("takes a tensor apart into rows, each as many as it has, and puts it together again", () => {
    const [q, k, v] = both(count([8, 3]), "h.0.attn.in_proj_weight", [[4, 3], [2, 3], [2, 3]]); // biome-ignore format: one line
    expect(q!.data()).toEqual(count([4, 3]).data());
    expect(k!.data()).toEqual(count([2, 3], 12).data());
    expect(v!.data()).toEqual(count([2, 3], 18).data());
  });

  it("transposes before it takes apart", () => {
    const [gate, up] = both(count([2, 4]), "h.0.mlp.weight", [[2, 2], [2, 2]]); // biome-ignore format: one line
    expect([...gate!.floats()]).toEqual([0, 4, 1, 5]);
    expect([...up!.floats()]).toEqual([2, 6, 3, 7]);
  });

  it("takes a stack apart by its first axis", () => {
    const [, second] = both(count([2, 3, 2]), "h.0.experts.down", [[3, 2], [3, 2]]); // biome-ignore format: one line
    expect(second!.data()).toEqual(count([3, 2], 6).data());
  });

  it("puts rotary pairs side by side, head by head", () => {
    const [ours] = both(count([12, 1]), "h.0.turned", [[12, 1]]);
    expect([...ours!.floats()]).toEqual([0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11]);
    const [bias] = both(count([6]), "h.0.turned", [[6]]);
    expect([...bias!.floats()]).toEqual([0, 2, 4, 1, 3, 5]);
  });
});
