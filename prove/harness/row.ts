/**
 * A row of the course notes is one file: what must hold, a short form that tests run, and the full demonstration, whose figures
 * are its evidence. A row cannot forget its control: one of its bars is on a figure named "control: ...", what must fail, or stay
 * apart, for the demonstration to mean something.
 */
import { seed, threads } from "../../src/tensor/index.ts";
import { type Bar, type Bars, type Figure, type Figures, shortfalls } from "./figures.ts";

/** What a short form found: figures by name, each with its bar. */
export type Checks = Readonly<Record<string, readonly [figure: Figure, bar: Bar]>>;

export type ShortForm = () => Checks | Promise<Checks>;

export type Log = (line: string) => void;

export interface Outcome {
  /** The figures, by name; those that a bar is on among them. */
  readonly value: Figures;
  /** What was done to the control, in words and figures. */
  readonly control: string;
  readonly seeds?: readonly number[];
  readonly interval?: string;
}

export interface Row {
  /** Row of the notes, for example "E17". */
  readonly id: string;
  /** What must hold, in words, stated before the run. */
  readonly bar: string;
  /** The same of figures of the full form. */
  readonly holds: Bars;
  /** Bars of an honest result against the notes, where not all of `holds` is met: *negative*, published with its figures. */
  readonly negative?: Bars;
  /** Whose values ours are compared with. */
  readonly oracle: string;
  /** What tests run, by name: seconds, not minutes. Each can fail. */
  readonly short: Readonly<Record<string, ShortForm>>;
  /** Runs it in full; `log` tells how far it is. */
  full(log: Log): Outcome | Promise<Outcome>;
}

export const CONTROL = "control: ";

/** The row as it was given; throws where it has no short form, or no bar on a control. */
export function row(given: Row): Row {
  if (Object.keys(given.short).length === 0) throw new Error(`row ${given.id} has no short form`);
  if (!Object.keys(given.holds).some((name) => name.startsWith(CONTROL)))
    throw new Error(`row ${given.id} has no bar on a figure "${CONTROL}..."`);
  return given;
}

export interface Shown {
  readonly figures: Figures;
  /** What failed, in words; empty where the short form holds. */
  readonly missed: readonly string[];
}

/** Runs a short form, on one thread and from one seed, so that its figures depend on nothing that ran before. */
export async function show(form: ShortForm): Promise<Shown> {
  const before = threads();
  threads(1);
  seed(0);
  try {
    const checks = await form();
    const figures = Object.fromEntries(Object.entries(checks).map(([name, [figure]]) => [name, figure]));
    const failed = Object.entries(checks).flatMap(([name, [figure, bar]]) =>
      Object.keys(bar).length === 0 ? [`${name} has no bar`] : shortfalls(name, figure, bar, figures),
    );
    return { figures, missed: Object.keys(checks).length === 0 ? ["nothing was checked"] : failed };
  } finally {
    threads(before);
  }
}

/** The sentence that `act` is refused with; says so where it is not. */
export async function refusal(act: () => unknown): Promise<string> {
  try {
    await act();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "not refused";
}

/** The largest of some numbers, 0 of none; NaN where one is. */
export const largest = (numbers: Iterable<number>): number => [...numbers].reduce((most, x) => Math.max(most, x), 0);
