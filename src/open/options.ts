import type { LoadOptions } from "../checkpoints/index.ts";

export interface OpenOptions extends Omit<LoadOptions, "family"> {
  /** Threads of one operator. Default: what LibTorch chooses, one for each core. */
  threads?: number;
}
