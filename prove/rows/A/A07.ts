/** Dated n-grams and their viewer (Michel et al. 2011). */

import { execFileSync } from "node:child_process";
import { speeches } from "../../../src/data/index.ts";
import { parseYearLine, smoothed, YearlyCounts, yearLine } from "../../../src/ngram/index.ts";
import { refusal, row } from "../../harness/row.ts";
import { referenceCorpus } from "../../worlds/reference-corpus.ts";

const PHRASES = ["the", "freedom", "war", "united states", "fellow citizens", "the american people", "climate change"];
const WINDOW = 3;

/** How often grep finds a phrase between spaces. */
function grep(phrase: string, input: string): number {
  try {
    return (
      execFileSync("grep", ["-oP", `(?<= )${phrase}(?= )`], { input, maxBuffer: 1 << 28 })
        .toString()
        .split("\n").length - 1
    );
  } catch (error) {
    if ((error as { status?: number }).status === 1) return 0; // none
    throw error;
  }
}

/** The moving average by running sums. */
function movingAverage(values: readonly number[], window: number): number[] {
  const sums = [0];
  for (const value of values) sums.push(sums.at(-1)! + value);
  return values.map((_, i) => {
    const [from, to] = [Math.max(0, i - window), Math.min(values.length, i + window + 1)];
    return (sums[to]! - sums[from]!) / (to - from);
  });
}

export default row({
  id: "A07",
  bar:
    "State of the Union addresses 1790 to 2021: of seven phrases of one to three words the yearly relative frequency equals what grep counts, exactly, in every year; the " +
    "smoothing window equals a moving average within 1e-15; an export in Google Books' format reads back whole",
  holds: {
    "apart from grep": { is: 0 },
    "worst distance from the moving average": { below: 1e-15 },
    "lines of the export that do not read back": { is: 0 },
    "words missing from the export": { is: 0 },
    "control: frequencies that differ when dated one text later": { above: "years" },
  },
  oracle: "grep; running sums; the format ngram, year, match_count, volume_count",

  short: {
    "frequencies equal a plain search of the text, and the window is a moving average": async () => {
      const { sentences } = referenceCorpus();
      const texts = sentences.map((tokens, i) => ({ year: 1790 + (i % 7), tokens }));
      const yearly = new YearlyCounts(2);
      for (const text of texts) yearly.add(text);
      let apart = 0;
      for (const phrase of ["the", "united states", "nowhere"]) {
        for (const { year, matches, frequency } of yearly.frequencies(phrase)) {
          const own = texts.filter((text) => text.year === year);
          const found = own.reduce(
            (sum, { tokens }) => sum + ` ${tokens.join("  ")} `.split(` ${phrase.replace(" ", "  ")} `).length - 1,
            0,
          );
          const n = phrase.split(" ").length;
          const all = own.reduce((sum, { tokens }) => sum + Math.max(0, tokens.length - n + 1), 0);
          if (matches !== found || frequency !== found / all) apart++;
        }
      }
      const line = [...yearly.rows()].find(({ ngram, year }) => ngram === "united states" && year === 1791)!;
      return {
        "years and phrases apart": [apart, { is: 0 }],
        "occurrences of the": [yearly.frequencies("the").reduce((sum, { matches }) => sum + matches, 0), { above: 0 }],
        "a line read back": [yearLine(parseYearLine(yearLine(line))), { is: yearLine(line) }],
        volumes: [line.volumes, { atMost: "matches" }],
        matches: [line.matches, { above: 0 }],
        "moving average": [smoothed([1, 2, 6, 3], 1), { is: [1.5, 3, 11 / 3, 4.5] }],
        "a line without tabs": [await refusal(() => parseYearLine("the 1790 3 2")), { says: "a tab between them" }],
      };
    },
  },

  async full(log) {
    const texts = [...speeches()].map(({ year, text }) => ({
      year,
      tokens: text.toLowerCase().match(/[a-z0-9']+/g) ?? [],
    }));
    const yearly = new YearlyCounts(3);
    for (const text of texts) yearly.add(text);
    const years = [...new Set(texts.map(({ year }) => year))];
    let apart = 0;
    let misdated = 0;
    let offAverage = 0;
    let total = 0;
    for (const phrase of PHRASES) {
      const found = yearly.frequencies(phrase);
      const n = phrase.split(" ").length;
      for (const [i, year] of years.entries()) {
        const own = texts.filter((text) => text.year === year);
        // Two spaces between words, so that the end of one match is not the beginning of the next.
        const matches = own.reduce(
          (sum, { tokens }) => sum + grep(phrase.replaceAll(" ", "  "), ` ${tokens.join("  ")} `),
          0,
        );
        const all = own.reduce((sum, { tokens }) => sum + tokens.length - n + 1, 0);
        total += matches;
        if (found[i]!.matches !== matches || found[i]!.frequency !== matches / all) apart++;
        if (found[(i + 1) % years.length]!.frequency !== matches / all) misdated++;
      }
      const series = found.map(({ frequency }) => frequency);
      const average = movingAverage(series, WINDOW);
      smoothed(series, WINDOW).forEach((value, i) => {
        offAverage = Math.max(offAverage, Math.abs(value - average[i]!));
      });
      log(`${phrase}: ${found.reduce((sum, { matches }) => sum + matches, 0)}`);
    }
    let rows = 0;
    let unlike = 0;
    const perYear = new Map<number, number>();
    for (const row of yearly.rows()) {
      rows++;
      const line = yearLine(row);
      if (yearLine(parseYearLine(line)) !== line) unlike++;
      if (!row.ngram.includes(" ")) perYear.set(row.year, (perYear.get(row.year) ?? 0) + row.matches);
    }
    const words = texts.reduce((sum, { tokens }) => sum + tokens.length, 0);
    const exported = [...perYear.values()].reduce((sum, value) => sum + value, 0);
    return {
      value: {
        years: years.length,
        words,
        "years and phrases compared": years.length * PHRASES.length,
        "occurrences found by grep": total,
        "apart from grep": apart,
        "worst distance from the moving average": offAverage,
        "lines of the export": rows,
        "words in the export": exported,

        "lines of the export that do not read back": unlike,
        "words missing from the export": words - exported,
        "control: frequencies that differ when dated one text later": misdated,
      },
      control: `dated one text later, ${misdated} of ${years.length * PHRASES.length} frequencies differ`,
    };
  },
});
