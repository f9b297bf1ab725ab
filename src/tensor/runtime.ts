/** The LibTorch build under our feet, its threads, its random generator and its memory. */
import { native } from "./native.ts";

export interface Build {
  /** For example "2.13.0". */
  readonly version: string;
  /** Instruction set that LibTorch's kernels run with, for example "AVX512". */
  readonly capability: string;
}

export function build(): Build {
  const { version, capability } = native();
  return { version, capability };
}

/** Every operator's schema in this build, sorted. */
export function schemas(): string[] {
  return native().schemas();
}

/** How many threads one operator uses; sets it where a count is given. */
export function threads(count?: number): number {
  return native().threads(count);
}

/** Seeds the random generator that `randn`, `rand` and dropout draw from. It belongs to the whole process. */
export function seed(value: number): void {
  native().seed(value);
}

/** Bytes that tensors hold on the CPU, now and at most since the last reset. */
export function memory({ resetPeak = false } = {}): { bytes: number; peak: number } {
  return native().memory(resetPeak);
}
