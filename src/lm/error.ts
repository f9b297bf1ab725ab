export type LanguageModelErrorKind = "unsupported" | "refused" | "unreachable" | "bad-request" | "closed";

/** What went wrong, in one sentence, and of which kind. */
export class LanguageModelError extends Error {
  override readonly name = "LanguageModelError";
  readonly sentence = true;
  readonly kind: LanguageModelErrorKind;
  constructor(kind: LanguageModelErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
