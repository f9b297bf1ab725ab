import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { distance } from "../../tests/contracts/model.ts";
import { fixture, type Packed as Given, rowOf, TransformerFixture } from "../../tests/fixtures.ts";
import {
  distinctWeights,
  type Hook,
  initialize,
  KVCache,
  type Layout,
  Linear,
  memory,
  modules,
  Packed,
  Padded,
  Pass,
  setWeights,
  sinusoids,
  weights,
} from "../nn/index.ts";
import { arange, cat, fromData, ids, keep, noGrad, scope, stack, type Tensor } from "../tensor/index.ts";
import {
  type EncoderDecoder,
  holding,
  type NameMap,
  pieceOf,
  TransformerConfig,
  transformer,
  transformerNames,
  wholeOf,
} from "./index.ts";

const reference = fixture("transformer/expected.json.gz", TransformerFixture);
type Case = z.output<typeof TransformerFixture>["cases"][number];

const tensorOf = ({ shape, data }: Given<Float32Array>) => fromData(data, shape);
const idsOf = ({ shape, data }: Given<Int32Array>) => fromData(data, shape).to("int64");
const names: NameMap = {
  ...transformerNames,
  "source.weight": "encoder.embed.table",
  "target.weight": "decoder.embed.table",
  "places.0": "encoder.embed.positions.table",
  "places.1": "decoder.embed.positions.table",
  "head.weight": "decoder.head.weight",
};

function build({ norm, positions, activation, weights: given }: Case): EncoderDecoder {
  const config = TransformerConfig.parse({
    ...reference.sizes,
    norm,
    positions,
    activation,
    finalNorm: true,
    tied: false,
  });
  const model = transformer(config);
  const own = new Map(weights(model));
  const values = Object.entries(given).flatMap(([name, theirs]) => {
    const held = holding(names, name, (path) => own.has(path))!;
    const shapes = held.paths.map((path) => own.get(path)!.shape);
    return held.paths.map((path, i) => [path, pieceOf(tensorOf(theirs), held, shapes, i, config)] as const);
  });
  expect(values.map(([path]) => path).sort()).toEqual([...own.keys()].sort());
  setWeights(model, new Map(values));
  return model;
}

const both = () => [new Padded(reference.sourceLengths), new Padded(reference.targetLengths)] as const;
const tiny = (options = {}) =>
  initialize(
    transformer({ sourceVocabulary: 9, vocabulary: 7, width: 8, heads: 2, depth: 2, hidden: 12, ...options }),
    1,
  );
const run = (
  model: EncoderDecoder,
  [source, from]: [Tensor, Layout],
  [target, to]: [Tensor, Layout],
  cache?: KVCache,
) =>
  noGrad(() =>
    model.call(
      target,
      new Pass({ layout: to, given: [memory.of(model.encode(source, new Pass({ layout: from })))], sequences: cache }),
    ),
  ); // [..., V]

