/** What a filter or an object of the environment asks of the run that it is part of. */

import type { Arguments, Value } from "./values.ts";

export interface Runtime {
  /** Whether `{% autoescape true %}` is on. */
  readonly autoescape: boolean;
  /** The time that templates print. */
  readonly now: Date | undefined;
  /** Counts work: a step is about one operation. */
  spend(steps: number): void;
  filter(name: string, value: Value, args: Arguments): Value;
  test(name: string, value: Value, args: Arguments): Value;
}
