/** A tiny LLaMA with random weights and a tokenizer of characters: a model for tests of what stands on a model. */
import { LlamaConfig, llama } from "../src/models/index.ts";
import { type Decoder, distinctWeights, initialize } from "../src/nn/index.ts";
import { noGrad, scope } from "../src/tensor/index.ts";
import { type Tokenizer, type TokenizerFiles, tokenizerFromJson } from "../src/tokenizers/index.ts";

const CHARACTERS = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)); // "!" to "~", as byte-level BPE spells
const TEMPLATE =
  "{% for m in messages %}{{ m.role }}:{{ m.content }}<end>{% endfor %}{% if add_generation_prompt %}assistant:{% endif %}";

/** A token for each printable ASCII character, and `<end>`, which ends an answer. */
export function tinyTokenizerFiles(): TokenizerFiles {
  const vocabulary = Object.fromEntries([...CHARACTERS, "\u0120"].map((character, id) => [character, id]));
  const added = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  return {
    "tokenizer.json": {
      truncation: null,
      padding: null,
      added_tokens: [{ id: 95, content: "<end>", ...added }],
      pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true },
      decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
      model: { type: "BPE", vocab: vocabulary, merges: [] },
    },
    "tokenizer_config.json": { eos_token: "<end>", chat_template: TEMPLATE },
  };
}

/** A post-processor that puts `<end>` in front of each text, or behind it. */
export function marking(place: "in front" | "behind") {
  const [text, mark] = [{ Sequence: { id: "A", type_id: 0 } }, { SpecialToken: { id: "<end>", type_id: 0 } }];
  return {
    type: "TemplateProcessing",
    single: place === "in front" ? [mark, text] : [text, mark],
    pair: [text, { Sequence: { id: "B", type_id: 0 } }],
    special_tokens: { "<end>": { id: "<end>", ids: [95], tokens: ["<end>"] } },
  };
}

export const tinyTokenizer = (): Tokenizer => tokenizerFromJson(tinyTokenizerFiles());

const SIZES = { vocabulary: 96, width: 32, depth: 2, heads: 4, kvHeads: 2, hidden: 64, context: 20_000 };

export const tinyConfig = () => LlamaConfig.parse(SIZES);

/** Weights far larger than a fresh model's, so that its preferences are clear. */
export function tinyModel(draw = 1): Decoder {
  const model = initialize(llama(SIZES), draw);
  scope(() =>
    noGrad(() => {
      for (const [, weight] of distinctWeights(model)) if (weight.rank === 2) weight.copyFrom(weight.mul(10));
      model.head.weight.select(0, 95).fill(0); // <end> is never the best token
    }),
  );
  return model;
}
