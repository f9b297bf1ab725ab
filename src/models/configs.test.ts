/** Configs as our own users write them: what holds where they are silent, what is refused, and what is told of the model. */
import { describe, expect, it } from "vitest";
import { architecture } from "./index.ts";

const llama = { vocabulary: 7, width: 8, depth: 1, heads: 2, kvHeads: 1, hidden: 12 };
const bert = { vocabulary: 7, width: 8, depth: 1, heads: 2, hidden: 12 };
const elmo = { vocabulary: 7, characters: 5, width: 8 };
const recurrent = { vocabulary: 7, width: 8, hidden: 12 };
const transformer = { sourceVocabulary: 9, vocabulary: 7 };

const heads = { masked: false, pooler: false, pair: false, span: false };
const base = { width: 512, depth: 6, heads: 8, hidden: 2048, norm: "post", positions: "sinusoidal", context: 512 };
const filters = [
  [1, 16],
  [2, 16],
  [3, 32],
];

describe("a config that leaves fields out means", () => {
  it.each([
    ["bert", bert, { context: 512, segments: 2, activation: "gelu", eps: 1e-12, ...heads }],
    ["elmo", elmo, { charWidth: 16, filters, depth: 2 }],
    ["gpt2", bert, { context: 1024, activation: "gelu-tanh", eps: 1e-5, tied: true }],
    ["llama", llama, { context: 2048, theta: 10_000, eps: 1e-5, tied: false }],
    ["mistral", llama, { context: 2048, theta: 10_000, eps: 1e-5, tied: false, window: null }],
    ["qwen2", llama, { context: 2048, theta: 1_000_000, eps: 1e-6, tied: false }],
    ["recurrent", recurrent, { cell: "lstm", depth: 1 }],
    ["transformer", transformer, { ...base, activation: "relu", eps: 1e-5, tied: true }],
    ["word2vec", { vocabulary: 7 }, { width: 100, reads: "skip-gram", objective: "negative-sampling" }],
  ])("%s", (kind, given, rest) => {
    expect(architecture(kind).config.parse(given)).toEqual({ kind, ...given, ...rest });
  });
});

describe("a model says of itself its depth, its vocabulary and its longest sequence", () => {
  it.each([
    ["bert", bert, { depth: 1, vocabulary: 7, context: 512 }],
    ["elmo", elmo, { depth: 2, vocabulary: 7 }],
    ["gpt2", bert, { depth: 1, vocabulary: 7, context: 1024 }],
    ["llama", llama, { depth: 1, vocabulary: 7, context: 2048 }],
    ["mistral", llama, { depth: 1, vocabulary: 7, context: 2048 }],
    ["qwen2", llama, { depth: 1, vocabulary: 7, context: 2048 }],
    ["recurrent", recurrent, { depth: 1, vocabulary: 7 }],
    ["transformer", { ...transformer, positions: "learned", context: 9 }, { depth: 6, vocabulary: 7, context: 9 }],
    ["transformer", transformer, { depth: 6, vocabulary: 7 }],
    ["word2vec", { vocabulary: 7 }, { depth: 0, vocabulary: 7 }],
  ])("%s", (kind, given, facts) => {
    const { config, facts: of } = architecture(kind);
    const { depth, vocabulary, context } = of(config.parse(given));
    expect({ depth, vocabulary, ...(context !== undefined && { context }) }).toEqual(facts);
  });
});

describe("what does not fit together is refused by the field", () => {
  const labels = (each: "token" | "sequence") => ({ classifier: { labels: 3, each } });
  it.each([
    ["bert", { ...bert, heads: 3 }, "width: is 8, and must be a multiple of heads"],
    ["bert", { ...bert, pair: true }, "pair: is true, and needs the pooler"],
    ["bert", { ...bert, ...labels("sequence") }, 'classifier: is {"labels":3,"each":"sequence"}, and needs the pooler'],
    ["gpt2", { ...bert, heads: 3 }, "width: is 8, and must be a multiple of heads"],
    ["llama", { ...llama, kvHeads: 3 }, "heads: is 2, and must be a multiple of kvHeads"],
    ["llama", { ...llama, heads: 3 }, "width: is 8, and must be a multiple of heads"],
    ["qwen2", { ...llama, kvHeads: 3 }, "heads: is 2, and must be a multiple of kvHeads"],
    ["mistral", { ...llama, window: 0 }, "window: "],
    ["transformer", { ...transformer, width: 12, heads: 4 }, "width: is 12, and must be an even multiple of heads"],
    ["word2vec", { vocabulary: 1 }, "vocabulary: "],
    ["recurrent", { ...recurrent, depth: 0 }, "depth: "],
  ])("%s %j", (kind, given, sentence) => {
    const { config, build } = architecture(kind);
    expect(config.safeParse(given).success).toBe(false);
    expect(() => build({ kind, ...given })).toThrow(`${kind}: ${sentence}`);
  });

  it.each([
    ["bert", { ...bert, pair: true, pooler: true }],
    ["bert", { ...bert, ...labels("token") }],
    ["bert", { ...bert, ...labels("sequence"), pooler: true }],
    ["llama", { ...llama, heads: 3, headWidth: 5 }],
    ["transformer", { ...transformer, width: 16, heads: 4 }],
    ["word2vec", { vocabulary: 2 }],
  ])("and what does is taken: %s %j", (kind, given) => {
    expect(architecture(kind).config.safeParse(given).success).toBe(true);
  });
});
