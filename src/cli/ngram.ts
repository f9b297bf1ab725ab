import { totalmem } from "node:os";
import { dirname } from "node:path";
import { type Command, Option } from "commander";
import type { Counts, NgramModel, Unit, Vocabulary } from "../ngram/index.ts";
import { createReport, megabytes, seconds } from "../setup/report.mjs";
import { UsageError } from "./command-line.ts";
import { numberFlag, whole } from "./flags.ts";
import { addApplications } from "./ngram-applications.ts";
import { addYears } from "./ngram-years.ts";

const SMOOTHINGS = ["modified-kneser-ney", "kneser-ney", "katz", "witten-bell", "jelinek-mercer"] as const;
type Smoothing = (typeof SMOOTHINGS)[number];

/** Bytes that an n-gram takes at most while a model is estimated. */
const NGRAM_BYTES = 64;

interface BuildFlags {
  readonly order: number;
  readonly smoothing: Smoothing;
  readonly unit: Unit;
  readonly out: string;
  readonly memory: number;
  readonly heldOut?: string;
}

export function addNgram(program: Command): void {
  const ngram = program.command("ngram").summary("count n-grams of a text, and use the model that the counts make");
  ngram
    .command("build")
    .summary("build a model from texts of any size and write it as an ARPA file, which KenLM and SRILM read too")
    .argument("<texts...>", "text files, a sentence a line; - for standard input")
    .requiredOption("--out <file>", "the ARPA file to write")
    .option("--order <n>", "tokens of the longest n-gram, 1 to 16", numberFlag("--order", whole(1, 16)), 5)
    .addOption(new Option("--smoothing <method>").choices(SMOOTHINGS).default(SMOOTHINGS[0]))
    .addOption(new Option("--unit <unit>", "what the tokens are").choices(["word", "char"]).default("word"))
    .option("--held-out <file>", "jelinek-mercer: the text on which weights are fitted")
    .option(
      "--memory <megabytes>",
      "for counting; more goes to disk beside the output",
      numberFlag("--memory", whole(1, 65536)),
      256,
    )
    .action(build);
  ngram
    .command("score")
    .summary("tell how probable texts are: perplexity, and bits per byte")
    .argument("<model>", "an ARPA file")
    .argument("[texts...]", "text files, a sentence a line (default: standard input)", ["-"])
    .option("--json", "print one object: model, sentences, tokens, unknown, perplexity, bits, bytes, bitsPerByte")
    .option("--lines", "print the logarithm, to base 10, of the probability of each sentence")
    .action(score);
  ngram
    .command("query")
    .summary("show what may follow a context, the likeliest first")
    .argument("<model>", "an ARPA file")
    .argument("[context]", "the tokens before; <s> for the beginning of a sentence", "<s>")
    .option("--top <n>", "how many", numberFlag("--top", whole(1, 1e6)), 10)
    .option("--json", "print one object: model, context, next")
    .action(query);
  addApplications(ngram);
  addYears(ngram);
}

async function build(texts: readonly string[], flags: BuildFlags): Promise<void> {
  if ((flags.smoothing === "jelinek-mercer") !== (flags.heldOut !== undefined))
    throw new UsageError("--held-out goes with --smoothing jelinek-mercer, and it with --held-out");
  const { arpaText, Vocabulary } = await import("../ngram/index.ts");
  const { writeAtomically } = await import("../checkpoints/index.ts");
  const began = performance.now();
  const report = createReport();
  const vocabulary = new Vocabulary();
  const counts = await count(texts, vocabulary, flags, report.progress);
  report.line(`counted ${counts.tokens} tokens, ${counts.levels.at(-1)!.words.length} different ${counts.order}-grams`);
  const model = await estimate(counts, vocabulary, flags);
  let bytes = 0;
  writeAtomically(flags.out, (write) => {
    for (const piece of arpaText(model, vocabulary)) {
      const encoded = Buffer.from(piece);
      write(encoded);
      bytes += encoded.length;
      report.progress(`writing ${megabytes(bytes)}`);
    }
  });
  report.line(`wrote ${megabytes(bytes)} in ${seconds(began)}`);
  process.stdout.write(`${flags.out}\n`);
}

async function count(
  texts: readonly string[],
  vocabulary: Vocabulary,
  { order, unit, out, memory }: BuildFlags,
  progress: (text: string) => void,
): Promise<Counts> {
  const { BEGIN, END, NgramCounter } = await import("../ngram/index.ts");
  const most = Math.floor(
    (0.7 * Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)) / NGRAM_BYTES,
  );
  const counter = new NgramCounter({
    order,
    begin: BEGIN,
    end: END,
    memory: memory * 2 ** 20,
    folder: dirname(out),
    most,
  });
  let lines = 0;
  try {
    for await (const tokens of sentences(texts, unit, (word) => vocabulary.add(word))) {
      for (const token of tokens) counter.push(token);
      counter.close();
      if (++lines % 10_000 === 0) progress(`counting: ${lines} sentences, ${vocabulary.size} different tokens`);
    }
    if (lines === 0) throw await emptyTexts(texts);
    progress("sorting and merging");
    return counter.finish(vocabulary.size);
  } finally {
    counter.discard();
  }
}

