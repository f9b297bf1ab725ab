/**
 * What every decoder architecture keeps, in one call: `describeArchitecture("LLaMA", llamaArchitecture, { ... })`.
 *
 * The clauses are functions of a model, so that tests/contracts/architecture.test.ts can show each to fail on a model
 * that is broken in just that point.
 */
import { describe, expect, it } from "vitest";
import { type DecoderArchitecture, translate } from "../../src/models/index.ts";
import {
  type Decoder,
  distinctWeights,
  initialize,
  KVCache,
  type Layout,
  Packed,
  Padded,
  Pass,
  weights,
} from "../../src/nn/index.ts";
import { cat, ids, liveTensors, noGrad, scope, stack, type Tensor } from "../../src/tensor/index.ts";

/** Largest difference between two tensors. */
export function distance(a: Tensor, b: Tensor): number {
  expect(a.shape).toEqual(b.shape);
  return scope(() => a.sub(b).abs().max().item());
}

const run = (model: Decoder, tokens: Tensor, layout: Layout, cache?: KVCache): Tensor =>
  noGrad(() => model.call(tokens, new Pass({ layout, sequences: cache })));

/** Logits [T, V] of one sequence alone. */
function alone(model: Decoder, sequence: readonly number[]): Tensor {
  return run(model, ids(sequence), new Packed([sequence.length]));
}

type Names = Pick<DecoderArchitecture<{ kind: string }>, "huggingFace" | "gguf">;
const CLOSE = 2e-5;
const A = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5];
const B = [2, 7, 1, 8];
const C = [1, 6, 1, 8, 0, 3, 3];

