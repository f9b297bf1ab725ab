import { describeSequences } from "../../tests/contracts/sequences.ts";
import { AbreastCache, Alone, KVCache } from "./index.ts";

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
