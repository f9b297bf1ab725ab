/** Tokenizers trained here are files that Hugging Face's `tokenizers` reads with the same ids (tools/trained_parity.py). */
import { createHash } from "node:crypto";
import { z } from "zod";
import { fixture } from "../fixtures.ts";
import { digestOf, hardLines, hasDisputed, minilmRows, sha256 } from "./hard-lines.ts";
import { isDisputedForBert } from "./subwords.ts";
import { trainedHere } from "./trained-here.ts";

const Read = z.strictObject({ sha256: z.string(), ids: z.array(z.string()), decoded: z.array(z.string()) });
const ReadBackFixture = z.strictObject({ byteLevel: Read, bpe: Read, wordPiece: Read, unigram: Read });

/** By kind: whether the file is the one that the reference read, and on how many of 2,000 lines ids or texts differ. */
export function compareReadBack() {
  const trained = trainedHere();
  const rows = fixture("tokenizers/read-back.json.gz", ReadBackFixture);
  const isDisputed = isDisputedForBert(minilmRows().punctuation);
  const lines = hardLines().filter((_, i) => i % 5 === 0);
  return (["byteLevel", "bpe", "wordPiece", "unigram"] as const).map((name) => {
    const tokenizer = trained[name];
    const text = JSON.stringify(tokenizer.files["tokenizer.json"]);
    const ids = lines.map((line) => tokenizer.encode(line));
    const differs = (line: string) => !hasDisputed(line) && !isDisputed(line);
    const decodesApart = (i: number) =>
      i % 4 === 0 && sha256(tokenizer.decode(ids[i]!), 6) !== rows[name].decoded[i / 4];
    return {
      name,
      sameFile: createHash("sha256").update(text).digest("hex") === rows[name].sha256,
      idsApart: lines.filter((line, i) => digestOf(ids[i]!, 6) !== rows[name].ids[i] && differs(line)).length,
      decodedApart: lines.filter((line, i) => decodesApart(i) && differs(line)).length,
    };
  });
}
