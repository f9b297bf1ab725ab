/**
 * What every encoder architecture keeps, in one call: `describeEncoder("BERT", bertArchitecture, { ... })`. The clauses are
 * functions of a model; tests/contracts/encoder.test.ts shows each to fail on a model that is broken in just that point.
 */
import { describe, expect, it } from "vitest";
import { type Architecture, translate } from "../../src/models/index.ts";
import {
  distinctWeights,
  type Encoder,
  initialize,
  KVCache,
  Packed,
  Padded,
  Pass,
  printTree,
  segments,
  weights,
} from "../../src/nn/index.ts";
import { ids, liveTensors, noGrad, scope, type Tensor } from "../../src/tensor/index.ts";
import { distance } from "./architecture.ts";

const A = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5];
const B = [2, 7, 1, 8];
const C = [1, 6, 1, 8, 0, 3, 3];
const ROWS = [A, B, C];
const LENGTHS = ROWS.map((row) => row.length);
const CLOSE = 1e-5;

const run = (model: Encoder, tokens: Tensor, pass: Pass): Tensor => noGrad(() => model.call(tokens, pass));

/** The stream [T, D] of one sequence alone. */
function alone(model: Encoder, sequence: readonly number[]): Tensor {
  return run(model, ids(sequence), new Pass({ layout: new Packed([sequence.length]) }));
}

/** Rows filled up with `padding`, int64 [B, T]. */
function fill(rows: readonly (readonly number[])[], width: number, padding: number): Tensor {
  const flat = rows.flatMap((row) => [...row, ...Array<number>(width - row.length).fill(padding)]);
  return ids(flat).reshape([rows.length, width]);
}

/** Everything it says of a batch: the stream, and what each head that it has makes of it. */
function everything(model: Encoder, tokens: Tensor, pass: Pass): Tensor[] {
  const stream = model.stream(tokens, pass);
  const pooled = model.pooler && model.pooled(stream, pass);
  return [stream, model.head && model.logits(stream, pass), pooled && (model.pair ? model.pairLogits(pooled, pass) : pooled)].filter((t) => t !== undefined); // biome-ignore format: a list
}

