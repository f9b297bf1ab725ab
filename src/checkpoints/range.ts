import { ops, type Tensor } from "../tensor/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";

const { aten } = ops;

/** The largest number of float16, in which block formats have their scales too. */
const LARGEST_HALF = 65504;

/**
 * Throws a CheckpointError where a format has made numbers of a weight infinite, or none, that were not: `kept` gives back what the
 * format holds, and is asked only where a value reaches what float16 cannot hold.
 */
export function checkRange(file: string, name: string, values: Tensor, format: string, kept: () => Tensor): void {
  if (values.size === 0) return;
  const largest = values.abs().max().item();
  if (largest <= LARGEST_HALF) return;
  const lost = aten.isfinite.default(values).mul(aten.isfinite.default(kept()).logicalNot());
  if (lost.to("float32").sum().item() > 0) {
    const size = Number.isFinite(largest) ? `up to ${largest.toPrecision(6)}` : "that are no finite numbers";
    const why = `holds values ${size}, and in ${format} numbers end at ${LARGEST_HALF}: take BF16 or F32`;
    throw new CheckpointError(file, name, why);
  }
}
