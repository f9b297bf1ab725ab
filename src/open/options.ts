import type { LoadOptions } from "../checkpoints/index.ts";

export interface OpenOptions extends LoadOptions {
  /** Threads of one operator. Default: what LibTorch chooses, one for each core. */
  threads?: number;
}
