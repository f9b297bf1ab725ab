import { describe, expect, it } from "vitest";
import { newModel } from "../../tests/contracts/intervention.ts";
import { randn, seed, type Tensor, tensor } from "../tensor/index.ts";
import { type Intervention, intervene, LowRankDelta, pack, unpack, unpackInto } from "./index.ts";

const model = newModel();
const delta = (from: number, { scale = 0.5, at = "blocks.*.mixer.q", rank = 2 } = {}) => {
  seed(from);
  const part = ({ inWidth, outWidth }: { inWidth: number; outWidth: number }) => ({
    a: randn([rank, inWidth]),
    b: randn([outWidth, rank]),
    scale,
  });
  return LowRankDelta.over(model, "delta", at, part);
};
const bias = (...values: number[]): Intervention => ({
  ...intervene("bias", "blocks.0", () => (x, next) => next(x)),
  state: new Map([["bias", tensor(values)]]),
});
const values = ({ state }: Intervention) => [...state!].map(([name, value]) => [name, value.numbers()]);

describe("what is stored of an intervention", () => {
  it("is written into one made alike, whatever that held", () => {
    for (const [into, from] of [
      [delta(1), delta(2)],
      [bias(1, 2), bias(3, 4)],
    ] as const) {
      expect(values(into)).not.toEqual(values(from));
      unpackInto(into, pack(from));
      expect(values(into)).toEqual(values(from));
    }
    expect(values(unpack(pack(delta(2)), model, {}))).toEqual(values(delta(2)));
  });

  it.each<[string, Intervention, Intervention, string]>([
    [
      "another scale",
      delta(1),
      delta(2, { scale: 0.25 }),
      'has the scale 0.5 at "blocks.0.mixer.q", and what was stored 0.25',
    ],
    ["another rank", delta(1), delta(2, { rank: 3 }), 'differ in "blocks.0.mixer.q.a"'],
    ["more places", delta(1), delta(2, { at: "blocks.*.mixer.{q,k}" }), 'differ in "blocks.0.mixer.k.a"'],
    ["fewer places", delta(1, { at: "blocks.*.mixer.{q,k}" }), delta(2), 'differ in "blocks.0.mixer.k.a"'],
    ["another shape", bias(1, 2), bias(3), 'differ in "bias"'],
    ["another kind", bias(1, 2), delta(2), 'what was stored is a low-rank delta, and "bias" is none'],
  ])("is refused by one of %s, which stays as it was", (_, into, from, sentence) => {
    const before = values(into);
    expect(() => unpackInto(into, pack(from))).toThrow(sentence);
    expect(values(into)).toEqual(before);
  });

  it("is nothing where there is no state, and names a technique that nothing here can make", () => {
    expect(() => pack(intervene("still", "blocks.0", () => (x, next) => next(x)))).toThrow(
      '"still" holds nothing to save',
    );
    const packed = pack({ ...bias(1), config: { kind: "unheard" } });
    const made: Tensor[] = [];
    expect(() => unpack(packed, model, {})).toThrow('"bias" is of the kind "unheard", which nothing here can make');
    const again = unpack(packed, model, { unheard: () => bias(9) });
    made.push(...again.state!.values());
    expect(made.map((value) => value.numbers())).toEqual([[1]]);
  });
});
