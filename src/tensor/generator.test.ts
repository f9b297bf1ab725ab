import { describe, expect, it } from "vitest";
import { defaultGenerator, Generator, liveTensors, ones, ops, rand, randn, scope, seed, zeros } from "./index.ts";

const drawn = (generator: Generator) => scope(() => randn([5], 1, { generator }).numbers());

describe("Generator", () => {
  it("draws the same numbers from the same seed, and others from another", () => {
    expect(drawn(new Generator(7))).toEqual(drawn(new Generator(7)));
    expect(drawn(new Generator(7))).not.toEqual(drawn(new Generator(8)));
    const rng = new Generator(2n ** 64n - 1n);
    const first = drawn(rng);
    expect(drawn(rng)).not.toEqual(first);
    rng.seed(2n ** 64n - 1n);
    expect(drawn(rng)).toEqual(first);
  });

  it("replays exactly from a saved state, in the middle of a pair of normals too", () => {
    const rng = new Generator(1);
    scope(() => randn([1], 1, { generator: rng }));
    const state = rng.state;
    const first = drawn(rng);
    rng.state = state;
    expect(drawn(rng)).toEqual(first);
    const other = new Generator(99);
    other.state = state;
    expect(drawn(other)).toEqual(first);
  });

  it("leaves the default generator alone, and the default generator leaves it alone", () => {
    seed(3);
    const before = defaultGenerator.state;
    const rng = new Generator(3);
    drawn(rng);
    expect(defaultGenerator.state).toEqual(before);
    const state = rng.state;
    rand([10]);
    expect(rng.state).toEqual(state);
  });

  it("is what operators take, by position and by name", () => {
    const chances = ones([100]).div(2);
    const twice = (call: (generator: Generator) => number[]) => [call(new Generator(5)), call(new Generator(5))];
    for (const [a, b] of [
      twice((g) => ops.aten.bernoulli.default(chances, { generator: g }).numbers()),
      twice((g) => ops.aten.bernoulli_.float(zeros([100]), 0.5, { generator: g }).numbers()),
      twice((g) => ops.aten.multinomial.default(chances, 5, false, { generator: g }).numbers()),
      twice((g) => ops.aten.randperm.generator(20, { generator: g }).numbers()),
      twice((g) => rand([9], { generator: g }).numbers()),
      twice((g) => ops.aten.rrelu.default(chances.neg(), 0.1, 0.9, true, g).numbers()),
    ]) {
      expect(a).toEqual(b);
      expect(new Set(a).size).toBeGreaterThan(1);
    }
  });

  it("says what it was given instead", () => {
    const give = (generator: unknown) => () => randn([1], 1, { generator: generator as Generator });
    expect(give({})).toThrow(/argument 'generator'.*expected a Generator, got an object/);
    expect(give(4)).toThrow(/expected a Generator, got the number 4/);
    expect(give(Object.create(Generator.prototype))).toThrow(/expected a Generator/);
    expect(() => new Generator(0.5)).toThrow(/expected an integer, got the number 0.5/);
    const rng = new Generator(1);
    const state = rng.state;
    expect(() => {
      rng.state = new Uint8Array(3);
    }).toThrow(/setGeneratorState: /);
    expect(() => {
      rng.state = new Uint8Array(state.length).fill(255);
    }).toThrow(/setGeneratorState: /);
    expect(rng.state).toEqual(state);
  });

  it("leaves no tensor behind", () => {
    const before = liveTensors();
    const rng = new Generator(1);
    const { state } = rng;
    rng.state = state;
    const { state: ours } = defaultGenerator;
    defaultGenerator.state = ours;
    expect(() => {
      rng.state = new Uint8Array(1);
    }).toThrow();
    expect(liveTensors()).toBe(before);
  });
});

describe("the default generator", () => {
  it("replays from its seed and from its state", () => {
    seed(11);
    const first = rand([4]).numbers();
    const state = defaultGenerator.state;
    const second = rand([4]).numbers();
    defaultGenerator.state = state;
    expect(rand([4]).numbers()).toEqual(second);
    seed(11);
    expect(rand([4]).numbers()).toEqual(first);
  });
});
