import { describe, expect, it } from "vitest";
import { distance } from "../../tests/contracts/model.ts";
import { describeSequences } from "../../tests/contracts/sequences.ts";
import { randn } from "../tensor/index.ts";
import { AbreastCache, Alone, blocksOf, KVCache, Padded } from "./index.ts";

describeSequences("KVCache", () => new KVCache());

describeSequences("AbreastCache", () => new AbreastCache(), {
  skip: [
    {
      reason: "rows abreast are equally long",
      clauses: [
        "holds sequences of different lengths",
        "forgets the tokens behind a cut",
        "cuts to the beginning alone where it holds a state",
      ],
    },
    {
      reason: "rows abreast begin together and alike",
      clauses: ["has another beginning for each row", "takes up sequences while others are under way"],
    },
  ],
});

describeSequences("Alone", () => new Alone(), {
  skip: [
    {
      reason: "a pass alone leaves nothing",
      clauses: [
        "forgets the tokens behind a cut",
        "cuts to the beginning alone where it holds a state",
        "refuses a mark whose tokens are gone",
        "carries derivatives from pass to pass, of tokens, states and sources",
        "attends token by token as a pass alone does to the whole",
        "refuses to go on where tokens see those that follow",
        "counts its bytes, and has none when it is released",
        "tells where its ends and what is held differ",
      ],
    },
  ],
});

describe("slots as blocks", () => {
  it.each([[[6]], [[4, 6]], [[4, 5, 6]]])(
    "have the axis of tokens in front of the last, with axes %j of their own",
    (axes) => {
      const slot = randn([2, 3, ...axes]);
      const [block] = blocksOf({ slot }, new Padded([3, 3]), false);
      expect(block!.slot.shape).toEqual([2, ...axes.slice(0, -1), 3, 6]);
      for (const t of [0, 1, 2]) expect(distance(block!.slot.select(-2, t), slot.select(1, t))).toBe(0);
    },
  );
});
