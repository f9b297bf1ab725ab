/** What the loop asks of its data: a stream without an end that can be taken up anywhere. `data`'s `Batches` is one. */
export interface Resumable<B> {
  next(): B;
  /** What comes next, as plain JSON. */
  readonly position: unknown;
  seek(position: unknown): void;
}
