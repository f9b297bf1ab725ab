/** A text or a model file that cannot be used; the message is one sentence that names file and line. */
export class NgramError extends Error {
  override readonly name = "NgramError";
  /** The message is written for people: commands print it as it is. */
  readonly sentence = true;
}
