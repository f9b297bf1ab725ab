import type { Json } from "./callback.ts";

/** Batches without an end, in an order that can be taken up again anywhere. */
export interface Batches<B> {
  next(): B;
  /** What comes next, as plain JSON. */
  readonly position: Json;
  seek(position: Json): void;
}
