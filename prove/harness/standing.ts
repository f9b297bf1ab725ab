/** Whether a demonstration stands: its evidence, judged anew, and what has become of the sources since. */
import type { Sources } from "./closure.ts";
import { buildHere, type Evidence, judge, type ShortForms } from "./evidence.ts";
import { same } from "./figures.ts";
import { type RowResults, sameSources } from "./results.ts";
import type { Row } from "./row.ts";

export interface Standing {
  /** *confirmed* evidence is of older sources, on which the short form had the figures that it has now. */
  readonly state: "missing" | "failed" | "stale" | "confirmed" | "fresh";
  /** What the figures come to by the row's bars. */
  readonly status: "passed" | "negative" | "failed" | "stale" | "missing";
  /** Why it does not stand, in words. */
  readonly why: readonly string[];
}

/** `results` are of the sources as they are now, and may be left out where these are the evidence's. */
export function standing(row: Row, evidence: Evidence | undefined, sources: Sources, results?: RowResults): Standing {
  if (evidence === undefined) return { state: "missing", status: "missing", why: ["there is no evidence"] };
  const broken = results?.tests.flatMap(({ name, missed }) => missed.map((line) => `${name}: ${line}`)) ?? [];
  if (broken.length > 0) return { state: "failed", status: "failed", why: broken };
  const { status, missed } = judge(evidence.value, row, evidence.unrecorded);
  if (status === "failed") return { state: "failed", status, why: missed };
  if (sameSources(evidence.sources, sources)) return { state: "fresh", status, why: [] };
  const other = results === undefined ? ["its short form has not run"] : otherFigures(evidence.short, results);
  return other.length === 0 ? { state: "confirmed", status, why: [] } : { state: "stale", status: "stale", why: other };
}

/**
 * Which figures of the short form are others than those kept: to the bit where this build made them, otherwise to a tolerance
 * beside any build that did.
 */
export function otherFigures(kept: Readonly<Record<string, ShortForms>>, { tests }: RowResults): string[] {
  const here = buildHere();
  const exactly = kept[here] !== undefined;
  const figures = (kept[here] ?? Object.values(kept)[0])?.figures ?? {};
  const names = new Set([...Object.keys(figures), ...tests.map(({ name }) => name)]);
  return [...names].flatMap((name) => {
    const [then, now] = [figures[name], tests.find((test) => test.name === name)?.figures];
    if (then === undefined || now === undefined) return [`${name}: ${then === undefined ? "new" : "gone"}`];
    const all = new Set([...Object.keys(then), ...Object.keys(now)]);
    return [...all].flatMap((figure) => {
      const [a, b] = [then[figure], now[figure]];
      if (a !== undefined && b !== undefined && same(a, b, exactly)) return [];
      return [`${name}: ${figure} was ${JSON.stringify(a)}, is ${JSON.stringify(b)}`];
    });
  });
}
