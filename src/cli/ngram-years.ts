import type { Command } from "commander";
import { createReport } from "../setup/report.mjs";
import { UsageError } from "./command-line.ts";
import { numberFlag, whole } from "./flags.ts";

/** Words of the longest n-gram, as in the export of Google Books. */
const LONGEST = 5;

interface Flags {
  readonly phrase?: readonly string[];
  readonly window: number;
  readonly order: number;
  readonly export?: string;
  readonly json?: boolean;
}

export function addYears(ngram: Command): void {
  ngram
    .command("years")
    .summary("count dated n-grams: show how often phrases were used year by year, or export all counts")
    .argument("[files...]", "a text a line: its year, a tab, the text (default: the State of the Union addresses)")
    .option("--phrase <phrases...>", "what to show, in small letters")
    .option("--window <n>", "years on both sides that are averaged", numberFlag("--window", whole(0, 100)), 3)
    .option("--export <file>", "write all counts in the format of Google Books: ngram, year, matches, volumes")
    .option("--order <n>", "export: tokens of the longest n-gram, 1 to 5", numberFlag("--order", whole(1, LONGEST)), 1)
    .option("--json", "print one object a phrase: phrase, years")
    .action(years);
}

async function years(files: readonly string[], flags: Flags): Promise<void> {
  const { smoothed, YearlyCounts, yearLine } = await import("../ngram/index.ts");
  if ((flags.phrase ?? flags.export) === undefined)
    throw new UsageError("say what to show with --phrase, or where to --export");
  const phrases = (flags.phrase ?? []).map((phrase) => wordsOf(phrase).join(" "));
  const longest = Math.max(1, ...phrases.map((phrase) => phrase.split(" ").length));
  if (longest > LONGEST) throw new UsageError(`--phrase: phrases have up to ${LONGEST} words`);
  const order = flags.export === undefined ? 1 : flags.order;
  const counts = new YearlyCounts(Math.max(order, longest));
  for await (const volume of volumes(files)) counts.add(volume);
  for (const phrase of phrases) {
    const found = counts.frequencies(phrase);
    const average = smoothed(
      found.map(({ frequency }) => frequency),
      flags.window,
    );
    const rows = found.map((row, i) => ({ ...row, smoothed: average[i]! }));
    process.stdout.write(flags.json ? `${JSON.stringify({ phrase, years: rows })}\n` : chart(phrase, rows));
  }
  if (flags.export !== undefined) {
    const { writeAtomically } = await import("../checkpoints/index.ts");
    writeAtomically(flags.export, (write) => {
      for (const row of counts.rows()) write(Buffer.from(`${yearLine(row)}\n`));
    });
    createReport().line(`wrote ${flags.export}`);
  }
}

/** Runs of letters, digits and apostrophes, in small letters. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}'’]+/gu) ?? [];
}

async function* volumes(files: readonly string[]) {
  const { readLines, speeches } = await import("../data/index.ts");
  if (files.length === 0) for (const { year, text } of speeches()) yield { year, tokens: wordsOf(text) };
  for (const file of files) {
    let line = 0;
    for (const text of readLines(file)) {
      line++;
      const [, year, rest] =
        /^(\d{1,4})\t(.*)$/s.exec(text) ?? refuse(`${file}: line ${line}: expected a year, a tab and a text`);
      yield { year: Number(year), tokens: wordsOf(rest!) };
    }
  }
}

function refuse(reason: string): never {
  throw new UsageError(reason);
}

/** Years down the screen, a bar for the smoothed frequency. */
function chart(phrase: string, rows: readonly { year: number; matches: number; smoothed: number }[]): string {
  const top = Math.max(...rows.map(({ smoothed }) => smoothed), Number.MIN_VALUE);
  const lines = rows.map(
    ({ year, matches, smoothed }) =>
      `${year}  ${String(matches).padStart(5)}  ${(1e6 * smoothed).toFixed(1).padStart(8)}  ${"#".repeat(Math.round((50 * smoothed) / top))}\n`,
  );
  return `${phrase}: year, matches, per million (smoothed)\n${lines.join("")}`;
}
