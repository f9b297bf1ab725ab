import { describe, expect, it } from "vitest";
import { describeModel, distance } from "../../tests/contracts/model.ts";
import { type Hook, headOf, initialize, Packed, Pass, printTree, segments as segmentIds } from "../nn/index.ts";
import { grad, ids, linear, noGrad } from "../tensor/index.ts";
import { bert, bertArchitecture } from "./index.ts";

const every = { masked: true, pooler: true, pair: true };
const size = { width: 32, depth: 2, heads: 4, hidden: 48 };
describeModel("BERT with every head", bertArchitecture, { sizes: { ...size, ...every } });
describeModel("BERT with a pooler alone and another activation", bertArchitecture, {
  sizes: { ...size, pooler: true, activation: "gelu-tanh" },
});

const config = { vocabulary: 11, width: 8, depth: 1, heads: 2, hidden: 12, context: 16 };
const pass = (length: number, segments?: readonly number[]) =>
  new Pass({ layout: new Packed([length]), given: segments && [segmentIds.of(ids(segments))] });

describe("BERT", () => {
  it("prints itself as a tree", () => {
    expect(printTree(bert({ ...config, ...every }))).toMatchInlineSnapshot(`
      "model: Encoder
        embed: InputEmbedding
          tokens: Embedding (table [11, 8])
          segments: SegmentEmbedding (table [2, 8])
          positions: LearnedPositions (table [16, 8])
          norm: LayerNorm (gain [8], bias [8])
        blocks.0: PostNormBlock
          mixer: Attention
            q: Linear (weight [8, 8], bias [8])
            k: Linear (weight [8, 8], bias [8])
            v: Linear (weight [8, 8], bias [8])
            o: Linear (weight [8, 8], bias [8])
          mixerNorm: LayerNorm (gain [8], bias [8])
          mlp: MLP
            up: Linear (weight [12, 8], bias [12])
            down: Linear (weight [8, 12], bias [8])
          mlpNorm: LayerNorm (gain [8], bias [8])
        heads.masked: MaskedHead
          transform: Linear (weight [8, 8], bias [8])
          norm: LayerNorm (gain [8], bias [8])
          out: Linear (weight [11, 8], bias [11])
        heads.pooler: Pooler
          dense: Linear (weight [8, 8], bias [8])
        heads.pair: Head (weight [2, 8], bias [2])"
    `);
  });

  it("says which head it has not", () => {
    expect(() => headOf(bert(config), "masked")).toThrow(/^this model has no head "masked"$/);
    expect(() => headOf(bert({ ...config, pooler: true }), "pair")).toThrow(
      'this model has no head "pair" (it has pooler)',
    );
  });

  it("refuses a config that does not fit, and a checkpoint that it would compute otherwise", () => {
    expect(() => bert({ ...config, width: 9 })).toThrow(/multiple of heads/);
    expect(() => bert({ ...config, pair: true })).toThrow(/needs the pooler/);
    expect(() => bert(Object.assign({ layers: 3 }, config))).toThrow(/layers/);
    const { read, write } = bertArchitecture.huggingFace;
    const file = write(bertArchitecture.config.parse({ ...config, ...every }));
    expect(() => read({ ...file, position_embedding_type: "relative_key" })).toThrow(/relative positions/);
    expect(() => read({ ...file, is_decoder: true })).toThrow(/decodes/);
    expect(() => read({ ...file, hidden_act: "silu" })).toThrow(/hidden_act/);
  });

  it("finds its heads by the weights that a checkpoint holds, whatever class its config names", () => {
    const { read, write } = bertArchitecture.huggingFace;
    const file = write(bertArchitecture.config.parse({ ...config, masked: true }));
    expect(read(file)).toMatchObject({ masked: true, pooler: false, pair: false });
    const there = ["bert.pooler.dense.weight", "cls.seq_relationship.weight"];
    expect(read(file, (name) => there.includes(name))).toMatchObject({ masked: false, pooler: true, pair: true });
  });
});

describe("[B06] the input of BERT is token + segment + position", () => {
  const model = initialize(bert(config), 3);
  const embed = (tokens: readonly number[], segments?: readonly number[]) =>
    noGrad(() => model.embed.call(ids(tokens), pass(tokens.length, segments)));

  it("[B06] a segment changes what it is given to, and nothing where both segments have one vector", () => {
    const tokens = [3, 1, 4, 1];
    const [one, two] = [embed(tokens, [0, 0, 0, 0]), embed(tokens, [0, 0, 1, 1])];
    expect(distance(one, embed(tokens))).toBe(0);
    expect(distance(one.narrow(0, 0, 2), two.narrow(0, 0, 2))).toBe(0);
    expect(distance(one.narrow(0, 2, 2), two.narrow(0, 2, 2))).toBeGreaterThan(1e-2);
    const { table } = (model.embed as unknown as { segments: { table: typeof one } }).segments;
    noGrad(() => table.select(0, 1).copyFrom(table.select(0, 0)));
    expect(distance(one, embed(tokens, [0, 0, 1, 1]))).toBe(0);
  });

  it("[B06] one token at two places has two vectors", () => {
    const same = embed([5, 5]);
    expect(distance(same.select(0, 0), same.select(0, 1))).toBeGreaterThan(1e-2);
  });
});

describe("[B12] the output layer is the embedding table, tied", () => {
  it("[B12] logits are h W_e^T + b, and the gradient of W_e is the sum of its two uses", () => {
    const model = initialize(bert({ ...config, masked: true }), 5);
    const table = (model.embed as unknown as { tokens: { table: ReturnType<typeof ids> } }).tokens.table;
    const head = model.heads.masked as unknown as { out: { weight: typeof table; bias: typeof table } };
    expect(head.out.weight).toBe(table);
    const tokens = ids([3, 1, 4]);
    const loss = () => model.heads.masked!.call(model.stream(tokens, pass(3)), pass(3)).pow(2).sum(); // biome-ignore format: one line
    table.requireGrad();
    const [tied] = grad([loss()], [table]);
    // The same numbers in two tensors: each use has a gradient of its own.
    head.out.weight = table.detach().clone().requireGrad();
    const [asInput, asOutput] = grad([loss()], [table, head.out.weight]);
    expect(distance(tied!, asInput!.add(asOutput!))).toBeLessThan(1e-4 * tied!.abs().max().item());
    expect(asInput!.abs().max().item()).toBeGreaterThan(0);
    expect(distance(tied!, asOutput!)).toBeGreaterThan(1e-2 * tied!.abs().max().item());
    const stream = noGrad(() => model.stream(tokens, pass(3)));
    let hidden = stream;
    const look: Hook = (x, next) => {
      hidden = x;
      return next(x);
    };
    const plan = new Map([["heads.masked.out", [look]]]);
    const logits = noGrad(() => model.heads.masked!.call(stream, new Pass({ layout: new Packed([3]), plan })));
    expect(distance(logits, noGrad(() => linear(hidden, table, head.out.bias)))).toBe(0); // biome-ignore format: one line
  });
});
