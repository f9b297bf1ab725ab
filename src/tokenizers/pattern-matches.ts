/**
 * Calls `found` with the ranges that a pattern (global) matches in a text, as `tokenizers` goes through them: one that is empty counts
 * unless another match ends there, and in an empty text there are none. (No generator: words of every text come this way.)
 */
export function eachMatch(pattern: RegExp, text: string, found: (start: number, end: number) => void): void {
  if (text === "") return;
  let lastEnd = -1;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const start = match.index;
    const end = start + match[0].length;
    if (start === end) {
      // What matches nothing would be found at the same place for ever; step over one whole character.
      const next = end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
      // V8 finds an empty match between the halves of a surrogate pair too.
      const isWithin = end > 0 && text.codePointAt(end - 1)! > 0xffff;
      if (end !== lastEnd && !isWithin) found(start, end);
      if (next > text.length) return;
      pattern.lastIndex = next;
    } else found(start, end);
    lastEnd = end;
  }
}

/** A text with `content` in place of what a pattern matches. */
export function replaceMatches(pattern: RegExp, text: string, content: string): string {
  let written = "";
  let at = 0;
  eachMatch(pattern, text, (start, end) => {
    written += text.slice(at, start) + content;
    at = end;
  });
  return written + text.slice(at);
}