async function emptyTexts(texts: readonly string[]): Promise<UsageError> {
  const { inputName } = await import("../data/index.ts");
  return new UsageError(`${texts.map(inputName).join(", ")}: there is no token in it`);
}

/** The ids of each line that has a token. What is wrong with one is said with its file and number. */
async function* sentences(
  texts: readonly string[],
  unit: Unit,
  id: (word: string) => number,
): AsyncGenerator<number[]> {
  const { NgramError, tokensOf } = await import("../ngram/index.ts");
  const { inputName, readLines } = await import("../data/index.ts");
  for (const path of texts) {
    let number = 0;
    for (const line of readLines(path)) {
      number++;
      try {
        const tokens = tokensOf(line, unit).map(id);
        if (tokens.length > 0) yield tokens;
      } catch (error) {
        if (error instanceof NgramError) throw new NgramError(`${inputName(path)}: line ${number}: ${error.message}`);
        throw error;
      }
    }
  }
}

async function estimate(counts: Counts, vocabulary: Vocabulary, flags: BuildFlags): Promise<NgramModel> {
  const ngram = await import("../ngram/index.ts");
  switch (flags.smoothing) {
    case "modified-kneser-ney":
      return ngram.modifiedKneserNey(counts);
    case "kneser-ney":
      return ngram.kneserNey(counts);
    case "katz":
      return ngram.katz(counts);
    case "witten-bell":
      return ngram.wittenBell(counts);
    case "jelinek-mercer": {
      const heldOut: number[][] = [];
      for await (const ids of sentences([flags.heldOut!], flags.unit, (word) => vocabulary.id(word))) heldOut.push(ids);
      return ngram.jelinekMercer(counts, ngram.fitWeights(counts, heldOut).weights);
    }
  }
}

async function readModel(path: string) {
  const { readArpa, unitOf } = await import("../ngram/index.ts");
  const { readLines } = await import("../data/index.ts");
  const { model, vocabulary } = readArpa(readLines(path), path);
  return { model, vocabulary, unit: unitOf(vocabulary.words()) };
}

async function score(
  path: string,
  texts: readonly string[],
  flags: { json?: boolean; lines?: boolean },
): Promise<void> {
  const { textOf, UNKNOWN } = await import("../ngram/index.ts");
  const { model, vocabulary, unit } = await readModel(path);
  const sum = { sentences: 0, tokens: 0, unknown: 0, bytes: 0 };
  let logProb = 0;
  const idsOf = (word: string) => {
    const id = vocabulary.id(word);
    sum.bytes += Buffer.byteLength(textOf([word], unit));
    if (id === UNKNOWN) sum.unknown++;
    return id;
  };
  for await (const ids of sentences(texts, unit, idsOf)) {
    const own = model.score(ids).reduce((total, value) => total + value, 0);
    logProb += own;
    sum.sentences++;
    sum.tokens += ids.length + 1; // with the end
    sum.bytes += unit === "word" ? ids.length : 1; // the space or the line's end behind each
    if (flags.lines) process.stdout.write(`${(own / Math.LN10).toFixed(6)}\n`);
  }
  if (sum.sentences === 0) throw await emptyTexts(texts);
  const bits = -logProb / Math.LN2;
  const result = {
    model: path,
    ...sum,
    perplexity: Math.exp(-logProb / sum.tokens),
    bits,
    bitsPerByte: bits / sum.bytes,
  };
  const line =
    `perplexity ${result.perplexity.toFixed(4)} over ${sum.tokens} tokens, ${sum.unknown} of them unknown; ` +
    `${result.bitsPerByte.toFixed(4)} bits per byte`;
  if (flags.json || !flags.lines) process.stdout.write(`${flags.json ? JSON.stringify(result) : line}\n`);
}

async function query(path: string, context: string, { top, json }: { top: number; json?: boolean }): Promise<void> {
  const { BEGIN, tokensOf } = await import("../ngram/index.ts");
  const { model, vocabulary, unit } = await readModel(path);
  const rest = context.replace(/^<s>\s*/, "");
  const ids = tokensOf(rest, unit).map((word) => vocabulary.id(word));
  const probs = model.conditional(rest === context ? ids : [BEGIN, ...ids]);
  const next = Array.from(probs, (probability, id) => ({ token: vocabulary.word(id), probability }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, top);
  const lines = next.map(({ token, probability }) => `${probability.toFixed(6)}  ${token}\n`);
  process.stdout.write(json ? `${JSON.stringify({ model: path, context, next })}\n` : lines.join(""));
}
