/** How BLEU cuts texts. What counts as a word decides the score, so the ways have names and are published with it. */
import { stripped, words } from "./blanks.ts";

/**
 * "13a": the script mteval-v13a of the translation campaigns, for languages with spaces; "zh": each Chinese character by
 * itself, the rest as in 13a; "char": characters; "none": at spaces.
 */
export type BleuTokenizer = "13a" | "zh" | "char" | "none";

export function bleuTokens(text: string, tokenizer: BleuTokenizer): string[] {
  const trimmed = stripped(text);
  switch (tokenizer) {
    case "13a":
      return words(
        symbolsApart(` ${unescaped(trimmed.replaceAll("<skipped>", "").replaceAll("-\n", "").replaceAll("\n", " "))} `),
      );
    case "zh":
      return words(symbolsApart(Array.from(trimmed, (c) => (CHINESE.test(c) ? ` ${c} ` : c)).join("")));
    case "char":
      return Array.from(words(trimmed).join(""));
    case "none":
      return words(trimmed);
  }
}

/** Symbols apart from words; a period or comma stays within a number, and a hyphen leaves one. A sign at the very end is told by what follows it. */
function symbolsApart(text: string): string {
  return text
    .replace(/([{-~[-` -&(-+:-@/])/g, " $1 ")
    .replace(/([^0-9])([.,])/g, "$1 $2 ")
    .replace(/([.,])([^0-9])/g, " $1 $2")
    .replace(/([0-9])(-)/g, "$1 $2 ");
}

function unescaped(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
}

/**
 * Han characters of the first planes, radicals and strokes, full-width forms and the punctuation among them, as sacreBLEU has
 * them: it means to reach the second plane, and takes in U+2001 to U+2A6D instead, dashes and curly quotes among them.
 */
const CHINESE =
  /[\u2001-\u2a6d\u2e80-\u2fdf\u2ff0-\u303f\u3100-\u312f\u31a0-\u31bf\u31c0-\u31ef\u3200-\u4db5\u4e00-\u9fbb\uf900-\ufa2d\ufa30-\ufa6a\ufa70-\ufad9\ufe10-\ufe1f\ufe30-\ufe4f\uff00-\uffef]/;
