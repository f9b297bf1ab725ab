/** Parts against their formulas, in plain numbers where that is short. */
import { describe, expect, it, vi } from "vitest";
import { distance } from "../../tests/contracts/model.ts";
import { hasFusedAttention, ids, noGrad, ones, randn, seed, type Tensor, tensor } from "../tensor/index.ts";
import {
  Attention,
  attendFused,
  attendPlain,
  CharCNN,
  Embedding,
  GatedMLP,
  InputEmbedding,
  initialize,
  LayerNorm,
  LearnedPositions,
  Linear,
  named,
  normalizePlain,
  Packed,
  Pass,
  RMSNorm,
  Rotary,
  ScaledEmbedding,
  SegmentEmbedding,
  SinusoidalPositions,
  setWeights,
  sinusoids,
  weights,
} from "./index.ts";

const one = new Pass({ layout: new Packed([1]) });
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const expectClose = (actual: Tensor, expected: readonly number[]) =>
  expect(distance(actual.reshape([-1]), tensor(expected))).toBeLessThan(1e-5);

describe("parts compute their formulas", () => {
  it("Linear", () => {
    const linear = new Linear(2, 1, { bias: true });
    linear.weight = tensor([[2, 3]]);
    linear.bias = tensor([1]);
    expect(linear.call(tensor([[4, 5]]), one).numbers()).toEqual([24]);
  });

  it("RMSNorm", () => {
    const norm = new RMSNorm(2, 0.5);
    norm.gain = tensor([1, 2]);
    expectClose(norm.call(tensor([[3, 4]]), one), [3 / Math.sqrt(13), 8 / Math.sqrt(13)]);
  });

  it("LayerNorm", () => {
    const norm = new LayerNorm(2, 3);
    [norm.gain, norm.bias] = [tensor([2, 2]), tensor([1, 0])];
    expectClose(norm.call(tensor([[3, 5]]), one), [0, 1]); // deviations of 1, a variance of 1
  });

  it("GatedMLP", () => {
    const mlp = new GatedMLP(1, 2);
    [mlp.gate.weight, mlp.up.weight] = [tensor([[2], [-1]]), tensor([[3], [5]])];
    mlp.down.weight = tensor([[1, 10]]);
    expectClose(mlp.call(tensor([[2]]), one), [4 * sigmoid(4) * 6 + 10 * -2 * sigmoid(-2) * 10]);
  });

  it("CharCNN", () => {
    const sizes = { characters: 5, charWidth: 2, width: 3 };
    const cnn = named(new CharCNN({ ...sizes, filters: [[1, 2], [3, 1]] })); // biome-ignore format: one line
    seed(1);
    setWeights(cnn, new Map([...weights(cnn)].map(([path, { shape }]) => [path, randn(shape)])));
    const affine = ({ weight, bias }: Pick<Linear, "weight" | "bias">, x: readonly number[]) =>
      matrix(weight).map((row, j) => row.reduce((sum, w, i) => sum + w * x[i]!, bias!.numbers()[j]!));
    const word = [3, 1, 4, 2];
    const vectors = word.map((character) => matrix(cnn.table)[character]!);
    const found = cnn.filters.flatMap(({ weight, bias }) => {
      const span = weight.shape[2]!;
      const rows = weight.reshape([-1, 2 * span]); // [count, E width]
      const places = Array.from({ length: word.length - span + 1 }, (_, p) =>
        affine(
          { weight: rows, bias },
          [0, 1].flatMap((e) => vectors.slice(p, p + span).map((vector) => vector[e]!)),
        ),
      );
      return bias.numbers().map((_, j) => Math.tanh(Math.max(...places.map((place) => place[j]!))));
    });
    const share = affine(cnn.gate, found).map(sigmoid);
    const carried = affine(cnn.highway, found).map((h, j) => share[j]! * Math.max(h, 0) + (1 - share[j]!) * found[j]!);
    const read = noGrad(() => cnn.call(ids([...word, 2, 2, 0, 0]).reshape([1, 2, 4]), one)); // [1, 2, D]
    expect(read.shape).toEqual([1, 2, 3]);
    expectClose(read.select(1, 0), affine(cnn.project, carried));
  });

  it("Attention: W_o softmax(q k^T / sqrt(K)) v, those up to itself unless a score says otherwise", () => {
    const attention = initialize(named(new Attention({ width: 6, heads: 3, kvHeads: 1, outputBias: true })), 1);
    const x = randn([4, 6]);
    const heads = (map: Linear) => x.matmul(map.weight.t()).reshape([1, 4, -1, 2]).transpose(1, 2); // [1, heads, T, K]
    const held = { keys: heads(attention.k), values: heads(attention.v) };
    const seen = attendPlain(heads(attention.q), held, { mask: "causal" }).transpose(1, 2).reshape([4, 6]);
    const pass = new Pass({ layout: new Packed([4]) });
    expect(distance(attention.call(x, pass), seen.matmul(attention.o.weight.t()))).toBeLessThan(1e-5);
    expect(attention.slots).toEqual({ keys: [1, 2], values: [1, 2] });
  });

  it("attention, fused as plain, for every shape of block", (context) => {
    if (!hasFusedAttention()) context.skip("this LibTorch has no fused attention");
    for (const [T, S] of [
      [1, 1],
      [1, 9],
      [6, 6],
      [4, 9],
    ] as const) {
      const [q, k, v] = [randn([2, 6, T, 8]), randn([2, 3, S, 8]), randn([2, 3, S, 8])];
      expect(distance(attendFused(q, { keys: k, values: v }), attendPlain(q, { keys: k, values: v }))).toBeLessThan(
        1e-5,
      );
    }
  });
});

