/**
 * Token ids, decoded text and offsets beside those of Hugging Face's `tokenizers` 0.23 (tools/tokenizer_parity.py).
 *
 * The two engines read different versions of Unicode: a character that only one of them knows to be a letter or a digit
 * may be cut elsewhere. Lines that hold one are compared apart; the reference's own classes say which they are.
 */
import type { Tokenizer } from "../../src/tokenizers/index.ts";
import { digestOf, hardLines, hasDisputed, type Row } from "./hard-lines.ts";

/** How many lines differ in ids, in text given back and in offsets; offsets are not compared where they may differ. */
export function compareTokens(
  tokenizer: Tokenizer,
  rows: readonly Row[],
  mayDiffer: (text: string, row: Row) => boolean = () => false,
) {
  const found = { lines: rows.length, idsApart: 0, decodedApart: 0, offsetsApart: 0, disputed: 0, withOffsets: 0 };
  for (const row of rows) {
    const text = row.t ?? hardLines()[row.n!]!;
    const ids = tokenizer.encode(text);
    const same = digestOf(ids, 12) === row.h;
    if (hasDisputed(text)) {
      found.disputed += 1;
      if (!same) continue;
    }
    if (!same) found.idsApart += 1;
    if (tokenizer.decode(ids) !== (row.d ?? text)) found.decodedApart += 1;
    if (row.o === undefined || mayDiffer(text, row)) continue;
    found.withOffsets += 1;
    if (tokenizer.encodeWithOffsets(text).offsets.flat().join() !== row.o.join()) found.offsetsApart += 1;
  }
  return found;
}
