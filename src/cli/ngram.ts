import { totalmem } from "node:os";
import { dirname } from "node:path";
import { type Command, Option } from "commander";
import type { Counts, NgramModel, Vocabulary } from "../ngram/index.ts";
import { createReport, megabytes, seconds } from "../setup/report.mjs";
import { UsageError } from "./command-line.ts";
import { numberFlag, whole } from "./flags.ts";
import { addApplications } from "./ngram-applications.ts";
import { query, score } from "./ngram-score.ts";
import { emptyTexts, type Reading, sentences } from "./ngram-texts.ts";
import { addYears } from "./ngram-years.ts";

const SMOOTHINGS = ["modified-kneser-ney", "kneser-ney", "katz", "witten-bell", "jelinek-mercer"] as const;
type Smoothing = (typeof SMOOTHINGS)[number];

/** Bytes that an n-gram takes at most while a model is estimated. */
const NGRAM_BYTES = 64;

interface BuildFlags extends Reading {
  readonly order: number;
  readonly smoothing: Smoothing;
  readonly out: string;
  readonly memory: number;
  readonly heldOut?: string;
}

const SKIP_SYMBOLS = ["--skip-symbols", "pass over <s>, </s> and <unk> in texts, as KenLM's flag does"] as const;
const UNIT = "what the tokens of the model are, where its file doesn't say so";

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
    .option(...SKIP_SYMBOLS)
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
    .addOption(new Option("--unit <unit>", UNIT).choices(["word", "char"]))
    .option(...SKIP_SYMBOLS)
    .option(
      "--json",
      "print one object: model, unit, sentences, tokens, unknown, perplexity, perplexityOfKnown, bits, bytes, bitsPerByte",
    )
    .option("--lines", "print the logarithm, to base 10, of the probability of each sentence")
    .action(score);
  ngram
    .command("query")
    .summary("show what may follow a context, the likeliest first")
    .argument("<model>", "an ARPA file")
    .argument("[context]", "the tokens before; <s> for the beginning of a sentence", "<s>")
    .option("--top <n>", "how many", numberFlag("--top", whole(1, 1e6)), 10)
    .addOption(new Option("--unit <unit>", UNIT).choices(["word", "char"]))
    .option("--json", "print one object: model, unit, context, unknown, next")
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
    for (const piece of arpaText(model, vocabulary, flags.unit)) {
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
  { order, out, memory, ...reading }: BuildFlags,
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
    for await (const tokens of sentences(texts, reading, (word) => vocabulary.add(word))) {
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
      for await (const ids of sentences([flags.heldOut!], flags, (word) => vocabulary.id(word))) heldOut.push(ids);
      return ngram.jelinekMercer(counts, ngram.fitWeights(counts, heldOut).weights);
    }
  }
}
