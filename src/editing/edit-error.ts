/** An edit that cannot be made, in one sentence. */
export class EditError extends Error {
  override readonly name = "EditError";
  /** The message is written for people: commands print it as it is. */
  readonly sentence = true;
}
