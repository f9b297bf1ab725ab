import { describe, expect, it } from "vitest";
import { minilm } from "../../tests/parity/hard-lines.ts";
import { comparePairs } from "../../tests/parity/subwords.ts";
import { joinPair, sideBySide } from "./pairs.ts";

const text = (...ids: number[]) => ({ ids, offsets: ids.map((_, i): [number, number] => [i, i + 1]) });

describe("pairs", () => {
  it("stand side by side where there is no template", () => {
    expect(joinPair(sideBySide, text(7, 8), text(9))).toEqual({
      ids: [7, 8, 9],
      typeIds: [0, 0, 1],
      offsets: [
        [0, 1],
        [1, 2],
        [0, 1],
      ],
    });
    expect(joinPair(sideBySide, text(), text(9), 0).ids).toEqual([]);
  });

  it("[B07] have BERT's layout and types, as Hugging Face has them on every fifth of 1,000 pairs", () => {
    const tokenizer = minilm();
    const { ids, typeIds } = tokenizer.encodePair("Who?", "Me.");
    expect(ids.map((id) => tokenizer.idToToken(id))).toEqual(["[CLS]", "who", "?", "[SEP]", "me", ".", "[SEP]"]);
    expect(typeIds).toEqual([0, 0, 0, 0, 1, 1, 1]);
    const special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].map((token) => tokenizer.tokenToId(token)!);
    expect(special).toEqual([0, 100, 101, 102, 103]);
    expect(special.every((id) => tokenizer.isSpecial(id))).toBe(true);
    expect(tokenizer.encode("a[MASK]b", { addSpecialTokens: false })[1]).toBe(103);
    const { pairs, apart, cutApart } = comparePairs(5, tokenizer);
    expect([pairs, apart, cutApart]).toEqual([200, 0, 0]);
  });
});
