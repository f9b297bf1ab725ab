import { describe, expect, it } from "vitest";
import { buildHere, type Evidence } from "../../prove/harness/evidence.ts";
import type { RowResults } from "../../prove/harness/results.ts";
import type { Row } from "../../prove/harness/row.ts";
import { otherFigures, standing } from "../../prove/harness/standing.ts";

const row: Row = {
  id: "X00",
  bar: "",
  holds: { error: { below: 0.1 }, "control: error": { above: 0.5 } },
  negative: { "control: error": { above: 0.5 } },
  oracle: "",
  short: {},
  full: () => ({ value: {}, control: "" }),
};
const then = { closure: "a", fixtures: "b", native: "c" };
const now = { ...then, closure: "d" };
const evidence: Evidence = {
  id: "X00",
  status: "passed",
  value: { error: 0.05, "control: error": 0.9 },
  holds: { ...row.holds },
  negative: {},
  unrecorded: [],
  bar: "",
  oracle: "",
  seeds: [],
  interval: "",
  control: "",
  command: "",
  build: "",
  sources: then,
  short: { [buildHere()]: { seconds: 1, figures: { once: { loss: 0.3 } } } },
  date: "2026-11-27",
  seconds: 1,
};
const results = (loss: number, missed: string[] = []): RowResults => ({
  sources: now,
  tests: [{ name: "once", missed, figures: { loss }, seconds: 1 }],
});
const stands = (of: Evidence | undefined, sources = now, found?: RowResults) => standing(row, of, sources, found);

describe("evidence", () => {
  it("stands on its own sources, and on others where the short form has the same figures", () => {
    expect(stands(evidence, then)).toMatchObject({ state: "fresh", status: "passed" });
    expect(stands(evidence, now, results(0.3))).toMatchObject({ state: "confirmed", status: "passed" });
  });

  it("is stale where figures are others, new or gone, and names them", () => {
    expect(stands(evidence, now, results(0.31))).toEqual({
      state: "stale",
      status: "stale",
      why: ["once: loss was 0.3, is 0.31"],
    });
    expect(stands({ ...evidence, short: {} }, now, results(0.3)).why).toEqual(["once: new"]);
    const [test] = results(0.3).tests;
    expect(otherFigures(evidence.short, { sources: now, tests: [{ ...test!, name: "twice" }] })).toEqual([
      "once: gone",
      "twice: new",
    ]);
    expect(stands(evidence).state).toBe("stale"); // its short form has not run
  });

  it("of another build confirms within a tolerance, of this one to the bit", () => {
    const elsewhere = { ...evidence, short: { "LibTorch 0.1, none": evidence.short[buildHere()]! } };
    expect(stands(elsewhere, now, results(0.3 + 1e-9)).state).toBe("confirmed");
    expect(stands(evidence, now, results(0.3 + 1e-9)).state).toBe("stale");
    expect(stands(elsewhere, now, results(0.4)).state).toBe("stale");
  });

  it("is judged by its figures and the row's bars, whatever it says of itself", () => {
    const worse = { ...evidence, value: { error: 0.2, "control: error": 0.9 } };
    expect(stands(worse, then)).toMatchObject({ state: "fresh", status: "negative" });
    expect(stands({ ...worse, value: { error: 0.2, "control: error": 0.1 } }, then).status).toBe("failed");
    expect(stands({ ...evidence, value: { error: 0.05 } }, then).status).toBe("failed");
    expect(stands({ ...evidence, value: { "control: error": 0.9 }, unrecorded: ["error"] }, then).status).toBe(
      "passed",
    );
  });

  it("does not stand where the short form fails, or where there is none", () => {
    expect(stands(evidence, then, results(0.3, ["loss is 0.3"]))).toEqual({
      state: "failed",
      status: "failed",
      why: ["once: loss is 0.3"],
    });
    expect(stands(undefined)).toMatchObject({ state: "missing", status: "missing" });
  });
});
