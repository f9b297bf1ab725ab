/** Byte-pair encoding (Sennrich et al. 2016) over bytes (Radford et al. 2019): the same ids, and the same merges learned. */

import {
  digestOf,
  hardLines,
  hasDisputed,
  rowsOf,
  smollm2,
  trainedByReference,
} from "../../../tests/parity/hard-lines.ts";
import { compareReadBack } from "../../../tests/parity/read-back.ts";
import { sharedStart } from "../../../tests/parity/subwords.ts";
import { bpeAsReference, byteLevelAsReference } from "../../../tests/parity/train-as-reference.ts";
import { row } from "../../harness/row.ts";

export default row({
  id: "B03",
  bar:
    "SmolLM2's ids equal the reference's on 10,000 lines, 1,700 of them Chinese, but for lines with characters that only one " +
    "version of Unicode knows; the merges learned from 8,600 lines equal the reference's list, one for one and in order, over " +
    "bytes (5,743 merges) and over characters",
  holds: {
    "lines with other ids": { is: 0 },
    "merges over bytes equal": { is: 5743 },
    "merges over characters equal": { is: 2460 },
    "merges beyond those of the reference": { is: [0, 0] },
    "tokens over bytes equal, in order of ids": { is: 6000 },
    "control: merges equal after training on 100 lines fewer": { below: "merges over bytes equal" },
  },
  oracle: "tokenizers 0.23.3: its encoder on SmolLM2's vocabulary, its BpeTrainer on the same lines",
  short: {
    "gives the merges of Hugging Face's trainer, one for one": () => {
      const { lines, byteLevel } = trainedByReference();
      const { merges, tokens } = byteLevelAsReference(hardLines().slice(0, lines), 2500);
      return {
        merges: [merges.length, { is: 2500 - 257 }],
        "merges equal": [sharedStart(merges, byteLevel.merges), { is: merges.length }],
        "tokens equal": [sharedStart(tokens, byteLevel.tokens), { is: tokens.length }],
      };
    },
    "trained here, as Hugging Face reads them: the same files, the same ids of 2,000 lines": () =>
      Object.fromEntries(
        compareReadBack().flatMap(({ name, sameFile, idsApart, decodedApart }) => [
          [`${name}: the file that was read`, [sameFile, { is: true }]],
          [`${name}: lines with other ids`, [idsApart, { is: 0 }]],
          [`${name}: lines with other decoded text`, [decodedApart, { is: 0 }]],
        ]),
      ),
  },

  async full(log) {
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
    return {
      value: {
        lines: rows.length,
        "Chinese lines": rows.filter((row) => /\p{Script=Han}{3}/v.test(row.t!)).length,
        "lines with other ids": undisputed.length,
        "lines with other ids, of those that two versions of Unicode cut otherwise": apart.length - undisputed.length,
        "merges over bytes equal": equal.bytes,
        "merges over characters equal": equal.characters,
        "tokens over bytes equal, in order of ids": tokens,

        "merges beyond those of the reference": [
          bytes.merges.length - reference.byteLevel.merges.length,
          characters.merges.length - reference.bpe.merges.length,
        ],
        "control: merges equal after training on 100 lines fewer": control,
      },
      control: `trained on 100 lines fewer: the merges differ from number ${control} on`,
    };
  },
});
