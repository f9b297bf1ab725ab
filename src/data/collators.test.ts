import { describe, expect, it } from "vitest";
import { fromData } from "../tensor/index.ts";
import { causalDocuments, causalRows, IGNORED } from "./collators.ts";

const matrix = (...rows: number[][]) =>
  fromData(BigInt64Array.from(rows.flat(), BigInt), [rows.length, rows[0]!.length]); // [B, T + 1]
const x = IGNORED;

describe("causalDocuments", () => {
  it("makes a sequence of each part of a document in a row, without padding", () => {
    const batch = {
      tokens: matrix([7, 8, 9, 5, 6], [4, 3, 2, 0, 0]),
      segments: matrix([0, 0, 0, 1, 1], [0, 1, 1, -1, -1]),
    };
    const { inputs, targets } = causalDocuments(batch);
    expect(inputs).toEqual([[7, 8], [5], [4], [3]]);
    expect(targets.numbers()).toEqual([8, 9, 6, x, 2]); // the 4 stands alone and has nothing to predict
  });

  it("never goes from one row into the next", () => {
    const segments = matrix([0, 0, 0], [0, 0, 0]);
    const { inputs, targets } = causalDocuments({ tokens: matrix([1, 2, 3], [4, 5, 6]), segments });
    expect([inputs, targets.numbers()]).toEqual([
      [
        [1, 2],
        [4, 5],
      ],
      [2, 3, 5, 6],
    ]);
  });
});

describe("causalRows", () => {
  const batch = { tokens: matrix([7, 8, 9, 5, 0]), segments: matrix([0, 0, 1, 1, -1]) };
  it("shifts a row by one, over the borders of documents unless told otherwise, and never predicts padding", () => {
    expect(causalRows(batch).inputs.numbers()).toEqual([7, 8, 9, 5]);
    expect(causalRows(batch).targets.numbers()).toEqual([8, 9, 5, x]);
    expect(causalRows(batch, { boundaries: true }).targets.numbers()).toEqual([8, x, 5, x]);
  });
});
