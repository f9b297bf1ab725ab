/** What parts are born with: which weights, of which shapes, and how they are drawn. */
import { describe, expect, it } from "vitest";
import {
  Attention,
  activations,
  CharCNN,
  CrossAttention,
  Embedding,
  GatedMLP,
  Head,
  Identity,
  initialize,
  LayerNorm,
  LearnedPositions,
  Linear,
  MaskedHead,
  MLP,
  type Module,
  named,
  Pooler,
  Recurrent,
  RMSNorm,
  ScaledEmbedding,
  SegmentEmbedding,
  weights,
} from "./index.ts";

const D = 4;
type Shapes = (string | readonly number[])[][];
const own = (names: string, shape: readonly number[]): Shapes => names.split(" ").map((name) => [name, shape]);
const maps = (names: string, shape: readonly number[], bias?: readonly number[]): Shapes =>
  names.split(" ").flatMap((name) => [...own(`${name}.weight`, shape), ...(bias ? own(`${name}.bias`, bias) : [])]);

describe("a part has the weights of its formula", () => {
  const attention = { width: D, heads: 2, kvHeads: 1 };
  const head = { width: D, out: 3, says: ["tags"] };
  const filters = [[1, 4], [3, 2]] as const; // biome-ignore format: one line
  it.each<[string, Module, Shapes]>([
    ["Linear", new Linear(D, 3), own("weight", [3, D])],
    ["Linear with a bias", new Linear(D, 3, { bias: true }), [...own("weight", [3, D]), ...own("bias", [3])]],
    ["RMSNorm", new RMSNorm(D, 1e-5), own("gain", [D])],
    ["LayerNorm", new LayerNorm(D, 1e-5), own("gain bias", [D])],
    ["GatedMLP", new GatedMLP(D, 6), [...maps("gate up", [6, D]), ...maps("down", [D, 6])]],
    ["MLP", new MLP(D, 6, activations.relu), [...maps("up", [6, D], [6]), ...maps("down", [D, 6], [D])]],
    ["Attention", new Attention(attention), [...maps("q", [D, D]), ...maps("k v", [2, D]), ...maps("o", [D, D])]],
    [
      "Attention with biases and wide heads",
      new Attention({ ...attention, headWidth: 5, bias: true, outputBias: true }),
      [...maps("q", [10, D], [10]), ...maps("k v", [5, D], [5]), ...maps("o", [D, 10], [D])],
    ],
    [
      "Attention whose output has none",
      new Attention({ ...attention, bias: true }),
      [...maps("q", [D, D], [D]), ...maps("k v", [2, D], [2]), ...maps("o", [D, D])],
    ],
    ["CrossAttention", new CrossAttention({ width: D, heads: 2 }), maps("q k v o", [D, D], [D])],
    ["CrossAttention without", new CrossAttention({ width: D, heads: 2, bias: false }), maps("q k v o", [D, D])],
    ["Head", new Head(head), [...own("weight", [3, D]), ...own("bias", [3])]],
    ["Pooler", new Pooler(D), maps("dense", [D, D], [D])],
    [
      "MaskedHead",
      new MaskedHead(D, activations.gelu, new Identity(), new Linear(D, 9)),
      [...maps("transform", [D, D], [D]), ...maps("out", [9, D])],
    ],
    [
      "CharCNN",
      new CharCNN({ characters: 9, charWidth: 2, filters, width: D }),
      [
        ...own("table", [9, 2]),
        ...maps("filters.0", [4, 2, 1], [4]),
        ...maps("filters.1", [2, 2, 3], [2]),
        ...maps("highway gate", [6, 6], [6]),
        ...maps("project", [D, 6], [D]),
      ],
    ],
    [
      "Recurrent",
      new Recurrent({ cell: "gru", width: D, hidden: 5 }),
      [...own("input", [15, D]), ...own("state", [15, 5]), ...own("inputBias stateBias", [15])],
    ],
    [
      "Recurrent, as wide as its input",
      new Recurrent({ cell: "tanh", width: D }),
      [...own("input state", [D, D]), ...own("inputBias stateBias", [D])],
    ],
  ])("%s", (_, part, expected) => {
    expect([...weights(named(part))].map(([path, { shape }]) => [path, shape])).toEqual(expected);
  });
});

describe("a weight is born", () => {
  const cnn = { characters: 999, charWidth: 50, filters: [[2, 100]] as const, width: 100 };
  const lstm = new Recurrent({ cell: "lstm", width: 100, hidden: 25 });

  it.each<[string, string, number, Module]>([
    ["Linear", "weight", 0.1, new Linear(100, 50)],
    ["Embedding", "table", 0.02, new Embedding(500, 16)],
    ["ScaledEmbedding", "table", 0.25, new ScaledEmbedding(500, 16, new Identity())],
    ["LearnedPositions", "table", 0.02, new LearnedPositions(500, 16)],
    ["SegmentEmbedding", "table", 0.02, new SegmentEmbedding(500, 16)],
    ["CharCNN", "table", 1, new CharCNN(cnn)],
    ["CharCNN", "filters.0.weight", 0.1, new CharCNN(cnn)],
    ["Recurrent", "input", 0.1, lstm],
    ["Recurrent", "state", 0.2, lstm],
  ])("%s: %s ~ N(0, %f^2)", (_, path, std, part) => {
    const values = valuesOf(part, path);
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.1 * std);
    expect(Math.sqrt(variance) / std).toBeCloseTo(1, 1);
  });

  it.each<[string, string, readonly number[], Module]>([
    ["Linear", "bias", [0, 0, 0], new Linear(2, 3, { bias: true })],
    ["RMSNorm", "gain", [1, 1], new RMSNorm(2, 1e-5)],
    ["LayerNorm", "gain", [1, 1], new LayerNorm(2, 1e-5)],
    ["LayerNorm", "bias", [0, 0], new LayerNorm(2, 1e-5)],
    ["CharCNN", "filters.0.bias", [0, 0], new CharCNN({ ...cnn, filters: [[1, 2]] })],
    ["tanh", "inputBias", [0, 0], new Recurrent({ cell: "tanh", width: 2 })],
    ["gru", "inputBias", [0, 0, 0], new Recurrent({ cell: "gru", width: 1 })],
    [
      "lstm, whose second gate forgets",
      "inputBias",
      [0, 0, 1, 1, 0, 0, 0, 0],
      new Recurrent({ cell: "lstm", width: 2 }),
    ],
    ["lstm", "stateBias", [0, 0, 0, 0], new Recurrent({ cell: "lstm", width: 1 })],
  ])("%s: %s = %j", (_, path, values, part) => expect(valuesOf(part, path)).toEqual(values));
});

function valuesOf(part: Module, path: string): number[] {
  return new Map(weights(initialize(named(part), 1))).get(path)!.numbers();
}
