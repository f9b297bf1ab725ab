import type { SideCommand } from "./side.ts";

/** A table of a bench: who is measured, on what work, and how an answer is read. */
export interface Table {
  readonly title: string;
  readonly unit: string;
  readonly higherIsBetter: boolean;
  /** The sides, ours first, and the requests by the task's name. */
  prepare(threads: number): Promise<{
    sides: readonly SideCommand[];
    requests: Readonly<Record<string, unknown>>;
    note?: string;
  }>;
  value(answer: Readonly<Record<string, unknown>>): number;
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
