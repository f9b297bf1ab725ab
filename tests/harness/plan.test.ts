import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readEvidence } from "../../prove/harness/evidence.ts";
import { type Candidate, notFresh, plan } from "../../prove/harness/plan.ts";
import { draws } from "../draws.ts";

const row = (id: string, state: Candidate["state"], seconds: number, date = "2026-11-20"): Candidate => ({
  id,
  state,
  seconds,
  date,
});

describe("a budget", () => {
  it("goes to what does not stand first, cheapest first, then to what was proved on other sources, longest ago first", () => {
    const all = [
      row("new", "confirmed", 30, "2026-11-19"),
      row("old", "confirmed", 30, "2026-11-01"),
      row("same", "fresh", 5, "2026-10-01"),
      row("dear", "stale", 90),
      row("cheap", "failed", 20),
      row("cheapest", "confirmed", 10, "2026-11-20"),
    ];
    expect(plan(all, 3.5)).toEqual({ chosen: ["cheap", "dear", "cheapest", "old", "new"], waiting: [] });
    expect(plan(all, 2.5).chosen).toEqual(["cheap", "dear", "cheapest", "old"]);
    expect(plan(all, 1)).toEqual({ chosen: ["cheap", "cheapest", "old"], waiting: ["dear"] });
  });

  it("without a limit goes to all that has no evidence of its own sources", () => {
    const all = [
      row("a", "fresh", 1),
      row("b", "confirmed", 30),
      row("c", "stale", 90),
      row("d", "missing", Number.NaN),
    ];
    expect(notFresh(all)).toEqual(["b", "d", "c"]);
  });

  it("takes what never ran for as long as others usually are", () => {
    const all = [row("usual", "fresh", 100), row("never", "missing", Number.NaN, "")];
    expect(plan(all, 2).chosen).toEqual(["never"]);
    expect(plan(all, 1)).toEqual({ chosen: [], waiting: ["never"] });
  });

  it("comes round to every row that fits, a share a turn", () => {
    const all = Array.from({ length: 20 }, (_, i) => row(`${i}`.padStart(2, "0"), "fresh", 30 + i));
    const turns = Array.from({ length: 20 }, (_, turn) => plan(all, 2, turn).chosen);
    expect(new Set(turns.flat()).size).toBe(20);
    const seconds = (ids: readonly string[]) => ids.reduce((sum, id) => sum + 30 + Number(id), 0);
    for (const chosen of turns) expect(seconds(chosen)).toBeLessThanOrEqual(120);
  });

  it("holds for 400 rows whose times are drawn from the evidence that there is: twenty minutes a turn, each row in its turn", () => {
    const random = draws(8);
    const times = readdirSync("docs/evidence").map((file) => readEvidence(file.replace(".json", ""))!.seconds);
    const all = Array.from({ length: 400 }, (_, i) => {
      const state = random() < 0.05 ? "stale" : "confirmed";
      return row(
        `${i}`,
        state,
        times[Math.floor(random() * times.length)]!,
        `2026-11-${10 + Math.floor(random() * 18)}`,
      );
    });
    const seconds = new Map(all.map((one) => [one.id, one.seconds]));
    const turns = Array.from({ length: 60 }, (_, turn) => plan(all, 20, turn).chosen);
    for (const chosen of turns) {
      expect(chosen.reduce((sum, id) => sum + seconds.get(id)!, 0)).toBeLessThanOrEqual(20 * 60);
      expect(chosen.length).toBeGreaterThan(5);
    }
    const stale = all.filter(({ state }) => state === "stale").toSorted((a, b) => a.seconds - b.seconds);
    expect(turns[0]![0]).toBe(stale[0]!.id);
  });
});
