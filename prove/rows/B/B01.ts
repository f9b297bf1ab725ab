/** Token, vocabulary, token id: byte-level BPE (Radford et al. 2019) spells every text, and every text comes back. */

import { trainByteLevelBpe } from "../../../src/tokenizers/index.ts";
import {
  digestOf,
  fromFixture,
  hardLines,
  hasDisputed,
  minilm,
  rowsOf,
  smollm2,
} from "../../../tests/parity/hard-lines.ts";
import { notGivenBack, randomStrings } from "../../../tests/parity/subwords.ts";
import { row } from "../../harness/row.ts";

const SEEDS = [1, 2, 3];
const STRINGS = 10_000;

export default row({
  id: "B01",
  bar:
    "decode(encode(x)) = x for each of 3 x 10,000 random Unicode strings with emoji, Chinese, marks and white space, and for " +
    "10,000 hard lines, by a tokenizer trained here and by LLaMA 3's shape; each id names one token and each token one id; " +
    "SmolLM2's ids of the 10,000 lines are the reference's",
  holds: {
    "trained here: strings not given back": { is: 0 },
    "trained here: lines not given back": { is: 0 },
    "LLaMA 3's shape: strings not given back": { is: 0 },
    "LLaMA 3's shape: lines not given back": { is: 0 },
    "ids that share a token, or tokens that share an id": { is: 0 },
    "SmolLM2: lines with other ids": { is: 0 },
    "control: strings that SmolLM2 loses, which lacks 21 bytes": { above: 100 },
    "control: strings that a WordPiece loses": { above: 100 },
  },
  oracle: "tokenizers 0.23.3 (ids of the lines); the text itself",
  short: {
    "gives back a thousand random Unicode strings, which one that lacks bytes does not": () => {
      const texts = randomStrings(1, 1_000);
      const tokenizer = fromFixture("llama3");
      const ids = Array.from({ length: tokenizer.vocabularySize }, (_, id) => id);
      return {
        "strings not given back": [notGivenBack(tokenizer, texts), { is: 0 }],
        "ids whose token has another id": [
          ids.filter((id) => tokenizer.tokenToId(tokenizer.idToToken(id)!) !== id).length,
          { is: 0 },
        ],
        "strings that a WordPiece loses": [notGivenBack(minilm(), texts), { above: 500 }],
      };
    },
  },

  async full(log) {
    const lines = hardLines();
    const trained = trainByteLevelBpe(lines, { vocabularySize: 2000, specialTokens: ["<|endoftext|>"] });
    const tokenizers = { "trained here": trained, "LLaMA 3's shape": fromFixture("llama3") };
    const value: Record<string, number> = { strings: STRINGS * SEEDS.length, lines: lines.length };
    let ambiguous = 0;
    for (const [name, tokenizer] of Object.entries(tokenizers)) {
      const strings = SEEDS.map((seed) => notGivenBack(tokenizer, randomStrings(seed, STRINGS)));
      value[`${name}: strings not given back`] = strings.reduce((a, b) => a + b);
      value[`${name}: lines not given back`] = notGivenBack(tokenizer, lines);
      for (let id = 0; id < tokenizer.vocabularySize; id++)
        if (tokenizer.tokenToId(tokenizer.idToToken(id) ?? "") !== id) ambiguous += 1;
      log(`${name}: ${strings} of ${STRINGS} strings lost`);
    }
    const rows = rowsOf("smollm2").filter((row) => digestOf(smollm2().encode(row.t!), 12) !== row.h);
    value["ids that share a token, or tokens that share an id"] = ambiguous;
    value["SmolLM2: lines with other ids"] = rows.filter((row) => !hasDisputed(row.t!)).length;
    value["SmolLM2: of these, lines whose characters two versions of Unicode class otherwise"] = rows.filter((row) =>
      hasDisputed(row.t!),
    ).length;
    const strings = randomStrings(SEEDS[0]!, STRINGS);
    const control = { smollm2: notGivenBack(smollm2(), strings), minilm: notGivenBack(minilm(), strings) };
    return {
      value: {
        ...value,
        "control: strings that SmolLM2 loses, which lacks 21 bytes": control.smollm2,
        "control: strings that a WordPiece loses": control.minilm,
      },
      seeds: SEEDS,
      control:
        `of the first 10,000 strings SmolLM2, whose vocabulary lacks 21 of the 256 bytes, loses ${control.smollm2}; ` +
        `a WordPiece (all-MiniLM-L6-v2), which is not byte-level, loses ${control.minilm}`,
    };
  },
});
