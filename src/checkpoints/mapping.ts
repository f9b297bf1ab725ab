import { mapFile, type Tensor } from "../tensor/index.ts";
import { refused } from "./checkpoint-error.ts";

/** Where in a file something lies, in bytes. */
export interface Place {
  readonly start: number;
  readonly length: number;
}

/**
 * A file as bytes, uint8 [size], read on demand. What was read stays in memory as long as this tensor or anything cut out
 * of it lives.
 */
export function mapped(path: string): Tensor {
  try {
    return mapFile(path);
  } catch (error) {
    throw refused(path, "read", error);
  }
}

/** Part of a mapped file, uint8 [length]: a view where the place allows to read elements of `alignment` bytes, else a copy. */
export function cut(file: Tensor, { start, length }: Place, alignment: number): Tensor {
  const bytes = file.narrow(0, start, length);
  return start % alignment === 0 ? bytes : bytes.clone();
}
