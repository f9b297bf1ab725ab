/** Runs of one set in a translated pattern, kept from being looked at again and again. */

import { LINE_END, LINE_START, PLACES } from "./pattern-places.ts";

/** A construct of a sequence. */
export interface Item {
  readonly source: string;
  /** The character that it matches in any case. */
  readonly literal?: string;
  /** What it matches may be part of a fold of several characters. */
  readonly folds?: boolean;
  /** The set of which it takes as many as there are. */
  readonly run?: string;
}

const ENDS = new Set([LINE_END, PLACES.z, PLACES.Z]);
const STARTS = new Set([LINE_START, PLACES.A]);

/**
 * In `\s+$` a run that does not end there is looked at again from each of its characters, in squared time. From within a run
 * nothing is found that was not found from its beginning, so long as no other alternative begins or ends in it.
 */
export function guardRuns(branches: readonly Item[][]): readonly Item[][] {
  const runs = branches.map((items) => items.find(({ run }) => run !== undefined)?.run);
  const isRun = (items: readonly Item[]) =>
    items.length === 2 && items[0]!.run !== undefined && ENDS.has(items[1]!.source);
  const isFirst = (items: readonly Item[]) =>
    items.length === 2 && items[1]!.run !== undefined && STARTS.has(items[0]!.source);
  const isSafe = branches.every((items) => isRun(items) || isFirst(items)) && new Set(runs).size === 1;
  if (!isSafe) return branches;
  return branches.map((items) => (isRun(items) ? [{ source: `(?<!${runs[0]})` }, ...items] : items));
}
