import { describe, expect, it } from "vitest";
import { z } from "zod";
import { factState, Generator, generatorState, ones, randn, type Tensor, tensorState, zeros } from "./index.ts";

describe("tensorState", () => {
  const own = new Map([
    ["a", zeros([2])],
    ["b", zeros([3])],
  ]);
  const state = tensorState("the part", () => own);
  const given = (change: Record<string, Tensor | undefined> = {}) =>
    new Map(Object.entries({ a: ones([2]), b: ones([3]), ...change }).flatMap(([name, t]) => (t ? [[name, t]] : [])));

  it("refuses what is not its own in a sentence, and changes nothing", () => {
    expect(() => state.restore(given({ b: ones([4]) }), null)).toThrow(`the part's "b" has shape [3], not [4]`);
    expect(() => state.restore(given({ b: ones([3], { dtype: "float64" }) }), null)).toThrow(
      `the part's "b" has type float32, not float64`,
    );
    expect(() => state.restore(given({ b: undefined }), null)).toThrow('the state of the part lacks "b"');
    expect(() => state.restore(given({ c: ones([1]) }), null)).toThrow('the part has no state "c"');
    expect(() => state.restore(given(), { steps: 1 })).toThrow('the part has tensors alone, and was given {"steps":1}');
    expect(own.get("a")!.numbers()).toEqual([0, 0]);
    state.restore(given(), state.facts());
    expect(own.get("a")!.numbers()).toEqual([1, 1]);
  });
});

describe("factState", () => {
  it("writes facts that fit the schema, and refuses others in a sentence", () => {
    let place = { epoch: 1, batch: 2 };
    const Place = z.strictObject({ epoch: z.int(), batch: z.int() });
    const state = factState(
      Place,
      () => place,
      (to) => {
        place = to;
      },
    );
    expect(() => state.restore(new Map(), { epoch: 1, batch: "2" })).toThrow(/^batch: is "2", and must be a number$/);
    expect(() => state.restore(new Map(), null)).toThrow(/^is null, and must be an object$/);
    expect(() => state.restore(new Map([["x", zeros([1])]]), place)).toThrow(
      'nothing here has tensors, and "x" was given',
    );
    expect(place).toEqual({ epoch: 1, batch: 2 });
    state.restore(state.state(), { epoch: 3, batch: 4 });
    expect(state.facts()).toEqual({ epoch: 3, batch: 4 });
  });
});

describe("generatorState", () => {
  it("has a generator draw the same again", () => {
    const generator = new Generator(3);
    const state = generatorState(generator);
    const kept = new Map([...state.state()].map(([name, bytes]) => [name, bytes.clone()]));
    const drawn = randn([4], 1, { generator }).numbers();
    state.restore(kept, state.facts());
    expect(randn([4], 1, { generator }).numbers()).toEqual(drawn);
    expect(() => state.restore(new Map(), null)).toThrow('the state of the generator lacks "bytes"');
  });
});
