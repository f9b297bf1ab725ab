/** Which demonstrations a budget of minutes is spent on. */
import type { Standing } from "./standing.ts";

export interface Candidate {
  readonly id: string;
  readonly state: Standing["state"];
  /** What it took the last time; NaN where it never ran. */
  readonly seconds: number;
  /** When, as 2026-11-27; "" where it never ran. */
  readonly date: string;
}

export interface Plan {
  /** In the order in which they are to run. */
  readonly chosen: readonly string[];
  /** What does not stand, and must wait. */
  readonly waiting: readonly string[];
}

export const stands = ({ state }: Pick<Candidate, "state">) => state === "fresh" || state === "confirmed";

/**
 * What does not stand comes first, cheapest first, while it fits. What is left of the minutes goes to rows that stand, longest
 * ago first. Who writes nothing back, as CI does, counts its turns: the rows that stand are cut into shares, each as large as
 * what is left allows, and each turn takes the next share. A row that is longer than the whole budget waits for a larger one.
 */
export function plan(candidates: readonly Candidate[], minutes: number, turn = 0): Plan {
  const known = candidates.map(({ seconds }) => seconds).filter((seconds) => !Number.isNaN(seconds));
  const usual = known.toSorted((a, b) => a - b)[known.length >> 1] ?? 60;
  const cost = ({ seconds }: Candidate) => (Number.isNaN(seconds) ? usual : seconds);

  let left = 60 * minutes;
  const [chosen, waiting]: string[][] = [[], []];
  for (const each of candidates.filter((one) => !stands(one)).toSorted((a, b) => cost(a) - cost(b))) {
    if (cost(each) > left) waiting!.push(each.id);
    else {
      chosen!.push(each.id);
      left -= cost(each);
    }
  }
  const standing = candidates
    .filter((one) => stands(one) && cost(one) <= left)
    .toSorted((a, b) => a.date.localeCompare(b.date) || a.id.localeCompare(b.id));
  const shares = cut(standing, cost, left);
  return { chosen: [...chosen!, ...(shares[turn % Math.max(1, shares.length)] ?? [])], waiting: waiting! };
}

/** Consecutive shares, none of which costs more than `most`. */
function cut(all: readonly Candidate[], cost: (one: Candidate) => number, most: number): string[][] {
  const shares: string[][] = [];
  let sum = Number.POSITIVE_INFINITY;
  for (const each of all) {
    if (sum + cost(each) > most) {
      shares.push([]);
      sum = 0;
    }
    shares.at(-1)!.push(each.id);
    sum += cost(each);
  }
  return shares;
}
