import { expect, it } from "vitest";
import { initialize, Packed, Pass } from "../nn/index.ts";
import { ids, noGrad } from "../tensor/index.ts";
import { mistral } from "./index.ts";

const sizes = { vocabulary: 9, width: 32, heads: 4, kvHeads: 2, hidden: 48 };

it.each([
  [null, 1, [true, true, true, true, true]],
  [2, 1, [true, true, false, false, false]],
  [2, 2, [true, true, true, false, false]],
])(
  "with a window of %j and %i blocks the first of five tokens is heard by each as it should: %j",
  (window, depth, heard) => {
    const model = initialize(mistral({ ...sizes, depth, window }), 1);
    const read = (first: number) =>
      noGrad(() => model.call(ids([first, 1, 2, 3, 4]), new Pass({ layout: new Packed([5]) })));
    const moved = read(7).sub(read(8)).abs().max(-1);
    expect(moved.numbers().map((x) => x > 0)).toEqual(heard);
  },
);
