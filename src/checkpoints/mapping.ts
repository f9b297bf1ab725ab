import { keep, mapFile, type Tensor } from "../tensor/index.ts";
import { refused } from "./checkpoint-error.ts";

/** A file as bytes, uint8 [size], read on demand. It outlives scopes; what was cut out of it lives on without it. */
export function mapped(path: string): Tensor {
  try {
    return keep(mapFile(path));
  } catch (error) {
    throw refused(path, "read", error);
  }
}

/** Part of a mapped file, uint8 [length]: a view where the place allows to read elements of `alignment` bytes, else a copy. */
export function cut(file: Tensor, start: number, length: number, alignment: number): Tensor {
  const bytes = file.narrow(0, start, length);
  return start % alignment === 0 ? bytes : bytes.clone();
}
