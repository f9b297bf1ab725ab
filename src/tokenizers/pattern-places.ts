/** Places in a text, which match nothing themselves, as Oniguruma has them: borders of lines, of words and of the text. */

import { WORD_CHARACTER } from "./pattern-classes.ts";

const BORDER = (isOne: boolean) => {
  const [both, one] = [isOne ? "!" : "=", isOne ? "=" : "!"];
  return `(?:(?<=${WORD_CHARACTER})(?${both}${WORD_CHARACTER})|(?<!${WORD_CHARACTER})(?${one}${WORD_CHARACTER}))`;
};

/** Places, and the sets that only stand outside of classes. */
export const PLACES: Readonly<Record<string, string>> = {
  A: "^",
  z: "$",
  Z: "(?=\\n?$)",
  b: BORDER(true),
  B: BORDER(false),
  R: "(?:\\r\\n|(?!\\r\\n)[\\n-\\r\\x85\\u2028\\u2029])",
  N: "[^\\n]",
  O: "[^]",
};
export const LINE_START = "(?:^|(?<=\\n)(?=[^]))";
export const LINE_END = "(?=\\n|$)";
