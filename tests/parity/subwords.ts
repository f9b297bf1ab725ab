/** Comparisons with Hugging Face's `tokenizers` that the tests make in part and the demonstrations in full. */
import fc from "fast-check";
import {
  type EmStep,
  type Tokenizer,
  tokenizerFromJson,
  trainUnigram,
  type UnigramOptions,
} from "../../src/tokenizers/index.ts";
import { Lattice } from "../../src/tokenizers/lattice.ts";
import { PreTokenizerConfig, preTokenizerOf } from "../../src/tokenizers/pre-tokenizers.ts";
import { frequentSubstrings } from "../../src/tokenizers/substrings.ts";
import { Unigram } from "../../src/tokenizers/unigram.ts";
import { expectation } from "../../src/tokenizers/unigram-trainer.ts";
import { countWords } from "../../src/tokenizers/word-counts.ts";
import { digestOf, disputed, hardLines, minilm, minilmRows, sha256, unigramRows } from "./hard-lines.ts";

/** BERT's pre-tokenizer cuts at punctuation, of which Unicode adds some every few years. */
export const isDisputedForBert = (ranges: readonly number[]) => disputed({ "[\\p{P}$+<=>^`\\|~]": ranges });

/** MiniLM's ids, decoded text and offsets of every `step`th line. */
export function compareMinilm(step: number, tokenizer: Tokenizer = minilm()) {
  const rows = minilmRows();
  const isDisputed = isDisputedForBert(rows.punctuation);
  const lines = hardLines();
  const found = {
    lines: 0,
    idsApart: 0,
    idsApartDisputed: 0,
    decodedApart: 0,
    offsets: 0,
    offsetsApart: 0,
    reordered: 0,
  };
  for (let n = 0; n < lines.length; n += step) {
    const ids = tokenizer.encode(lines[n]!);
    found.lines += 1;
    if (digestOf(ids) !== rows.ids[n]) found[isDisputed(lines[n]!) ? "idsApartDisputed" : "idsApart"] += 1;
    else if (sha256(tokenizer.decode(ids), 8) !== rows.decoded[n]) found.decodedApart += 1;
  }
  for (const { n, offsets } of rows.samples) {
    if (n % step !== 0) continue;
    found.offsets += 1;
    if (tokenizer.encodeWithOffsets(lines[n]!).offsets.flat().join() === offsets.join()) continue;
    // Where marks change places, the reference gives each the range of another; here they share the cluster's.
    found[isReordered(lines[n]!) ? "reordered" : "offsetsApart"] += 1;
  }
  return found;
}

const isReordered = (text: string) =>
  [...text].map((character) => character.normalize("NFD")).join("") !== text.normalize("NFD");

/** MiniLM's pairs: ids and types, whole and cut to 48 tokens. */
export function comparePairs(step: number, tokenizer: Tokenizer = minilm()) {
  const rows = minilmRows();
  const lines = hardLines();
  const isDisputed = isDisputedForBert(rows.punctuation);
  const found = { pairs: 0, apart: 0, apartDisputed: 0, cutApart: 0 };
  for (let i = 0; i < rows.pairs.length; i += step) {
    const [first, second, ids, types] = rows.pairs[i]!;
    const pair = tokenizer.encodePair(lines[first]!, lines[second]!);
    const cut = tokenizer.encodePair(lines[first]!, lines[second]!, { maxLength: 48 });
    found.pairs += 1;
    if (isDisputed(lines[first]! + lines[second]!)) {
      if (digestOf(pair.ids) !== ids) found.apartDisputed += 1;
    } else {
      if (digestOf(pair.ids) !== ids || digestOf(pair.typeIds) !== types) found.apart += 1;
      if (digestOf(cut.ids) !== rows.cut[i]) found.cutApart += 1;
    }
  }
  return found;
}

/** Random strings: any characters at all, and those of emoji, Chinese, marks and white space more often. */
export function randomStrings(seed: number, count: number): string[] {
  const range = (first: number, last: number) =>
    fc.integer({ min: first, max: last }).map((c) => String.fromCodePoint(c));
  const character = fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 1 }),
    range(0x1f300, 0x1faff),
    fc.constantFrom("👩‍👩‍👧‍👦", "🇫🇷", "👍🏽", "❤️", "\u200d", "\ufe0f", " ", "  ", "\n", "\r\n", "\ufeff", "\u3000"),
    range(0x4e00, 0x9fff),
    range(0x20000, 0x2a6df),
    range(0x300, 0x36f),
    range(0xac00, 0xd7a3),
  );
  const text = fc.array(character, { maxLength: 40 }).map((parts) => parts.join(""));
  return fc.sample(text, { seed, numRuns: count });
}