export const clauses = {
  "cached decode equals the full forward"(model: Decoder) {
    const whole = alone(model, A);
    const cache = new KVCache(1);
    const first = run(model, ids(A.slice(0, 5)), new Packed([5]), cache);
    const rest = A.slice(5).map((token) => run(model, ids([token]), new Packed([1], cache.lengths), cache));
    cache.checkIntegrity();
    expect(cache.lengths).toEqual([A.length]);
    expect(distance(cat([first, ...rest]), whole)).toBeLessThan(CLOSE);
    cache.release();
  },
  "reading a prompt in parts equals reading it at once"(model: Decoder) {
    const cache = new KVCache(1);
    const parts = [A.slice(0, 4), A.slice(4, 9), A.slice(9)];
    const logits = parts.map((part) => run(model, ids(part), new Packed([part.length], cache.lengths), cache));
    expect(distance(cat(logits), alone(model, A))).toBeLessThan(CLOSE);
    cache.release();
  },
  "a token changes nothing before it"(model: Decoder) {
    const changed = A.with(6, 7);
    const before = alone(model, A);
    const after = alone(model, changed);
    expect(distance(before.narrow(0, 0, 6), after.narrow(0, 0, 6))).toBe(0);
    expect(distance(before.narrow(0, 6, 1), after.narrow(0, 6, 1))).toBeGreaterThan(0);
  },
  "a token is seen by all after it"(model: Decoder) {
    const difference = alone(model, A)
      .sub(alone(model, A.with(2, 7)))
      .abs();
    for (let t = 2; t < A.length; t++) expect(difference.select(0, t).max().item()).toBeGreaterThan(0);
  },
  "padded rows equal single rows"(model: Decoder) {
    const rows = [A, B, C];
    const width = A.length;
    const padded = stack(rows.map((row) => ids([...row, ...Array<number>(width - row.length).fill(0)])));
    const logits = run(model, padded, new Padded(rows.map((row) => row.length))); // [B, T, V]
    for (const [b, row] of rows.entries()) {
      expect(distance(logits.select(0, b).narrow(0, 0, row.length), alone(model, row))).toBeLessThan(CLOSE);
    }
  },
  "padded rows under a cache equal single rows"(model: Decoder) {
    const cache = new KVCache(2);
    const width = C.length;
    const padded = stack([ids(C), ids([...B, ...Array<number>(width - B.length).fill(0)])]);
    run(model, padded, new Padded([C.length, B.length]), cache);
    const next = run(model, stack([ids([5]), ids([9])]), new Padded([1, 1], cache.lengths), cache); // [2, 1, V]
    for (const [b, row] of [
      [...C, 5],
      [...B, 9],
    ].entries()) {
      expect(distance(next.select(0, b).select(0, 0), alone(model, row).select(0, row.length - 1))).toBeLessThan(CLOSE);
    }
    cache.release();
  },
  "packed sequences equal single ones, under a cache too"(model: Decoder) {
    const rows = [A, B, C];
    const cache = new KVCache(3);
    const logits = run(model, ids(rows.flat()), new Packed(rows.map((row) => row.length)), cache);
    let start = 0;
    for (const row of rows) {
      expect(distance(logits.narrow(0, start, row.length), alone(model, row))).toBeLessThan(CLOSE);
      start += row.length;
    }
    // One more token each, the middle sequence dropped: lengths differ, one pass.
    cache.select([2, 0]);
    const next = run(model, ids([4, 8]), new Packed([1, 1], cache.lengths), cache);
    for (const [i, row] of [
      [...C, 4],
      [...A, 8],
    ].entries()) {
      expect(distance(next.select(0, i), alone(model, row).select(0, row.length - 1))).toBeLessThan(CLOSE);
    }
    cache.release();
  },
  "a sequence that was cut equals one that never read the rest"(model: Decoder) {
    const cache = new KVCache(1);
    run(model, ids(A), new Packed([A.length]), cache);
    cache.cut(0, 4);
    const next = run(model, ids(A.slice(4)), new Packed([A.length - 4], cache.lengths), cache);
    expect(distance(next, alone(model, A).narrow(0, 4, A.length - 4))).toBeLessThan(CLOSE);
    cache.release();
  },
  "a gradient reaches every weight"(model: Decoder) {
    const all = [...distinctWeights(model)];
    for (const [, weight] of all) weight.requireGrad();
    const logits = model.call(ids(A), new Pass({ layout: new Packed([A.length]) }));
    logits.pow(2).sum().backward();
    const missed = all.filter(([, weight]) => !((weight.grad?.norm().item() ?? 0) > 0)).map(([path]) => path);
    for (const [, weight] of all) {
      weight.grad = undefined;
      weight.requireGrad(false);
    }
    expect(missed).toEqual([]);
  },
  "a pass leaves no tensor behind"(model: Decoder) {
    const step = () =>
      scope(() => {
        alone(model, A);
      });
    step();
    const before = liveTensors();
    for (let i = 0; i < 5; i++) step();
    expect(liveTensors()).toBe(before);
  },
  "names round-trip, each weight under one of Hugging Face's and one of GGUF's"(model: Decoder, { huggingFace, gguf }) {
    for (const names of [huggingFace.names, gguf.names]) {
      const paths = [...weights(model)].map(([path]) => path);
      const foreign = paths.map((path) => translate(names, path, { reverse: true }));
      expect(new Set(foreign).size).toBe(paths.length);
      expect(foreign.map((name) => name && translate(names, name))).toEqual(paths);
    }
  },
} satisfies Record<string, (model: Decoder, architecture: Names) => void>;

export function describeArchitecture<C extends { kind: string }>(
  name: string,
  architecture: DecoderArchitecture<C>,
  input: object,
) {
  describe(`${name} keeps the contract of architectures`, () => {
    const config = architecture.config.parse({
      vocabulary: 11,
      width: 32,
      depth: 2,
      heads: 4,
      kvHeads: 2,
      hidden: 48,
      ...input,
    });
    const model = initialize(architecture.build(config), 1);
    for (const [clause, check] of Object.entries(clauses)) {
      it(clause, () => scope(() => check(model, architecture)));
    }
    it("its config survives the file formats of others", () => {
      expect(architecture.huggingFace.read(architecture.huggingFace.write(config))).toEqual(config);
    });
  });
}
