/** Byte-pair encoding (Sennrich et al. 2016) over bytes (Radford et al. 2019): the same ids, and the same merges learned. */
import {
  digestOf,
  hardLines,
  hasDisputed,
  rowsOf,
  smollm2,
  trainedByReference,
} from "../../../tests/parity/hard-lines.ts";
import { sharedStart } from "../../../tests/parity/subwords.ts";
import { bpeAsReference, byteLevelAsReference } from "../../../tests/parity/train-as-reference.ts";
import type { Demonstration } from "../../harness/evidence.ts";

const demonstration: Demonstration = {
  id: "B03",
  bar:
    "SmolLM2's ids equal the reference's on 10,000 lines, 1,700 of them Chinese, but for lines with characters that only one " +
    "version of Unicode knows; the merges learned from 8,600 lines equal the reference's list, one for one and in order, over " +
    "bytes (5,743 merges) and over characters",
  oracle: "tokenizers 0.23.3: its encoder on SmolLM2's vocabulary, its BpeTrainer on the same lines",
  sources: [
    "src/tokenizers/bpe.ts",
    "src/tokenizers/merge-trainer.ts",
    "src/tokenizers/merge-words.ts",
    "src/tokenizers/counted-pairs.ts",
    "src/tokenizers/word-counts.ts",
    "src/tokenizers/pre-tokenizers.ts",
    "tests/parity/train-as-reference.ts",
    "prove/rows/B/B03.ts",
  ],
  async run(log) {
    const rows = rowsOf("smollm2");
    const tokenizer = smollm2();
    const apart = rows.filter((row) => digestOf(tokenizer.encode(row.t!), 12) !== row.h);
    const undisputed = apart.filter((row) => !hasDisputed(row.t!));
    log(
      `${apart.length} of ${rows.length} lines have other ids, ${undisputed.length} of them without a disputed character`,
    );
    const reference = trainedByReference();
    const corpus = hardLines().slice(0, reference.lines);
    const bytes = byteLevelAsReference(corpus, reference.byteLevel.tokens.length);
    const characters = bpeAsReference(corpus, reference.bpe.tokens.length);
    const equal = {
      bytes: sharedStart(bytes.merges, reference.byteLevel.merges),
      characters: sharedStart(characters.merges, reference.bpe.merges),
    };
    log(`merges: ${JSON.stringify(equal)}`);
    const tokens = sharedStart(bytes.tokens, reference.byteLevel.tokens);
    const fewer = byteLevelAsReference(corpus.slice(0, -100), reference.byteLevel.tokens.length);
    const control = sharedStart(fewer.merges, reference.byteLevel.merges);
    const met =
      undisputed.length === 0 &&
      equal.bytes === reference.byteLevel.merges.length &&
      bytes.merges.length === equal.bytes &&
      equal.characters === reference.bpe.merges.length &&
      characters.merges.length === equal.characters &&
      tokens === reference.byteLevel.tokens.length &&
      control < equal.bytes;
    return {
      status: met ? "passed" : "failed",
      value: {
        lines: rows.length,
        "Chinese lines": rows.filter((row) => /\p{Script=Han}{3}/v.test(row.t!)).length,
        "lines with other ids": undisputed.length,
        "lines with other ids, of those that two versions of Unicode cut otherwise": apart.length - undisputed.length,
        "merges over bytes equal": equal.bytes,
        "merges over characters equal": equal.characters,
        "tokens over bytes equal, in order of ids": tokens,
      },
      control: `trained on 100 lines fewer: the merges differ from number ${control} on`,
    };
  },
};

export default demonstration;
