import type { NgramModel } from "./model.ts";
import type { Level } from "./tables.ts";
import type { Unit } from "./text.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Lines in one piece of text. */
const PIECE = 1 << 12;

/**
 * A model as an ARPA file, in pieces of some thousand lines. Logarithms are to base 10 with nine digits; -99 stands for
 * probability 0, by custom. KenLM, SRILM and `readArpa` read it.
 * @param unit what the words are, told in a comment that KenLM and SRILM pass over
 * @throws RangeError for a model that is not one of back-off or interpolation
 */
export function* arpaText(model: NgramModel, vocabulary: Vocabulary, unit?: Unit): Generator<string> {
  const levels = model.table?.levels;
  if (levels === undefined)
    throw new RangeError("an ARPA file holds back-off models: this one has no table of n-grams");
  if (unit !== undefined) yield `# unit: ${unit}\n`;
  yield `\\data\\\n${levels.map(({ words }, i) => `ngram ${i + 1}=${words.length}\n`).join("")}`;
  for (const [i, { words, logProbs, backoffs }] of levels.entries()) {
    yield `\n\\${i + 1}-grams:\n`;
    let lines: string[] = [];
    const rows = rowsOf(levels, i + 1);
    for (let row = 0; row < words.length; row++) {
      const ngram = rows(row).map((id) => vocabulary.word(id));
      const backoff = i + 1 === levels.length ? "" : `\t${decimal(backoffs[row]!)}`;
      lines.push(`${decimal(logProbs[row]!)}\t${ngram.join(" ")}${backoff}\n`);
      if (lines.length === PIECE) {
        yield lines.join("");
        lines = [];
      }
    }
    yield lines.join("");
  }
  yield "\n\\end\\\n";
}

/** A natural logarithm to base 10. */
function decimal(log: number): string {
  return log === -Infinity ? "-99" : String(Number((log / Math.LN10).toPrecision(9)));
}

/** The words of each row of level k; rows are to be asked for in rising order. */
function rowsOf(levels: readonly Level[], k: number): (row: number) => readonly number[] {
  const path = new Array<number>(k).fill(0); // path[j]: the row in level j + 1 of the suffix of j + 1 words
  return (row) => {
    path[k - 1] = row;
    for (let j = k - 2; j >= 0; j--) {
      const { children } = levels[j]!;
      while (path[j + 1]! >= children[path[j]! + 1]!) path[j]!++;
    }
    return Array.from({ length: k }, (_, j) => levels[k - 1 - j]!.words[path[k - 1 - j]!]!);
  };
}
