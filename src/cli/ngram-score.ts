/** `tenon ngram score` and `query`: how probable texts are, and what may follow a context. */
import type { Unit } from "../ngram/index.ts";
import { createReport } from "../setup/report.mjs";
import { UsageError } from "./command-line.ts";
import { emptyTexts, type Reading, sentences } from "./ngram-texts.ts";

interface ScoreFlags extends Partial<Reading> {
  readonly json?: boolean;
  readonly lines?: boolean;
}

export async function score(path: string, texts: readonly string[], flags: ScoreFlags): Promise<void> {
  const { textOf, UNKNOWN } = await import("../ngram/index.ts");
  const { model, vocabulary, unit } = await readModel(path, flags.unit);
  const sum = { sentences: 0, tokens: 0, unknown: 0, bytes: 0 };
  let [logProb, strange] = [0, 0]; // of all tokens, and of the unknown ones among them
  const idsOf = (word: string) => {
    sum.bytes += Buffer.byteLength(textOf([word], unit));
    return vocabulary.id(word);
  };
  for await (const ids of sentences(texts, { ...flags, unit }, idsOf)) {
    const scores = model.score(ids);
    const own = scores.reduce((total, value) => total + value, 0);
    for (const [i, id] of ids.entries()) {
      if (id !== UNKNOWN) continue;
      sum.unknown++;
      strange += scores[i]!;
    }
    logProb += own;
    sum.sentences++;
    sum.tokens += scores.length; // with the end
    sum.bytes += unit === "word" ? ids.length : 1; // the space or the line's end behind each
    if (flags.lines) process.stdout.write(`${(own / Math.LN10).toFixed(6)}\n`);
  }
  if (sum.sentences === 0) throw await emptyTexts(texts);
  const bits = -logProb / Math.LN2;
  const result = {
    model: path,
    unit,
    ...sum,
    perplexity: Math.exp(-logProb / sum.tokens),
    perplexityOfKnown: Math.exp((strange - logProb) / (sum.tokens - sum.unknown)),
    bits,
    bitsPerByte: bits / sum.bytes,
  };
  const line =
    `perplexity ${result.perplexity.toFixed(4)} over ${sum.tokens} tokens (unit ${unit}), ${sum.unknown} of them unknown, ` +
    `${result.perplexityOfKnown.toFixed(4)} without these; ${result.bitsPerByte.toFixed(4)} bits per byte`;
  if (flags.json || !flags.lines) process.stdout.write(`${flags.json ? JSON.stringify(result) : line}\n`);
}

interface QueryFlags {
  readonly top: number;
  readonly unit?: Unit;
  readonly json?: boolean;
}

export async function query(path: string, context: string, { top, json, ...flags }: QueryFlags): Promise<void> {
  const { BEGIN, tokensOf } = await import("../ngram/index.ts");
  const { model, vocabulary, unit } = await readModel(path, flags.unit);
  const rest = context.replace(/^<s>[ \t]*/, "");
  const tokens = tokensOf(rest, unit);
  const unknown = tokens.filter((word) => !vocabulary.has(word));
  const ids = tokens.map((word) => vocabulary.id(word));
  const probs = model.conditional(rest === context ? ids : [BEGIN, ...ids]);
  const next = Array.from(probs, (probability, id) => ({ token: vocabulary.word(id), probability }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, top);
  if (json) return void process.stdout.write(`${JSON.stringify({ model: path, unit, context, unknown, next })}\n`);
  for (const word of unknown) createReport().line(`${JSON.stringify(word)} is not in the model: it counts as <unk>`);
  process.stdout.write(next.map(({ token, probability }) => `${probability.toFixed(6)}  ${token}\n`).join(""));
}

/** A model and what its tokens are: as its file says, otherwise as the flag does. */
async function readModel(path: string, asked: Unit | undefined) {
  const { readArpa } = await import("../ngram/index.ts");
  const { readLines } = await import("../data/index.ts");
  const { model, vocabulary, unit = asked } = readArpa(readLines(path), path);
  if (unit === undefined)
    throw new UsageError(`${path} doesn't say what its tokens are: give --unit word or --unit char`);
  if (asked !== undefined && asked !== unit)
    throw new UsageError(`${path} says that its tokens are of the unit ${unit}, and --unit says ${asked}`);
  return { model, vocabulary, unit };
}
