import { describe, expect, it } from "vitest";
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
});
