/** [CLS], [SEP], [MASK], [PAD] (Devlin et al. 2019): the layout of one text and of two, and the type of each token. */
import { tokenizerFromJson } from "../../../src/tokenizers/index.ts";
import { minilm } from "../../../tests/parity/hard-lines.ts";
import { compareMinilm, comparePairs } from "../../../tests/parity/subwords.ts";
import type { Demonstration } from "../../harness/evidence.ts";

const demonstration: Demonstration = {
  id: "B07",
  bar:
    "1,000 pairs of hard lines: ids and token types equal the reference's, whole and cut to 48 tokens (longest first); single " +
    "texts on 10,000 lines; special tokens are found whole in text and have BERT's ids 0, 100, 101, 102, 103; but for lines with " +
    "punctuation that only one version of Unicode knows",
  oracle: "tokenizers 0.23.3, all-MiniLM-L6-v2's tokenizer.json",
  sources: [
    "src/tokenizers/pairs.ts",
    "src/tokenizers/templates.ts",
    "src/tokenizers/post-processors.ts",
    "src/tokenizers/tokenizer.ts",
    "tests/parity/subwords.ts",
    "prove/rows/B/B07.ts",
  ],
  async run(log) {
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
    const met =
      special.join() === "0,100,101,102,103" &&
      layout.join(" ") === "[CLS] who ? [SEP] [MASK] . [SEP]" &&
      types.join("") === "0000111" &&
      pairs.apart + pairs.cutApart + single.idsApart === 0 &&
      control.apart > 900;
    return {
      status: met ? "passed" : "failed",
      value: {
        "a pair": `${layout.join(" ")}  ${types.join("")}`,
        pairs: pairs.pairs,
        "pairs with other ids or types": pairs.apart,
        "pairs cut to 48 tokens with other ids": pairs.cutApart,
        "pairs with other ids, of those that two versions of Unicode cut otherwise": pairs.apartDisputed,
        "single lines": single.lines,
        "single lines with other ids": single.idsApart,
      },
      control: `RoBERTa's layout instead: ${control.apart} of ${control.pairs} pairs differ`,
    };
  },
};

export default demonstration;
