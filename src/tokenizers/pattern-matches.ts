/**
 * The ranges that a pattern (global) matches in a text, as `tokenizers` goes through them: one that is empty counts unless another
 * match ends there, and in an empty text there are none.
 */
export function* matchesOf(pattern: RegExp, text: string): Generator<[start: number, end: number]> {
  let lastEnd = -1;
  for (let from = 0; text !== "" && from <= text.length; ) {
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    if (match === null) return;
    const end = match.index + match[0].length;
    const isEmpty = match[0] === "";
    // What matches nothing would be found at the same place for ever; step over one whole character.
    from = isEmpty ? end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1) : end;
    // V8 finds an empty match between the halves of a surrogate pair too.
    const isWithin = end > 0 && text.codePointAt(end - 1)! > 0xffff;
    if (isEmpty && (end === lastEnd || isWithin)) continue;
    lastEnd = end;
    yield [match.index, end];
  }
}

/** A text with `content` in place of what a pattern matches. */
export function replaceMatches(pattern: RegExp, text: string, content: string): string {
  let written = "";
  let at = 0;
  for (const [start, end] of matchesOf(pattern, text)) {
    written += text.slice(at, start) + content;
    at = end;
  }
  return written + text.slice(at);
}
