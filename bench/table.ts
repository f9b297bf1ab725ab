import type { SideCommand } from "./side.ts";

export interface Run {
  readonly side: string;
  readonly task: string;
  readonly round: number;
  /** One-minute load of the machine before the run. */
  readonly load: number;
  readonly value: number;
  /** All that the side answered, where the table has a report of its own. */
  readonly answer?: Readonly<Record<string, unknown>>;
}

/** A table of a bench: who is measured, on what work, and how an answer is read. */
export interface Table {
  readonly title: string;
  readonly unit: string;
  readonly higherIsBetter: boolean;
  /** Whether a side is a new process in each round, which nothing warms up. */
  readonly fresh?: boolean;
  /** Rounds, unless the command says how many. Default 5. */
  readonly rounds?: number;
  /** The sides, ours first, and the requests by the task's name. */
  prepare(threads: number): Promise<{
    sides: readonly SideCommand[];
    requests: Readonly<Record<string, unknown>>;
    note?: string;
  }>;
  /** What is compared; undefined where the side has no answer to this request. */
  value(answer: Readonly<Record<string, unknown>>): number | undefined;
  /** Lines to print in place of `comparison`. */
  report?(runs: readonly Run[]): readonly string[];
}

/** A side written in our TypeScript. */
export function ownSide(name: string, file: string, args: readonly string[]): SideCommand {
  const path = (relative: string) => new URL(relative, import.meta.url).pathname;
  return {
    name,
    command: process.execPath,
    args: ["--import", path("../src/setup/typescript.mjs"), path(file), ...args],
  };
}

/** A side written in Python, where there is one. */
export function pythonSide(name: string, file: string, args: readonly string[]): SideCommand | undefined {
  const python = process.env.BENCH_PYTHON;
  return python === undefined
    ? undefined
    : { name, command: python, args: [new URL(file, import.meta.url).pathname, ...args] };
}

export const NO_PYTHON = "BENCH_PYTHON names no Python: its rows are left out";
