/** Markov chains whose entropy is known: texts on which a model's loss has a floor that can be computed. */
import { draws } from "./draws.ts";

export interface MarkovChain {
  readonly symbols: number;
  /** The next symbol depends on as many before it. */
  readonly order: number;
  /** P(next | history), the history read as a number in base `symbols`: [symbols ** order][symbols]. */
  readonly next: readonly (readonly number[])[];
  /** How often each history occurs in the long run: [symbols ** order]. */
  readonly stationary: Float64Array;
  /** Nats per symbol: -sum_h pi(h) sum_w P(w | h) log P(w | h). */
  readonly entropy: number;
}

/** A chain with random transitions; the smaller `evenness`, the more a history tells. */
export function markovChain(seed: number, symbols: number, order: number, evenness = 0.3): MarkovChain {
  const draw = draws(seed);
  const histories = symbols ** order;
  const next = Array.from({ length: histories }, () => {
    const weights = Array.from({ length: symbols }, () => (-Math.log(1 - draw())) ** (1 / evenness) + 0.01);
    const sum = weights.reduce((a, b) => a + b);
    return weights.map((weight) => weight / sum);
  });
  const stationary = longRun(next, symbols);
  const chain = { symbols, order, next, stationary };
  return { ...chain, entropy: crossEntropy(chain, (history, symbol) => Math.log(next[history]![symbol]!)) };
}

/** -sum_h pi(h) sum_w P(w | h) log Q(w | h), in nats a symbol, without sampling. */
export function crossEntropy(
  { next, stationary }: Pick<MarkovChain, "next" | "stationary">,
  logQ: (history: number, symbol: number) => number,
): number {
  let sum = 0;
  next.forEach((row, history) => {
    row.forEach((p, symbol) => {
      if (p > 0) sum -= stationary[history]! * p * logQ(history, symbol);
    });
  });
  return sum;
}

/** The symbols of a history, the oldest first. */
export function historySymbols({ symbols, order }: MarkovChain, history: number): number[] {
  return Array.from({ length: order }, (_, i) => Math.floor(history / symbols ** (order - 1 - i)) % symbols);
}

/** A text of that many symbols, begun from the long run. */
export function sampleChain({ symbols, next, stationary }: MarkovChain, seed: number, length: number): number[] {
  const draw = draws(seed);
  let history = pick(stationary, draw());
  return Array.from({ length }, () => {
    const symbol = pick(next[history]!, draw());
    history = (history * symbols + symbol) % next.length;
    return symbol;
  });
}

function pick(probabilities: ArrayLike<number>, at: number): number {
  let left = at;
  for (let i = 0; i < probabilities.length; i++) {
    left -= probabilities[i]!;
    if (left < 0) return i;
  }
  return probabilities.length - 1;
}

/** The stationary distribution, by stepping on until it stands still. */
function longRun(next: readonly (readonly number[])[], symbols: number): Float64Array {
  let now = new Float64Array(next.length).fill(1 / next.length);
  for (let step = 0; step < 10_000; step++) {
    const then = new Float64Array(next.length);
    next.forEach((row, history) => {
      row.forEach((p, symbol) => {
        then[(history * symbols + symbol) % next.length]! += now[history]! * p;
      });
    });
    const moved = then.reduce((sum, value, i) => sum + Math.abs(value - now[i]!), 0);
    now = then;
    if (moved < 1e-15) break;
  }
  return now;
}
