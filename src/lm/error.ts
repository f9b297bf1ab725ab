/**
 * unsupported: this model cannot. bad-request: what was asked is wrong. refused, unreachable: an endpoint said no, or nothing that
 * can be read. non-finite: the model computed what is no number. closed: it is not there any more.
 */
export type LanguageModelErrorKind =
  | "unsupported"
  | "bad-request"
  | "refused"
  | "unreachable"
  | "non-finite"
  | "closed";

/** What went wrong, in one sentence, and of which kind. */
export class LanguageModelError extends Error {
  override readonly name = "LanguageModelError";
  /** The message is written for people: commands print it as it is. */
  readonly sentence = true;
  /** What sort of failure it is, for programs that react. */
  readonly kind: LanguageModelErrorKind;
  constructor(kind: LanguageModelErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
