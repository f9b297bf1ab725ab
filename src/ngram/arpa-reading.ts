import { ArpaLevel } from "./arpa-level.ts";
import { type BackoffLevel, backoffModel } from "./backoff.ts";
import type { NgramModel } from "./model.ts";
import { NgramError } from "./ngram-error.ts";
import { BEGIN, END, MARKS, Vocabulary } from "./vocabulary.ts";

/**
 * Reads an ARPA file, as KenLM, SRILM and `arpaText` write them. An unknown word has the probability of `<unk>`, 0 where the
 * file has none.
 * @param lines of the file, without their ends
 * @param file its name, for errors: an NgramError names it and the line
 */
export function readArpa(lines: Iterable<string>, file: string): { model: NgramModel; vocabulary: Vocabulary } {
  const reader = new Reader(lines, file);
  const declared = readHeader(reader);
  const vocabulary = new Vocabulary();
  const read = declared.map((count, i) => readLevel(reader, vocabulary, i + 1, count, i + 1 === declared.length));
  if (reader.line !== "\\end\\") reader.fail("expected \\end\\");
  const levels = assemble(read, vocabulary.size);
  return {
    model: backoffModel({ order: levels.length, size: vocabulary.size, begin: BEGIN, end: END }, levels),
    vocabulary,
  };
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
      this.line = value.trim();
    } while (this.line === "");
  }

  fail(reason: string): never {
    throw new NgramError(`${this.file}: line ${this.number}: ${reason}`);
  }
}

/** How many n-grams of each order the file says it has. */
function readHeader(reader: Reader): number[] {
  const beginning = reader.number;
  while (reader.line !== "\\data\\") {
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
  return declared;
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
    level.push(ids, prob, fields.length === k + 2 ? logarithm(reader, fields[k + 1]!) : 0);
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

/** A logarithm to base 10 as a natural one; -99 and less stand for probability 0. */
function logarithm(reader: Reader, text: string): number {
  if (!/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text)) {
    if (/^-inf(inity)?$/i.test(text)) return -Infinity;
    reader.fail(`${JSON.stringify(text)} is no number`);
  }
  const value = Number(text);
  return value <= -99 ? -Infinity : value * Math.LN10;
}

/** Sorted levels. An n-gram whose suffix is not in the file, as pruning leaves them, gets one that backs off. */
function assemble(read: readonly ArpaLevel[], size: number): BackoffLevel[] {
  read[0]!.fillTo(size);
  for (let k = read.length; k > 2; k--) read[k - 2]!.addSuffixesOf(read[k - 1]!);
  const levels: BackoffLevel[] = [];
  for (const level of read) levels.push(level.sorted(levels));
  return levels;
}
