/** The LibTorch build under our feet, its threads, its memory and its devices. */
import { native } from "./native.ts";

/** Which LibTorch this process runs on. */
export interface Build {
  /** For example "2.13.0". */
  readonly version: string;
  /** Instruction set that LibTorch's kernels run with, for example "AVX512". */
  readonly capability: string;
}

/** The LibTorch that this process runs on. Throws where set-up has not been run. */
export function build(): Build {
  const { version, capability } = native();
  return { version, capability };
}

/** The schema of every operator of this LibTorch build, sorted; our own, `tenon::`, are not among them. */
export function schemas(): string[] {
  return native()
    .schemas()
    .filter((schema) => !schema.startsWith("tenon::"));
}

/** How many threads one operator uses; sets it where a count is given. */
export function threads(count?: number): number {
  return native().threads(count);
}

/** What tensors take of the CPU's memory. */
export interface MemoryUse {
  /** What tensors hold on the CPU, in bytes. */
  readonly bytes: number;
  /** The most that they held at once since the last reset, in bytes. */
  readonly peak: number;
  /** How many blocks were allocated since the start: what a loop allocates each time shows in the difference. */
  readonly blocks: number;
}

/** What tensors take of the CPU's memory now; with `resetPeak` the peak counts from here on. */
export function memoryUse({ resetPeak = false } = {}): MemoryUse {
  return native().memory(resetPeak);
}

/** Where tensors can be: "cpu", and "cuda:0" and on where LibTorch and the machine have them. */
export function devices(): string[] {
  return native().devices();
}
