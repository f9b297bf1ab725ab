/** What may stand behind a bar. */

import { NUMBER_FILTERS } from "./number-filters.ts";
import type { Run } from "./run.ts";
import { SEQUENCE_FILTERS } from "./sequence-filters.ts";
import { TEXT_FILTERS } from "./text-filters.ts";
import type { Arguments, Value } from "./values.ts";

/** What a filter makes of a value and of its arguments. */
export type Filter = (value: Value, args: Arguments, run: Run) => Value;

/** By their names. */
export const FILTERS: ReadonlyMap<string, Filter> = new Map([...TEXT_FILTERS, ...SEQUENCE_FILTERS, ...NUMBER_FILTERS]);
