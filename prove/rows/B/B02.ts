/** WordPiece (Schuster & Nakajima 2012; Devlin et al. 2019): the longest match, with ## inside a word; and its training. */

import { tokenizerFromJson } from "../../../src/tokenizers/index.ts";
import { hardLines, minilm, minilmRows, trainedByReference } from "../../../tests/parity/hard-lines.ts";
import { compareMinilm, sharedStart } from "../../../tests/parity/subwords.ts";
import { wordPieceAsReference } from "../../../tests/parity/train-as-reference.ts";
import { row } from "../../harness/row.ts";

export default row({
  id: "B02",
  bar:
    "both listings of the notes give their ids; all-MiniLM-L6-v2's ids and decoded text equal the reference's on 10,000 lines, " +
    "offsets on 500, but for lines with punctuation that only one version of Unicode knows; a WordPiece of 8,000 tokens " +
    "trained here equals the reference's token for token",
  holds: {
    "I really like eating McDonald": { is: "1045,2428,2066,5983,9383" },
    "listings of the notes with other ids": { is: 0 },
    "lines with other ids": { is: 0 },
    "lines with other decoded text": { is: 0 },
    "lines with other offsets": { is: 0 },
    "trained tokens equal": { is: 8000 },
    "trained tokens beyond those of the reference": { is: 0 },
    "control: lines with other ids where accents are left on": { above: 100 },
    "control: tokens equal after training on 200 lines fewer": { below: "trained tokens equal" },
  },
  oracle: "tokenizers 0.23.3, bert-base-uncased's vocabulary as all-MiniLM-L6-v2 has it",
  short: {
    "gives the notes' ids, and Hugging Face's on every fifth of 10,000 lines": () => {
      const tokenizer = minilm();
      const { notes } = minilmRows();
      const { lines, idsApart, decodedApart, offsets, offsetsApart } = compareMinilm(5, tokenizer);
      const other = Object.entries(notes).filter(
        ([text, ids]) => tokenizer.encode(text, { addSpecialTokens: false }).join() !== ids.join(),
      );
      return {
        "the notes' ids of McDonald": [notes["I really like eating McDonald"]!, { is: [1045, 2428, 2066, 5983, 9383] }],
        "listings of the notes with other ids": [other.length, { is: 0 }],
        lines: [lines, { is: 2_000 }],
        "lines with other ids, decoded text, offsets": [[idsApart, decodedApart, offsetsApart], { is: [0, 0, 0] }],
        "lines whose offsets were compared": [offsets, { is: 500 }],
      };
    },
  },

  async full(log) {
    const tokenizer = minilm();
    const notes = Object.entries(minilmRows().notes).map(([text, expected]) => {
      const ids = tokenizer.encode(text, { addSpecialTokens: false });
      log(`${text} -> ${ids}`);
      return ids.join() === expected.join();
    });
    const listing = tokenizer.encode("I really like eating McDonald", { addSpecialTokens: false }).join(",");
    const lines = compareMinilm(1, tokenizer);
    log(JSON.stringify(lines));
    const reference = trainedByReference();
    const corpus = hardLines().slice(0, reference.lines);
    const { tokens } = wordPieceAsReference(corpus, reference.wordPiece);
    const shared = sharedStart(tokens, reference.wordPiece);

    // Accents left on: ids must differ on lines that have any.
    const file = structuredClone(tokenizer.files!["tokenizer.json"]) as { normalizer: { strip_accents: boolean } };
    file.normalizer.strip_accents = false;
    const control = compareMinilm(1, tokenizerFromJson({ "tokenizer.json": file }));
    const wrong = wordPieceAsReference(corpus.slice(0, -200), reference.wordPiece);
    const apart = sharedStart(wrong.tokens, reference.wordPiece);
    return {
      value: {
        "I really like eating McDonald": listing,
        lines: lines.lines,
        "lines with other ids": lines.idsApart,
        "lines with other ids, of those that two versions of Unicode cut otherwise": lines.idsApartDisputed,
        "lines with other decoded text": lines.decodedApart,
        "lines whose offsets were compared": lines.offsets,
        "lines with other offsets": lines.offsetsApart,
        "lines with other offsets where marks change places": lines.reordered,
        "trained tokens equal": shared,
        "tokens that two runs of the reference's trainer do not share, inner characters not pinned":
          reference.wordPieceApart,

        "listings of the notes with other ids": notes.filter((same) => !same).length,
        "trained tokens beyond those of the reference": tokens.length - reference.wordPiece.length,
        "control: lines with other ids where accents are left on": control.idsApart,
        "control: tokens equal after training on 200 lines fewer": apart,
      },
      control:
        `accents left on: ${control.idsApart} lines with other ids; trained on 200 lines fewer: ` +
        `the tokens differ from number ${apart} on`,
    };
  },
});
