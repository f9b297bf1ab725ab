/** A place in a regular expression that is read from left to right. */

/** A construct without a counterpart here. */
export class PatternError extends Error {
  constructor(pattern: string, construct: string) {
    super(`the regular expression ${JSON.stringify(pattern)} uses ${construct}, which is not supported`);
  }
}

export class PatternReader {
  at = 0;

  constructor(readonly pattern: string) {}

  get isDone(): boolean {
    return this.at >= this.pattern.length;
  }

  character(): string {
    if (this.isDone) throw this.unsupported("an end after \\ or -");
    const character = String.fromCodePoint(this.pattern.codePointAt(this.at)!);
    this.at += character.length;
    return character;
  }

  sees(text: string): boolean {
    return this.pattern.startsWith(text, this.at);
  }

  takes(text: string): boolean {
    if (!this.sees(text)) return false;
    this.at += text.length;
    return true;
  }

  /** What a sticky expression finds here, consumed. */
  match(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.pattern) ?? undefined;
    this.at += found?.[0].length ?? 0;
    return found;
  }

  unsupported(construct: string): PatternError {
    return new PatternError(this.pattern, construct);
  }
}

/** Text as a regular expression that matches it, valid with and without the `u` and `v` flags. */
export const escapeLiteral = (text: string) => text.replace(/[\^$\\.*+?()[\]{}|/]/g, "\\$&");

/** A character inside a class of the `v` flag, where more of them have a meaning; any of them may be escaped. */
export const escapeInClass = (character: string) => character.replace(/[\^$\\.*+?()[\]{}|/\-&!#%,:;<=>@`~]/, "\\$&");
