import { describe, expect, it } from "vitest";
import { describeModel } from "../../tests/contracts/model.ts";
import { headOf, printTree, weights } from "../nn/index.ts";
import { type BertConfig, bert, bertArchitecture } from "./index.ts";

const every = { masked: true, pooler: true, pair: true };
const size = { width: 32, depth: 2, heads: 4, hidden: 48 };
describeModel("BERT with every head", bertArchitecture, { sizes: { ...size, ...every } });
describeModel("BERT with a pooler alone and another activation", bertArchitecture, {
  sizes: { ...size, pooler: true, activation: "gelu-tanh" },
});

const config = { vocabulary: 11, width: 8, depth: 1, heads: 2, hidden: 12, context: 16 };

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

  const pooled = { pooler: true };
  it.each<[string, Partial<BertConfig>]>([
    ["BertModel", pooled],
    ["BertForMaskedLM", { masked: true }],
    ["BertForPreTraining", { ...pooled, masked: true, pair: true }],
    ["BertForNextSentencePrediction", { ...pooled, pair: true }],
    ["BertForQuestionAnswering", { span: true }],
    ["BertForTokenClassification", { classifier: { labels: 3, each: "token" } }],
    ["BertForSequenceClassification", { ...pooled, classifier: { labels: 5, each: "sequence" } }],
  ])("is a %s by its heads, and has them by that name", (name, heads) => {
    const { read, write } = bertArchitecture.huggingFace;
    const whole = bertArchitecture.config.parse({ ...config, ...heads });
    expect(write(whole).architectures).toEqual([name]);
    expect(read(write(whole))).toEqual(whole);
    expect(Object.keys(bert(whole).heads).sort()).toEqual(Object.keys(heads).sort());
  });

  it.each([
    ["gelu", "gelu", ["gelu_python"]],
    ["gelu-tanh", "gelu_new", ["gelu_pytorch_tanh", "gelu_python_tanh", "gelu_fast", "gelu_accurate"]],
    ["relu", "relu", []],
  ] as const)("spells %s as %s, and knows it as %j too", (activation, spelt, others) => {
    const { read, write } = bertArchitecture.huggingFace;
    const file = write(bertArchitecture.config.parse({ ...config, activation }));
    expect(file.hidden_act).toBe(spelt);
    for (const hidden_act of [spelt, ...others]) expect(read({ ...file, hidden_act }).activation).toBe(activation);
  });

  it("is what one of its classes says, and is refused by a head that is not tied or has no pooler to read", () => {
    const { read, write } = bertArchitecture.huggingFace;
    const file = write(bertArchitecture.config.parse(config));
    expect(read({ ...file, architectures: ["Other", "BertForMaskedLM"] }).masked).toBe(true);
    expect(read({ ...file, tie_word_embeddings: true })).toEqual(read(file));
    expect(() => read({ ...file, tie_word_embeddings: false })).toThrow(
      "tie_word_embeddings: is false, and a head that is not tied is not supported",
    );
    const sorts = { ...file, architectures: ["BertForSequenceClassification"] };
    expect(() => read(sorts, (name) => name === "classifier.weight")).toThrow(
      'classifier: is {"labels":2,"each":"sequence"}, and needs the pooler, whose vector it reads',
    );
  });

  it("tells two labels apart where a file does not say how many", () => {
    const { read, write } = bertArchitecture.huggingFace;
    const file = write(bertArchitecture.config.parse(config));
    const classes = (name: string) => read({ ...file, architectures: [`BertFor${name}Classification`] }).classifier;
    expect([classes("Token"), classes("Sequence")]).toEqual([
      { labels: 2, each: "token" },
      { labels: 2, each: "sequence" },
    ]);
  });

  it("has heads of their own widths, which say what they are asked", () => {
    const said = ({ heads }: ReturnType<typeof bert>, name: string) => {
      const { says, each } = heads[name]!;
      return { says, each, out: [...weights(heads[name]!)][0]![1].shape[0] };
    };
    const [tags, classes] = (["token", "sequence"] as const).map((each) =>
      bert({ ...config, ...every, span: true, classifier: { labels: 3, each } }),
    );
    expect(said(tags!, "pair")).toEqual({ says: ["pair"], each: "sequence", out: 2 });
    expect(said(tags!, "span")).toEqual({ says: ["start", "end"], each: "token", out: 2 });
    expect(said(tags!, "classifier")).toEqual({ says: ["tags"], each: "token", out: 3 });
    expect(said(classes!, "classifier")).toEqual({ says: ["classes"], each: "sequence", out: 3 });
    expect(tags!.heads.masked!.says).toEqual(["logits"]);
  });

  it("finds its heads by the weights that a checkpoint holds, whatever class its config names", () => {
    const { read, write } = bertArchitecture.huggingFace;
    const file = write(bertArchitecture.config.parse({ ...config, masked: true }));
    expect(read(file)).toMatchObject({ masked: true, pooler: false, pair: false });
    const there = ["bert.pooler.dense.weight", "cls.seq_relationship.weight"];
    expect(read(file, (name) => there.includes(name))).toMatchObject({ masked: false, pooler: true, pair: true });
  });
});
