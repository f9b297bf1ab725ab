/** An effect over seeds: what was treated beside its control, in pairs. */
import { threads } from "../../src/tensor/index.ts";
import type { Figures } from "./figures.ts";
import { CONTROL, type Log, type Outcome } from "./row.ts";
import { described, tInterval } from "./statistics.ts";

/** Figures of one run, by name. */
type Measured = Readonly<Record<string, number>>;

export interface Effect<T extends Measured, C extends Measured> {
  readonly seeds: readonly number[];
  /** The figure of both whose difference is the effect. */
  readonly of: keyof T & keyof C & string;
  /** What is measured once, whatever the seed. */
  readonly once?: (log: Log) => Figures;
  readonly treated: (seed: number, log: Log) => T;
  /** The same without what is claimed to matter; it may need to know how long the treated ran. */
  readonly control: (seed: number, log: Log, treated: readonly T[]) => C;
}

/**
 * The full form of a row: treats each seed, then runs the control of each. Its figures are those of the runs, one a seed, as
 * "name" and "control: name", and "NAME, treated less control" as mean, lower and upper end of the 95 % t interval over pairs.
 */
export function effect<T extends Measured, C extends Measured>(given: Effect<T, C>): (log: Log) => Outcome {
  const { seeds, of } = given;
  return (log) => {
    threads(1); // so that the figures are those of any machine
    const once = given.once?.(log) ?? {};
    const treated = seeds.map((seed) => given.treated(seed, log));
    const control = seeds.map((seed) => given.control(seed, log, treated));
    const own = tInterval(treated.map((run) => run[of]!));
    const pairs = tInterval(treated.map((run, i) => run[of]! - control[i]![of]!));
    return {
      value: {
        ...once,
        ...columns(treated, ""),
        ...columns(control, CONTROL),
        [`${of}, treated less control`]: [pairs.mean, pairs.low, pairs.high],
      },
      seeds,
      interval: `${of}: ${described(own, seeds.length)}; less the control's: ${described(pairs, seeds.length)}`,
      control: `${of}: ${control.map((run) => run[of]!.toPrecision(4)).join(", ")}`,
    };
  };
}

/** The runs' figures by name, one a seed. */
function columns(runs: readonly Measured[], prefix: string): Figures {
  return Object.fromEntries(
    Object.keys(runs[0] ?? {}).map((name) => [`${prefix}${name}`, runs.map((run) => run[name]!)]),
  );
}
