import { expect, test } from "vitest";
import { probes } from "../../tests/parity/probe.ts";
import { areaUnderCurve } from "./index.ts";

test.each(probes().curves)("areas are those of scikit-learn, ties counted half: $auc", ({ scores, truth, auc }) => {
  const of = (kind: boolean) => scores.filter((_, i) => truth[i] === kind);
  expect(areaUnderCurve(of(true), of(false))).toBeCloseTo(auc, 12);
});

test("there is no area where one kind is missing", () => {
  expect(areaUnderCurve([], [1])).toBeNaN();
  expect(areaUnderCurve([1], [])).toBeNaN();
});