export const clauses = {
  "every token is seen by every other"(model: Encoder) {
    for (const at of [0, 5, 10]) {
      const difference = alone(model, A).sub(alone(model, A.with(at, 7))).abs(); // biome-ignore format: one line
      for (let t = 0; t < A.length; t++) expect(difference.select(0, t).max().item()).toBeGreaterThan(1e-6);
    }
  },
  "the order of tokens matters"(model: Encoder) {
    const [x, y] = [alone(model, [3, 4, 5]), alone(model, [3, 5, 4])];
    expect(distance(x.narrow(0, 0, 1), y.narrow(0, 0, 1))).toBeGreaterThan(1e-6);
  },
  "padded rows equal single rows, whatever the padding is"(model: Encoder) {
    for (const padding of [0, 9]) {
      const stream = run(model, fill(ROWS, A.length, padding), new Pass({ layout: new Padded(LENGTHS) }));
      for (const [b, row] of ROWS.entries()) {
        expect(distance(stream.select(0, b).narrow(0, 0, row.length), alone(model, row))).toBeLessThan(CLOSE);
      }
    }
  },
  "a row of nothing but padding gives no NaN, in derivatives neither"(model: Encoder) {
    const all = [...distinctWeights(model)];
    for (const [, weight] of all) weight.requireGrad();
    const pass = new Pass({ layout: new Padded([3, 0]) });
    const stream = model.call(fill([[1, 2, 3], []], 3, 0), pass);
    expect(stream.ne(stream).sum().item()).toBe(0);
    stream.select(0, 0).pow(2).sum().backward();
    const broken = all.filter(([, { grad }]) => grad !== undefined && grad.ne(grad).sum().item() > 0);
    forget(all);
    expect(broken.map(([path]) => path)).toEqual([]);
  },
  "packed sequences equal single ones"(model: Encoder) {
    const stream = run(model, ids(ROWS.flat()), new Pass({ layout: new Packed(LENGTHS) }));
    let start = 0;
    for (const row of ROWS) {
      expect(distance(stream.narrow(0, start, row.length), alone(model, row))).toBeLessThan(CLOSE);
      start += row.length;
    }
  },
  "going on from what was read is refused in one sentence"(model: Encoder) {
    const cache = new KVCache(1);
    cache.advance([2]);
    const pass = new Pass({ layout: new Packed([A.length], [2]), sequences: cache });
    expect(() => run(model, ids(A), pass)).toThrow(/what was read before cannot be gone on from/);
    expect(cache.lengths).toEqual([2]);
    cache.release();
  },
  "a gradient reaches every weight"(model: Encoder) {
    const all = [...distinctWeights(model)];
    for (const [, weight] of all) weight.requireGrad();
    const said = everything(
      model,
      ids(A),
      new Pass({ layout: new Packed([A.length]), given: [segments.of(ids(A.map((_, i) => (i < 4 ? 0 : 1))))] }),
    );
    said.map((t) => t.pow(2).mul(weighing(t)).sum()).reduce((a, b) => a.add(b)).backward(); // biome-ignore format: one line
    const missed = all.filter(([, weight]) => !((weight.grad?.norm().item() ?? 0) > 0)).map(([path]) => path);
    forget(all);
    expect(missed).toEqual([]);
  },
  "a pass leaves no tensor behind"(model: Encoder) {
    const step = () =>
      scope(() => {
        noGrad(() => everything(model, ids(A), new Pass({ layout: new Packed([A.length]) })));
      });
    step();
    const before = liveTensors();
    for (let i = 0; i < 5; i++) step();
    expect(liveTensors()).toBe(before);
  },
  "names round-trip, each weight under one of Hugging Face's"(model: Encoder, { huggingFace: { names } }) {
    const paths = [...weights(model)].map(([path]) => path);
    const foreign = paths.map((path) => translate(names, path, { reverse: true }));
    expect(new Set(foreign).size).toBe(paths.length);
    expect(foreign.map((name) => name && translate(names, name))).toEqual(paths);
  },
  "the tree shows the anatomy that all models share"(model: Encoder) {
    const tree = printTree(model);
    for (const part of ["embed: ", "blocks.0: ", "mixer: ", "q: ", "k: ", "v: ", "o: ", "mlp: ", "up: ", "down: "]) {
      expect(tree).toContain(`  ${part}`);
    }
  },
} satisfies Record<string, (model: Encoder, architecture: Pick<Architecture, "huggingFace">) => void>;

/** Cosines of their numbers: the squares of what LayerNorm leaves sum to nearly the same whatever the weights are. */
function weighing(t: Tensor): Tensor {
  return t.mul(0).add(ids(Array.from({ length: t.size }, (_, i) => i)).to("float32").cos().reshape(t.shape)); // biome-ignore format: one line
}

function forget(all: readonly (readonly [string, Tensor])[]): void {
  for (const [, weight] of all) {
    weight.grad = undefined;
    weight.requireGrad(false);
  }
}

export function describeEncoder<C extends { kind: string }>(
  name: string,
  architecture: Architecture<C, Encoder>,
  input: object,
) {
  describe(`${name} keeps the contract of encoders`, () => {
    const config = architecture.config.parse({ vocabulary: 11, width: 32, depth: 2, heads: 4, hidden: 48, ...input });
    const model = initialize(architecture.build(config), 1);
    for (const [clause, check] of Object.entries(clauses)) it(clause, () => scope(() => check(model, architecture)));
    it("its config survives the file format of others", () => {
      expect(architecture.huggingFace.read(architecture.huggingFace.write(config))).toEqual(config);
    });
  });
}
