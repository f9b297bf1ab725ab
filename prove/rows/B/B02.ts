/** WordPiece (Schuster & Nakajima 2012; Devlin et al. 2019): the longest match, with ## inside a word; and its training. */
import { tokenizerFromJson } from "../../../src/tokenizers/index.ts";
import { hardLines, minilm, minilmRows, trainedByReference } from "../../../tests/parity/hard-lines.ts";
import { compareMinilm, sharedStart } from "../../../tests/parity/subwords.ts";
import { wordPieceAsReference } from "../../../tests/parity/train-as-reference.ts";
import type { Demonstration } from "../../harness/evidence.ts";

const demonstration: Demonstration = {
  id: "B02",
  bar:
    "both listings of the notes give their ids; all-MiniLM-L6-v2's ids and decoded text equal the reference's on 10,000 lines, " +
    "offsets on 500, but for lines with punctuation that only one version of Unicode knows; a WordPiece of 8,000 tokens " +
    "trained here equals the reference's token for token",
  oracle: "tokenizers 0.23.3, bert-base-uncased's vocabulary as all-MiniLM-L6-v2 has it",
  sources: [
    "src/tokenizers/word-piece.ts",
    "src/tokenizers/bert-normalizer.ts",
    "src/tokenizers/normalizer.ts",
    "src/tokenizers/unicode-forms.ts",
    "src/tokenizers/merge-trainer.ts",
    "src/tokenizers/merge-words.ts",
    "tests/parity/subwords.ts",
    "prove/rows/B/B02.ts",
  ],
  async run(log) {
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
    const met =
      notes.every(Boolean) &&
      listing === "1045,2428,2066,5983,9383" &&
      lines.idsApart + lines.decodedApart + lines.offsetsApart === 0 &&
      shared === reference.wordPiece.length &&
      tokens.length === shared &&
      control.idsApart > 100 &&
      apart < shared;
    return {
      status: met ? "passed" : "failed",
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
      },
      control:
        `accents left on: ${control.idsApart} lines with other ids; trained on 200 lines fewer: ` +
        `the tokens differ from number ${apart} on`,
    };
  },
};

export default demonstration;
