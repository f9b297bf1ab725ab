/** [CLS], [SEP], [MASK], [PAD] (Devlin et al. 2019): the layout of one text and of two, and the type of each token. */

import { tokenizerFromJson } from "../../../src/tokenizers/index.ts";
import { minilm } from "../../../tests/parity/hard-lines.ts";
import { compareMinilm, comparePairs } from "../../../tests/parity/subwords.ts";
import { row } from "../../harness/row.ts";

export default row({
  id: "B07",
  bar:
    "1,000 pairs of hard lines: ids and token types equal the reference's, whole and cut to 48 tokens (longest first); single " +
    "texts on 10,000 lines; special tokens are found whole in text and have BERT's ids 0, 100, 101, 102, 103; but for lines with " +
    "punctuation that only one version of Unicode knows",
  holds: {
    "special tokens": { is: [0, 100, 101, 102, 103] },
    "a pair": { is: "[CLS] who ? [SEP] [MASK] . [SEP]  0000111" },
    "pairs with other ids or types": { is: 0 },
    "pairs cut to 48 tokens with other ids": { is: 0 },
    "single lines with other ids": { is: 0 },
    "control: pairs with other ids or types in RoBERTa's layout": { above: 900 },
  },
  oracle: "tokenizers 0.23.3, all-MiniLM-L6-v2's tokenizer.json",
  short: {
    "have BERT's layout and types, as Hugging Face has them on every fifth of 1,000 pairs": () => {
      const tokenizer = minilm();
      const { ids, typeIds } = tokenizer.encodePair("Who?", "Me.");
      const special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].map((token) => tokenizer.tokenToId(token)!);
      const { pairs, apart, cutApart } = comparePairs(5, tokenizer);
      return {
        layout: [ids.map((id) => tokenizer.idToToken(id)).join(" "), { is: "[CLS] who ? [SEP] me . [SEP]" }],
        types: [typeIds, { is: [0, 0, 0, 0, 1, 1, 1] }],
        "special tokens": [special, { is: [0, 100, 101, 102, 103] }],
        "special tokens that are known as such": [special.filter((id) => tokenizer.isSpecial(id)).length, { is: 5 }],
        "[MASK] within a text": [tokenizer.encode("a[MASK]b", { addSpecialTokens: false })[1]!, { is: 103 }],
        pairs: [pairs, { is: 200 }],
        "pairs with other ids or types, whole and cut": [[apart, cutApart], { is: [0, 0] }],
      };
    },
  },

  async full(log) {
    const tokenizer = minilm();
    const special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].map((token) => tokenizer.tokenToId(token));
    const layout = tokenizer.encodePair("who ?", "[MASK].").ids.map((id) => tokenizer.idToToken(id));
    const types = tokenizer.encodePair("who ?", "[MASK].").typeIds;
    log(`${layout.join(" ")}  ${types.join("")}`);
    const pairs = comparePairs(1, tokenizer);
    const single = compareMinilm(1, tokenizer);
    log(JSON.stringify({ pairs, single }));

    // RoBERTa's layout, two separators and one type, must not pass for BERT's.
    const file = structuredClone(tokenizer.files!["tokenizer.json"]) as { post_processor: unknown };
    file.post_processor = { type: "RobertaProcessing", cls: ["[CLS]", 101], sep: ["[SEP]", 102], trim_offsets: false };
    const control = comparePairs(1, tokenizerFromJson({ "tokenizer.json": file }));
    return {
      value: {
        "a pair": `${layout.join(" ")}  ${types.join("")}`,
        pairs: pairs.pairs,
        "pairs with other ids or types": pairs.apart,
        "pairs cut to 48 tokens with other ids": pairs.cutApart,
        "pairs with other ids, of those that two versions of Unicode cut otherwise": pairs.apartDisputed,
        "single lines": single.lines,
        "single lines with other ids": single.idsApart,

        "special tokens": special.map((id) => id ?? -1),
        "control: pairs with other ids or types in RoBERTa's layout": control.apart,
      },
      control: `RoBERTa's layout instead: ${control.apart} of ${control.pairs} pairs differ`,
    };
  },
});
