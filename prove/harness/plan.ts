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
  /** What should have run, and must wait. */
  readonly waiting: readonly string[];
}

const stands = ({ state }: Candidate) => state === "fresh" || state === "confirmed";

/** Seconds up to which a short form's word is not taken: the whole is as soon run. */
const CHEAP = 15;

/**
 * What does not stand comes first, then what a short form confirms and is cheap to prove whole, for a short form may see less;
 * each cheapest first, while it fits. What is left of the minutes goes to the other rows that are confirmed, longest ago first;
 * where there are none, to the fresh ones. Who writes nothing back, as CI does, counts its turns: these rows are cut into shares,
 * each as large as what is left allows, and each turn takes the next share. A row longer than the whole budget waits for a larger one.
 */
export function plan(candidates: readonly Candidate[], minutes: number, turn = 0): Plan {
  const cost = costOf(candidates);
  const cheapestFirst = candidates.toSorted((a, b) => cost(a) - cost(b));
  const confirmed = cheapestFirst.filter(({ state }) => state === "confirmed");

  let left = 60 * minutes;
  const [chosen, waiting]: string[][] = [[], []];
  const urgent = [...cheapestFirst.filter((one) => !stands(one)), ...confirmed.filter((one) => cost(one) <= CHEAP)];
  for (const each of urgent) {
    if (cost(each) > left) waiting!.push(each.id);
    else {
      chosen!.push(each.id);
      left -= cost(each);
    }
  }
  const dear = confirmed.filter((one) => cost(one) > CHEAP);
  const turning = (dear.length > 0 ? dear : cheapestFirst.filter(({ state }) => state === "fresh"))
    .filter((one) => cost(one) <= left)
    .toSorted((a, b) => a.date.localeCompare(b.date) || a.id.localeCompare(b.id));
  const shares = cut(turning, cost, left);
  return { chosen: [...chosen!, ...(shares[turn % Math.max(1, shares.length)] ?? [])], waiting: waiting! };
}

/** Every row that has no evidence of the sources as they are, cheapest first. */
export function notFresh(candidates: readonly Candidate[]): readonly string[] {
  const cost = costOf(candidates);
  const old = candidates.filter(({ state }) => state !== "fresh");
  return old.toSorted((a, b) => cost(a) - cost(b)).map(({ id }) => id);
}

/** Seconds of a row; those of one that never ran are what others usually take. */
function costOf(candidates: readonly Candidate[]): (one: Candidate) => number {
  const known = candidates.map(({ seconds }) => seconds).filter((seconds) => !Number.isNaN(seconds));
  const usual = known.toSorted((a, b) => a - b)[known.length >> 1] ?? 60;
  return ({ seconds }) => (Number.isNaN(seconds) ? usual : seconds);
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