describe("embeddings", () => {
  const pass = new Pass({ layout: new Packed([3]) });
  const tokens = ids([4, 0, 4]);

  it("ScaledEmbedding: sqrt(D) E[id], and positions", () => {
    const embedding = initialize(named(new ScaledEmbedding(5, 6, new SinusoidalPositions())), 1);
    const rows = embedding.table.indexSelect(0, tokens);
    const expected = rows.mul(Math.sqrt(6)).add(sinusoids(ids([0, 1, 2]), 6).to("float32"));
    expect(distance(embedding.call(tokens, pass), expected)).toBeLessThan(1e-6);
  });

  it("InputEmbedding: the norm of token, segment and position", () => {
    const [segments, positions] = [new SegmentEmbedding(2, 6), new LearnedPositions(4, 6)];
    const parts = [new Embedding(5, 6), segments, positions, new LayerNorm(6, 1e-5)] as const;
    const embedding = initialize(named(new InputEmbedding(...parts)), 1);
    const sum = parts[0].table.indexSelect(0, tokens).add(segments.table.select(0, 0));
    const whole = sum.add(positions.table.narrow(0, 0, 3));
    const expected = normalizePlain(whole, ones([6]), ones([6]).mul(0), 1e-5);
    expect(distance(embedding.call(tokens, pass), expected)).toBeLessThan(1e-5);
  });

  it("sinusoids: sin(p w_i) beside cos(p w_i), w_i = 10000^(-2i/D)", () => {
    const angles = [0, 3].map((p) => [0, 1, 2].map((i) => p * 10_000 ** ((-2 * i) / 6)));
    const expected = angles.flatMap((row) => row.flatMap((angle) => [Math.sin(angle), Math.cos(angle)]));
    expectClose(sinusoids(ids([0, 3]), 6).to("float32"), expected);
  });
});

describe("Rotary", () => {
  it("turns the pairs of the two halves by p w_i, w_i = theta^(-2i/K)", () => {
    seed(2);
    const [K, position, theta] = [6, 5, 100];
    const x = randn([1, 2, K]);
    const turned = new Rotary(theta).turn(x, new Pass({ layout: new Packed([1], [position]) }));
    const expected = matrix(x.squeeze(0)).flatMap((head) => {
      const angles = [0, 1, 2].map((i) => position * theta ** ((-2 * i) / K));
      const first = angles.map((angle, i) => head[i]! * Math.cos(angle) - head[i + 3]! * Math.sin(angle));
      const second = angles.map((angle, i) => head[i + 3]! * Math.cos(angle) + head[i]! * Math.sin(angle));
      return [...first, ...second];
    });
    expectClose(turned, expected);
  });

  it("makes products that depend on the distance alone, and leaves lengths", () => {
    const rotary = new Rotary(10_000);
    seed(1);
    const [q, k] = [randn([1, 1, 8]), randn([1, 1, 8])];
    const at = (x: typeof q, position: number) => rotary.turn(x, new Pass({ layout: new Packed([1], [position]) }));
    const product = (m: number, n: number) => at(q, m).mul(at(k, n)).sum().item();
    expect(product(7, 4)).toBeCloseTo(product(103, 100), 4);
    expect(product(7, 4)).not.toBeCloseTo(product(7, 5), 2);
    expect(at(q, 50).norm().item()).toBeCloseTo(q.norm().item(), 5);
  });

  it("stays apart in one pass from another that differs in more than its base, widths and dtypes of one too", () => {
    class Scaled extends Rotary {
      protected override frequencies(K: number) {
        return super.frequencies(K).div(8);
      }
    }
    const [plain, scaled] = [new Rotary(10_000), new Scaled(10_000)];
    const pass = () => new Pass({ layout: new Packed([3], [100]) });
    const one = pass();
    const inputs = [randn([3, 1, 8]), randn([3, 1, 4]), randn([3, 1, 8]).to("bfloat16")];
    for (const rotary of [plain, scaled]) {
      for (const x of inputs) expect(rotary.turn(x, one).data()).toEqual(rotary.turn(x, pass()).data());
    }
    expect(distance(plain.turn(inputs[0]!, one), scaled.turn(inputs[0]!, one))).toBeGreaterThan(0.1);
  });

  it("says once that positions lie beyond what the model was trained for", () => {
    const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const rotary = new Rotary(10_000, 8);
    const read = (from: number, length: number) =>
      rotary.turn(ones([length, 1, 4]), new Pass({ layout: new Packed([length], [from]) }));
    read(0, 8);
    expect(warned).not.toHaveBeenCalled();
    for (const from of [7, 8]) read(from, 2);
    expect(warned.mock.calls).toEqual([[expect.stringContaining("at most 8 tokens"), "ContextWarning"]]);
    warned.mockRestore();
  });
});

/** A tensor [n, m] as lists. */
function matrix(x: Tensor): number[][] {
  const [n = 0, m = 0] = x.shape;
  const flat = x.numbers();
  return Array.from({ length: n }, (_, row) => flat.slice(row * m, (row + 1) * m));
}
