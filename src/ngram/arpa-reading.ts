import { ArpaLevel } from "./arpa-level.ts";
import { type BackoffLevel, backoffModel } from "./backoff.ts";
import type { NgramModel } from "./model.ts";
import { NgramError } from "./ngram-error.ts";
import { UNITS, type Unit } from "./text.ts";
import { BEGIN, END, MARKS, UNKNOWN, Vocabulary } from "./vocabulary.ts";

/** log P of an unknown word by a file without `<unk>`, as KenLM has it. */
const STRANGE = -100 * Math.LN10;

export interface ArpaFile {
  readonly model: NgramModel;
  readonly vocabulary: Vocabulary;
  /** What its words are; undefined where the file doesn't say. */
  readonly unit: Unit | undefined;
}

/**
 * Reads an ARPA file, as KenLM, SRILM and `arpaText` write them. An unknown word has the probability of `<unk>`, 1e-100 where
 * the file has none, as in KenLM; where it has no `</s>`, the end of a sentence is no event.
 * @param lines of the file, without their ends
 * @param file its name, for errors: an NgramError names it and the line
 */
export function readArpa(lines: Iterable<string>, file: string): ArpaFile {
  const reader = new Reader(lines, file);
  const { declared, unit } = readHeader(reader);
  const vocabulary = new Vocabulary();
  const read = declared.map((count, i) => readLevel(reader, vocabulary, i + 1, count, i + 1 === declared.length));
  if (reader.line !== "\\end\\") reader.fail("expected \\end\\");
  const end = read[0]!.holds(END) ? END : undefined;
  if (!read[0]!.holds(UNKNOWN)) read[0]!.push([UNKNOWN], STRANGE, 0);
  const levels = assemble(read, vocabulary.size);
  const model = backoffModel({ order: levels.length, size: vocabulary.size, begin: BEGIN, end }, levels);
  return { model, vocabulary, unit };
}

/** Lines that are not empty, one at a time. */
class Reader {
  readonly #lines: Iterator<string>;
  line = "";
  number = 0;

  constructor(
    lines: Iterable<string>,
    readonly file: string,
  ) {
    this.#lines = lines[Symbol.iterator]();
    this.next();
  }

  next(): void {
    do {
      const { done, value } = this.#lines.next();
      if (done) this.fail("the file ends before \\end\\");
      this.number++;
      this.line = trimmed(value);
    } while (this.line === "");
  }

  fail(reason: string): never {
    throw new NgramError(`${this.file}: line ${this.number}: ${reason}`);
  }
}

/** A line without the blanks of ASCII around it: others may belong to words. */
function trimmed(line: string): string {
  return /[^ \t-\r](?:.*[^ \t-\r])?/s.exec(line)?.[0] ?? "";
}

/** How many n-grams of each order the file says it has, and what a comment before says of its words. */
function readHeader(reader: Reader): { declared: number[]; unit: Unit | undefined } {
  const beginning = reader.number;
  let unit: Unit | undefined;
  while (reader.line !== "\\data\\") {
    unit ??= UNITS.find((name) => reader.line === `# unit: ${name}`);
    if (reader.number - beginning > 1000) reader.fail("there is no \\data\\ so far: it is no ARPA file");
    reader.next();
  }
  const declared: number[] = [];
  for (reader.next(); !reader.line.startsWith("\\"); reader.next()) {
    const [, k, count] = /^ngram\s+(\d+)\s*=\s*(\d+)$/.exec(reader.line) ?? reader.fail("expected ngram ORDER=COUNT");
    if (Number(k) !== declared.length + 1) reader.fail(`expected the count of ${declared.length + 1}-grams`);
    if (declared.push(Number(count)) > 16) reader.fail("n-grams of more than 16 words are not supported");
  }
  if (declared.length === 0) reader.fail("expected ngram 1=COUNT");
  return { declared, unit };
}

function readLevel(reader: Reader, vocabulary: Vocabulary, k: number, count: number, highest: boolean): ArpaLevel {
  if (reader.line !== `\\${k}-grams:`) reader.fail(`expected \\${k}-grams:`);
  const level = new ArpaLevel(k);
  const ids = new Uint32Array(k);
  for (reader.next(); !reader.line.startsWith("\\") || /[\t ]/.test(reader.line); reader.next()) {
    if (level.length === count) reader.fail(`there are more than the ${count} ${k}-grams that the file began with`);
    const fields = reader.line.split(/[\t ]+/);
    if (fields.length !== k + 1 && (highest || fields.length !== k + 2))
      reader.fail(
        `expected a logarithm, ${k === 1 ? "a word" : `${k} words`}${highest ? "" : " and at most a back-off weight"}`,
      );
    const prob = logarithm(reader, fields[0]!);
    if (prob > 0) reader.fail(`${fields[0]} is no logarithm of a probability: it is above 0`);
    fields.slice(1, k + 1).forEach((word, i) => {
      ids[i] = k === 1 ? unigram(vocabulary, word) : idOf(reader, vocabulary, word);
    });
    level.push(
      ids,
      k === 1 && ids[0] === BEGIN ? -Infinity : prob,
      fields.length === k + 2 ? logarithm(reader, fields[k + 1]!) : 0,
    );
  }
  if (level.length < count) reader.fail(`there are ${level.length} ${k}-grams, and the file began with ${count}`);
  const twice = level.duplicate();
  if (twice !== undefined)
    reader.fail(
      `among the ${k}-grams above, ${JSON.stringify(twice.map((id) => vocabulary.word(id)).join(" "))} stands twice`,
    );
  return level;
}

/** Marks have their ids from the beginning. */
function unigram(vocabulary: Vocabulary, word: string): number {
  const mark = (MARKS as readonly string[]).indexOf(word);
  return mark >= 0 ? mark : vocabulary.add(word);
}

function idOf(reader: Reader, vocabulary: Vocabulary, word: string): number {
  const mark = (MARKS as readonly string[]).indexOf(word);
  if (mark < 0 && !vocabulary.has(word)) reader.fail(`${JSON.stringify(word)} is not among the 1-grams`);
  return mark >= 0 ? mark : vocabulary.id(word);
}

/** A logarithm to base 10 as a natural one. */
function logarithm(reader: Reader, text: string): number {
  if (!/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text)) {
    if (/^-inf(inity)?$/i.test(text)) return -Infinity;
    reader.fail(`${JSON.stringify(text)} is no number`);
  }
  return Number(text) * Math.LN10;
}

/** Sorted levels. An n-gram whose suffix is not in the file, as pruning leaves them, gets one that backs off. */
function assemble(read: readonly ArpaLevel[], size: number): BackoffLevel[] {
  read[0]!.fillTo(size);
  for (let k = read.length; k > 2; k--) read[k - 2]!.addSuffixesOf(read[k - 1]!);
  const levels: BackoffLevel[] = [];
  for (const level of read) levels.push(level.sorted(levels));
  return levels;
}