/** Texts that decoding does not give back. */
export const notGivenBack = (tokenizer: Tokenizer, texts: readonly string[]): number =>
  texts.filter((text) => tokenizer.decode(tokenizer.encode(text, { addSpecialTokens: false })) !== text).length;

/** How many entries two lists share before they differ. */
export function sharedStart(ours: readonly unknown[], theirs: readonly unknown[]): number {
  const end = ours.findIndex((entry, i) => JSON.stringify(entry) !== JSON.stringify(theirs[i]));
  return end < 0 ? ours.length : end;
}

/** One of SentencePiece's models (T5's or LLaMA's shape) on every `step`th line. */
export function compareUnigram(name: "t5" | "llama", step: number, tokenizer = unigramTokenizer(name)) {
  const rows = unigramRows()[name];
  const lines = hardLines();
  const found = { lines: 0, idsApart: 0, decodedApart: 0, offsets: 0, offsetsApart: 0, prefixes: 0, composed: 0 };
  for (let n = 0; n < lines.length; n += step) {
    const ids = tokenizer.encode(lines[n]!);
    found.lines += 1;
    if (digestOf(ids, 6) !== rows.ids[n]) found.idsApart += 1;
    else if (n % 5 === 0 && sha256(tokenizer.decode(ids), 8) !== rows.decoded[n / 5]) found.decodedApart += 1;
  }
  for (const { n, offsets } of rows.samples) {
    if (n % step !== 0) continue;
    found.offsets += 1;
    for (const [i, [start, end]] of tokenizer.encodeWithOffsets(lines[n]!).offsets.entries()) {
      if (start === offsets[2 * i] && end === offsets[2 * i + 1]) continue;
      // A space that nobody wrote takes no room here; the reference lets it stand for the character after it.
      const isPrefix = start === end && start === offsets[2 * i];
      // What is composed has the range of all its parts here, of the first one there.
      const isComposed = start === offsets[2 * i] && /\p{M}$/v.test(lines[n]!.slice(start, end));
      found[isPrefix ? "prefixes" : isComposed ? "composed" : "offsetsApart"] += 1;
    }
  }
  return found;
}

export const unigramTokenizer = (name: "t5" | "llama") =>
  tokenizerFromJson({ "tokenizer.json": unigramRows()[name].file });

/** How far the score of our best cut is from that of SentencePiece's on the same model, at most. */
export function compareViterbi() {
  const { file, scores } = unigramRows().t5;
  const { vocab, unk_id } = (file as { model: { vocab: [string, number][]; unk_id: number } }).model;
  const model = new Unigram({ tokens: vocab, unknownId: unk_id });
  const apart = scores.map(([text, score]) => Math.abs(model.viterbi(text).score - score));
  return { texts: scores.length, worst: Math.max(...apart), largest: Math.max(...scores.map(([, score]) => -score)) };
}

/** The steps of a training, and by how much L fell at worst within a round: 0 where it never did. */
export function emSteps(texts: readonly string[], options: Omit<UnigramOptions, "onStep">) {
  const steps: EmStep[] = [];
  const tokenizer = trainUnigram(texts, { ...options, onStep: (step) => steps.push(step) });
  let worstFall = 0;
  let smallestGain = Number.POSITIVE_INFINITY;
  for (const [i, { round, logLikelihood }] of steps.entries()) {
    const before = steps[i - 1];
    if (before?.round !== round) continue;
    worstFall = Math.max(worstFall, before.logLikelihood - logLikelihood);
    smallestGain = Math.min(smallestGain, logLikelihood - before.logLikelihood);
  }
  return { tokenizer, steps, worstFall, smallestGain };
}

/** L before and after a step whose shares are the expected counts to a power: 1 is the M-step, others are not. */
export function emWithPower(texts: readonly string[], power: number): [before: number, after: number] {
  const words = countWords(texts, undefined, preTokenizerOf(PreTokenizerConfig.parse({ type: "Metaspace" })));
  const substrings = [...frequentSubstrings(words, 6)];
  const normalized = (weighed: [string, number][]) => {
    const sum = weighed.reduce((total, [, weight]) => total + weight, 0);
    return new Lattice(weighed.filter(([, w]) => w > 0).map(([token, weight]) => [token, Math.log(weight / sum)]));
  };
  const lattice = normalized(substrings);
  const { counts, logLikelihood } = expectation(words, lattice);
  const next = normalized(lattice.tokens.map((token, id) => [token, counts[id]! ** power]));
  return [logLikelihood, expectation(words, next).logLikelihood];
}
