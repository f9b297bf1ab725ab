/** Dated n-grams and their viewer (Michel et al. 2011). */
import { execFileSync } from "node:child_process";
import { speeches } from "../../../src/data/index.ts";
import { parseYearLine, smoothed, YearlyCounts, yearLine } from "../../../src/ngram/index.ts";
import type { Demonstration } from "../../harness/evidence.ts";

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

const demonstration: Demonstration = {
  id: "A07",
  bar:
    "State of the Union addresses 1790 to 2021: of seven phrases of one to three words the yearly relative frequency equals what grep counts, exactly, in every year; the " +
    "smoothing window equals a moving average within 1e-15; an export in Google Books' format reads back whole",
  oracle: "grep; running sums; the format ngram, year, match_count, volume_count",
  sources: ["src/ngram/years.ts", "prove/rows/A/A07.ts"],

  async run(log) {
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
    const met = apart === 0 && offAverage < 1e-15 && unlike === 0 && exported === words && misdated > years.length;
    return {
      status: met ? "passed" : "failed",
      value: {
        years: years.length,
        words,
        "years and phrases compared": years.length * PHRASES.length,
        "occurrences found by grep": total,
        "apart from grep": apart,
        "worst distance from the moving average": offAverage,
        "lines of the export": rows,
        "words in the export": exported,
      },
      control: `dated one text later, ${misdated} of ${years.length * PHRASES.length} frequencies differ`,
    };
  },
};

export default demonstration;
