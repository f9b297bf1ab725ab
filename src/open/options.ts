import type { LoadOptions } from "../checkpoints/index.ts";
import type { With } from "./with.ts";

export interface OpenOptions extends LoadOptions {
  /** Threads of one operator. Default: what LibTorch chooses, one for each core. */
  threads?: number;
  /**
   * What rides on all that the model does, the first outermost: interventions, folders that hold one, and tenants, `lora:alice`. A worker
   * takes the last two.
   */
  with?: With;
  /** The folder of tenants: `lora:alice` is its `lora/alice`. Default "tenants". */
  tenants?: string;
}
