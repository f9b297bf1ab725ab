/** What counting models were made for, as commands: typing Chinese by its sound, mending spelling, translating word for word. */
import type { Command } from "commander";
import type { Context, SentencePair, Vocabulary } from "../ngram/index.ts";
import { UsageError } from "./command-line.ts";
import { numberFlag, whole } from "./flags.ts";

export function addApplications(ngram: Command): void {
  ngram
    .command("type")
    .summary("write Chinese characters for syllables of pinyin, without tones, by a model of characters")
    .argument("<model>", "an ARPA file that was built with --unit char")
    .argument("[texts...]", "files of syllables parted by spaces, a sentence a line (default: standard input)", ["-"])
    .requiredOption("--readings <file>", "a character and its readings a line; Unihan_Readings.txt is read too")
    .action(type);
  ngram
    .command("correct")
    .summary("mend words that are misspelled, or are not those that stand in such a place")
    .argument("<model>", "an ARPA file of words in small letters")
    .argument("[texts...]", "text files, a sentence a line (default: standard input)", ["-"])
    .option("--errors <share>", "of 100 words, how many are wrong", percent, 2)
    .action(correct);
  ngram
    .command("translate")
    .summary("learn words and their order from sentence pairs, and translate sentences (IBM Model 1)")
    .argument("<pairs>", "a file of pairs: a sentence, a tab, its translation; what is written is of the first kind")
    .argument("[texts...]", "sentences of the second kind, one a line (default: standard input)", ["-"])
    .option("--steps <n>", "of expectation maximization", numberFlag("--steps", whole(1, 9999)), 10)
    .action(translate);
}

function percent(text: string): number {
  const value = Number(text);
  if (value > 0 && value < 100) return value;
  throw new UsageError(`--errors: ${JSON.stringify(text)} is no number above 0 and below 100`);
}

async function type(path: string, texts: readonly string[], { readings }: { readings: string }): Promise<void> {
  const { NgramError, typed } = await import("../ngram/index.ts");
  const { model, vocabulary } = await readModel(path);
  const characters = await readReadings(readings, vocabulary);
  for await (const { line, place } of linesOf(texts)) {
    try {
      const { ids } = typed({ candidates: (syllable) => characters.get(syllable) ?? [], model }, wordsOf(line));
      process.stdout.write(`${ids.map((id) => vocabulary.word(id)).join("")}\n`);
    } catch (error) {
      throw error instanceof NgramError ? new UsageError(`${place}: ${error.message}, and is in ${path}`) : error;
    }
  }
}

/** The ids of characters that the model knows, by syllables without tones, ü as v. */
async function readReadings(file: string, vocabulary: Vocabulary): Promise<Map<string, number[]>> {
  const characters = new Map<string, number[]>();
  for await (const { line, place } of linesOf([file])) {
    if (line.startsWith("#") || line.trim() === "") continue;
    const [first = "", ...rest] = wordsOf(line);
    const code = /^U\+([0-9A-F]{4,6})$/.exec(first)?.[1];
    if (code !== undefined && rest[0] !== "kMandarin") continue; // other lines of Unihan
    const [character, readings] =
      code === undefined ? [first, rest] : [String.fromCodePoint(Number.parseInt(code, 16)), rest.slice(1)];
    if (readings.length === 0) throw new UsageError(`${place}: expected a character and its readings`);
    if (!vocabulary.has(character)) continue;
    for (const syllable of new Set(readings.map(withoutTone)))
      characters.set(syllable, [...(characters.get(syllable) ?? []), vocabulary.id(character)]);
  }
  return characters;
}

/** "lǜ" and "lü4" are lv. */
function withoutTone(reading: string): string {
  return reading
    .normalize("NFD")
    .replace(/u\u0308/gu, "v")
    .replace(/[\p{M}\d]/gu, "")
    .toLowerCase();
}

async function correct(path: string, texts: readonly string[], { errors }: { errors: number }): Promise<void> {
  const { inContext } = await import("../ngram/index.ts");
  const { model, vocabulary, unit } = await readModel(path);
  if (unit === "char") throw new UsageError(`${path} is a model of characters, and words are asked of it`);
  const context: Context = {
    model,
    idOf: (word) => vocabulary.id(word),
    knows: (word) => vocabulary.has(word) && !word.startsWith("<"),
  };
  for await (const { line } of linesOf(texts)) {
    const words = wordsOf(line);
    for (let i = 0; i < words.length; i++) words[i] = inContext(words, i, context, errors / 100);
    process.stdout.write(`${words.join(" ")}\n`);
  }
}

async function translate(path: string, texts: readonly string[], { steps }: { steps: number }): Promise<void> {
  const { countSentences, decode, ibm1, modifiedKneserNey, Vocabulary } = await import("../ngram/index.ts");
  const pairs: SentencePair[] = [];
  for await (const { line, place } of linesOf([path])) {
    const [english, foreign, more] = line.split("\t").map(wordsOf);
    if (english === undefined || foreign === undefined || more !== undefined)
      throw new UsageError(`${place}: expected a sentence, a tab and its translation`);
    pairs.push({ english, foreign });
  }
  const table = ibm1(pairs, { steps });
  const vocabulary = new Vocabulary();
  const sentences = pairs.map(({ english }) => english);
  const model = modifiedKneserNey(countSentences(sentences, vocabulary, { order: 2 }));
  const fluency = { model, idOf: (word: string) => vocabulary.id(word) };
  for await (const { line } of linesOf(texts))
    process.stdout.write(`${decode(wordsOf(line), table, { fluency }).join(" ")}\n`);
}

const wordsOf = (line: string): string[] => line.split(/[ \t-\r]+/).filter((word) => word !== "");

/** The lines of files, each with what errors call it. */
async function* linesOf(paths: readonly string[]): AsyncGenerator<{ line: string; place: string }> {
  const { inputName, readLines } = await import("../data/index.ts");
  for (const path of paths) {
    let number = 0;
    for (const line of readLines(path)) yield { line, place: `${inputName(path)}: line ${++number}` };
  }
}

async function readModel(path: string) {
  const { readArpa } = await import("../ngram/index.ts");
  const { readLines } = await import("../data/index.ts");
  return readArpa(readLines(path), path);
}
