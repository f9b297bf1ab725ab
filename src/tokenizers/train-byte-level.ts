import { z } from "zod";
import { checked, strictObject } from "../sentences/index.ts";
import { byteAlphabet } from "./byte-level.ts";
import { joining, type MergeTraining, type Trained, trainMerges } from "./merge-trainer.ts";
import type { PreTokenizerConfig } from "./pre-tokenizers.ts";
import { assemble, bpe, counterOf, Normalizing, type TrainedTokenizer, TrainingOptions } from "./train.ts";

const ByteLevelBpeOptions = strictObject({
  ...TrainingOptions.shape,
  ...Normalizing,
  /** A regular expression whose matches are the words; default GPT-2's. */
  pattern: z.string().optional(),
  /** A space before every text, so that its first word is written as it is elsewhere. */
  addPrefixSpace: z.boolean().default(false),
});
/** What `trainByteLevelBpe` takes. */
export type ByteLevelBpeOptions = z.input<typeof ByteLevelBpeOptions>;

/**
 * Byte-level BPE (Radford et al. 2019): the 256 bytes and what is joined from them, so that every text has ids and every
 * text comes back. The merges are those of Hugging Face's trainer on the same texts.
 *
 *     const tokenizer = trainByteLevelBpe(texts, { vocabularySize: 4096, specialTokens: ["<|endoftext|>"] });
 *     writeFileSync("tokenizer.json", JSON.stringify(tokenizer.files["tokenizer.json"]));
 *
 * @throws RangeError where the vocabulary has no room for bytes and special tokens; an ArgumentError for other options
 */
export function trainByteLevelBpe(texts: Iterable<string>, options: ByteLevelBpeOptions): TrainedTokenizer {
  const { words, merges, assembled } = byteLevelBpe(options, "trainByteLevelBpe");
  for (const text of texts) words.add(text);
  return assembled(trainMerges(words.counts(), merges));
}

/** Milliseconds between two turns of the event loop. */
const BREATH = 50;

/**
 * What `trainByteLevelBpe` gives, of texts that come one by one and are not kept. The event loop turns meanwhile. Rejects as that
 * throws, with what the texts fail of, and with what the signal was aborted with.
 */
export async function trainByteLevelBpeAsync(
  texts: AsyncIterable<string>,
  options: ByteLevelBpeOptions,
  signal?: AbortSignal,
): Promise<TrainedTokenizer> {
  const { words, merges, assembled } = byteLevelBpe(options, "trainByteLevelBpeAsync");
  let since = performance.now();
  const breathe = async () => {
    if (performance.now() - since < BREATH) return;
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    since = performance.now();
  };
  signal?.throwIfAborted();
  for await (const text of texts) {
    words.add(text);
    await breathe();
  }
  const joins = joining(words.counts(), merges);
  for (;;) {
    const { done, value } = joins.next();
    if (done) return assembled(value);
    await breathe();
  }
}

/** What both ways of training have in common: what is counted, how it is joined, and what comes of it. */
function byteLevelBpe(options: ByteLevelBpeOptions, name: string) {
  const { pattern, addPrefixSpace, normalizer, ...rest } = checked(ByteLevelBpeOptions, options, name);
  const needed = byteAlphabet.length + rest.specialTokens.length;
  if (rest.vocabularySize < needed)
    throw new RangeError(`vocabularySize is ${rest.vocabularySize}: bytes and special tokens alone are ${needed}`);
  const byteLevel = { type: "ByteLevel" as const, add_prefix_space: addPrefixSpace, trim_offsets: true };
  const preTokenizer: z.input<typeof PreTokenizerConfig> =
    pattern === undefined
      ? { ...byteLevel, use_regex: true }
      : {
          type: "Sequence",
          pretokenizers: [
            { type: "Split", pattern: { Regex: pattern }, behavior: "Isolated", invert: false },
            { ...byteLevel, use_regex: false },
          ],
        };
  return {
    words: counterOf(normalizer, preTokenizer),
    merges: { ...rest, initialAlphabet: byteAlphabet } satisfies MergeTraining,
    assembled: (trained: Trained) =>
      assemble(rest, {
        normalizer: normalizer ?? null,
        pre_tokenizer: preTokenizer,
        post_processor: { ...byteLevel, use_regex: true },
        decoder: { ...byteLevel, use_regex: true },
        model: bpe(trained),
      }),
  };
}