describe("the Transformer of 2017", () => {
  it.each([
    ["post", undefined, "PostNormBlock", "PostNormCrossBlock", "Identity"],
    ["pre", undefined, "PreNormBlock", "PreNormCrossBlock", "LayerNorm"],
    ["post", true, "PostNormBlock", "PostNormCrossBlock", "LayerNorm"],
    ["pre", false, "PreNormBlock", "PreNormCrossBlock", "Identity"],
  ] as const)("with norms in %s, and the last one %s, is of %s, %s and %s", (norm, finalNorm, reads, writes, last) => {
    const { encoder, decoder } = tiny({ norm, finalNorm });
    expect([encoder, decoder].flatMap(({ blocks }) => blocks.map((block) => block.constructor.name))).toEqual([
      ...[reads, reads],
      ...[writes, writes],
    ]);
    for (const half of [encoder, decoder]) expect(half.norm!.constructor.name).toBe(last);
  });

  it("has the decoder's embedding as its head, unless told otherwise, and biases in all maps but that", () => {
    const lacking = (model: EncoderDecoder) =>
      [...modules(model)].filter((part) => part instanceof Linear && part.bias === undefined).map(({ path }) => path);
    const [tied, apart] = [tiny(), tiny({ tied: false })];
    expect([lacking(tied), lacking(apart)]).toEqual([["decoder.head"], ["decoder.head"]]);
    expect(tied.decoder.head.weight).toBe(new Map(weights(tied)).get("decoder.embed.table"));
    expect([...distinctWeights(apart)].map(([path]) => path)).toContain("decoder.head.weight");
  });

  it.each(reference.cases)(
    "$norm-norm, $positions, $activation: logits and gradients equal torch.nn.Transformer's",
    (one) => {
      const model = build(one);
      const [from, to] = both();
      for (const [, weight] of distinctWeights(model)) weight.requireGrad();
      const source = memory.of(model.encode(idsOf(one.source), new Pass({ layout: from })));
      const logits = model.call(idsOf(one.target), new Pass({ layout: to, given: [source] }));
      const cosines = arange(0, logits.size, { dtype: "float64" }).mul(0.37).cos().to("float32").reshape(logits.shape);
      const real = to.tokens(false)![0]!.reshape([3, -1, 1]); // [B, T, 1]
      expect(distance(logits.mul(real), tensorOf(one.logits).mul(real))).toBeLessThan(1e-5);
      logits.mul(cosines).mul(real).sum().backward();
      const own = new Map(weights(model));
      for (const [name, theirs] of Object.entries(one.gradients)) {
        const held = holding(names, name, (path) => own.has(path))!;
        const grads = held.paths.map((path) => own.get(path)!.grad!);
        expect(distance(wholeOf(grads, held, { kind: "transformer" }), tensorOf(theirs)), name).toBeLessThan(2e-5);
      }
    },
  );

  it("padded, packed and single sequences give the same", () => {
    const [one] = reference.cases;
    const model = build(one!);
    const [from, to] = both();
    const padded = run(model, [idsOf(one!.source), from], [idsOf(one!.target), to]);
    const cut = (given: Given<Int32Array>, lengths: readonly number[]) =>
      lengths.map((length, row) => ids([...rowOf(given, row)].slice(0, length)));
    const [sources, targets] = [cut(one!.source, from.lengths), cut(one!.target, to.lengths)];
    const [packedFrom, packedTo] = [new Packed(from.lengths), new Packed(to.lengths)];
    const packed = run(model, [cat(sources), packedFrom], [cat(targets), packedTo]);
    const mixed = run(model, [cat(sources), packedFrom], [idsOf(one!.target), to]);
    let start = 0;
    for (const [row, length] of to.lengths.entries()) {
      const alone = run(
        model,
        [sources[row]!, new Packed([from.lengths[row]!])],
        [targets[row]!, new Packed([length])],
      );
      for (const other of [padded, mixed])
        expect(distance(other.select(0, row).narrow(0, 0, length), alone)).toBeLessThan(1e-5);
      expect(distance(packed.narrow(0, start, length), alone)).toBeLessThan(1e-5);
      start += length;
    }
  });

  it("writes a token at a time under a cache as it does at once", () => {
    const model = tiny({ norm: "pre" });
    const source: [Tensor, Layout] = [ids([1, 5, 2]), new Packed([3])];
    const target = [0, 3, 6, 2];
    const whole = run(model, source, [ids(target), new Packed([4])]);
    const cache = new KVCache(1);
    const steps = target.map((token) => run(model, source, [ids([token]), new Packed([1], cache.lengths)], cache));
    expect(distance(cat(steps), whole)).toBeLessThan(1e-5);
    cache.release();
  });

  it("lets a sequence join with a memory of its own, beside one that holds its", () => {
    const model = tiny({ norm: "pre" });
    const [first, second]: [Tensor, Layout][] = [
      [ids([1, 5, 2]), new Packed([3])],
      [ids([4, 2]), new Packed([2])],
    ];
    const cache = new KVCache(1);
    run(model, first!, [ids([0]), new Packed([1])], cache);
    cache.add([new Map()]);
    const joined = run(model, second!, [ids([3, 6]), new Packed([1, 1], cache.lengths)], cache); // [2, V]
    const alone = run(model, first!, [ids([0, 3]), new Packed([2])]);
    expect(distance(joined.narrow(0, 0, 1), alone.narrow(0, 1, 1))).toBeLessThan(1e-5);
    expect(distance(joined.narrow(0, 1, 1), run(model, second!, [ids([6]), new Packed([1])]))).toBeLessThan(1e-5);
    cache.release();
  });

  it("shows the pattern of cross-attention to a hook: rows over the source that sum to 1", () => {
    const model = tiny();
    const seen: Tensor[] = [];
    const look: Hook = (pattern) => {
      seen.push(keep(pattern.clone()));
      return pattern;
    };
    const plan = new Map([["decoder.blocks.1.cross.pattern", [look]]]);
    const source = memory.of(model.encode(ids([1, 5, 2]), new Pass({ layout: new Packed([3]) })));
    model.call(ids([4, 4]), new Pass({ layout: new Packed([2]), given: [source], plan }));
    expect(seen[0]!.shape).toEqual([1, 2, 2, 3]);
    expect(distance(seen[0]!.sum(-1), seen[0]!.sum(-1).mul(0).add(1))).toBeLessThan(1e-6);
  });

  it("says when the memory is missing or of other sequences", () => {
    const model = tiny();
    const layout = new Packed([2]);
    expect(() => model.call(ids([1, 2]), new Pass({ layout }))).toThrow("decoder.blocks.0.cross attends to a memory");
    const source = memory.of(model.encode(ids([1, 2, 3]), new Pass({ layout: new Packed([2, 1]) })));
    expect(() => model.call(ids([1, 2]), new Pass({ layout, given: [source] }))).toThrow(
      "decoder.blocks.0.cross: 1 sequences need a source, and 2 were given",
    );
  });
});

describe("sinusoidal positions", () => {
  it("lie within [-1, 1], and k positions on is a rotation that does not depend on where", () => {
    const [D, k] = [16, 7];
    const table = sinusoids(arange(0, 200), D); // [200, D]
    expect(table.abs().max().item()).toBeLessThanOrEqual(1);
    const frequencies = Array.from({ length: D / 2 }, (_, i) => 10_000 ** ((-2 * i) / D));
    const turned = scope(() => {
      const pairs = table.narrow(0, 0, 200 - k).reshape([-1, D / 2, 2]);
      const [sin, cos] = [pairs.select(2, 0), pairs.select(2, 1)];
      const [c, s] = [Math.cos, Math.sin].map((f) => fromData(Float64Array.from(frequencies, (w) => f(k * w))));
      return stack([sin.mul(c!).add(cos.mul(s!)), cos.mul(c!).sub(sin.mul(s!))], -1).reshape([-1, D]);
    });
    expect(distance(turned, table.narrow(0, k, 200 - k))).toBeLessThan(1e-13);
  });
});
