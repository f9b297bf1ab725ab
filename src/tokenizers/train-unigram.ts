import { z } from "zod";
import { checked, strictObject } from "../sentences/index.ts";
import { byteToken } from "./byte-tokens.ts";
import { NormalizerConfig } from "./normalizers.ts";
import { assemble, count, type TrainedTokenizer, TrainingOptions } from "./train.ts";
import { type EmStep, trainUnigramTokens } from "./unigram-trainer.ts";
import type { WordCounts } from "./word-counts.ts";

const { minFrequency: _, ...shared } = TrainingOptions.shape;
const UnigramOptions = strictObject({
  ...shared,
  /** As tokenizer.json writes it. Default: texts stay as they are. */
  normalizer: NormalizerConfig.optional(),
  /** Stands for characters that the vocabulary lacks; a special token. */
  unknown: z.string().min(1).default("<unk>"),
  /** A character that is no token is spelled by its bytes; 256 of the tokens are then bytes. */
  byteFallback: z.boolean().default(true),
  /** The share of all characters in the texts that have tokens of their own; the rarest do not. */
  characterCoverage: z.number().gt(0).max(1).default(0.9995),
  /** Characters of a token at most. */
  longestToken: z.int().positive().default(16),
  /** Told of every step of expectation-maximization. */
  onStep: z.custom<(step: EmStep) => void>((value) => typeof value === "function").optional(),
});
/** What `trainUnigram` takes. */
export type UnigramOptions = z.input<typeof UnigramOptions>;

const metaspace = { type: "Metaspace", replacement: "▁", prepend_scheme: "always", split: true } as const;

/**
 * A unigram model with byte fallback (Kudo 2018; LLaMA's kind of tokenizer). Spaces are "▁", one stands before every text
 * that has none, and each word begins with its own. Special tokens have the first ids, then bytes, then tokens by their
 * probability.
 * @throws RangeError where the vocabulary has no room for special tokens, bytes and characters; an ArgumentError for other options
 */
export function trainUnigram(texts: Iterable<string>, options: UnigramOptions): TrainedTokenizer {
  const parsed = checked(UnigramOptions, options, "trainUnigram");
  const { normalizer, unknown, byteFallback, characterCoverage, longestToken, onStep, vocabularySize } = parsed;
  const specialTokens = [...new Set([unknown, ...parsed.specialTokens])];
  const words = count(texts, normalizer, metaspace);
  const alphabet = alphabetOf(words, characterCoverage);
  const bytes = byteFallback ? Array.from({ length: 256 }, (_, byte) => byteToken(byte)) : [];
  const size = vocabularySize - specialTokens.length - bytes.length;
  if (size < alphabet.size)
    throw new RangeError(
      `vocabularySize is ${vocabularySize}: ${specialTokens.length} special tokens, ${bytes.length} bytes and ` +
        `${alphabet.size} characters alone are ${vocabularySize - size + alphabet.size}`,
    );
  const tokens = trainUnigramTokens(words, { size, alphabet, longestToken, ...(onStep && { onStep }) });
  // So low that "<0x41>" in a text is spelled, where its characters are tokens, and not taken for the byte.
  const byteScore = (tokens.at(-1)?.[1] ?? 0) - 100;
  const free = (token: string) => !specialTokens.includes(token) && !bytes.includes(token);
  return assemble(
    { specialTokens, roles: { unk: unknown, ...parsed.roles } },
    {
      normalizer: normalizer ?? null,
      pre_tokenizer: metaspace,
      post_processor: null,
      decoder: {
        type: "Sequence",
        decoders: [
          { type: "Replace", pattern: { String: "▁" }, content: " " },
          { type: "ByteFallback" },
          { type: "Fuse" },
          { type: "Strip", content: " ", start: 1, stop: 0 },
        ],
      },
      model: {
        type: "Unigram",
        unk_id: specialTokens.indexOf(unknown),
        byte_fallback: byteFallback,
        vocab: [
          ...specialTokens.map((token) => [token, 0]),
          ...bytes.map((token) => [token, byteScore]),
          ...tokens.filter(([token]) => free(token)),
        ],
      },
    },
  );
}

/** The most frequent characters, until they cover their share of the texts. */
function alphabetOf(words: WordCounts, coverage: number): Set<string> {
  const counts = new Map<string, number>();
  let all = 0;
  for (const [word, times] of words)
    for (const character of word) {
      counts.set(character, (counts.get(character) ?? 0) + times);
      all += times;
    }
  const alphabet = new Set<string>();
  let covered = 0;
  for (const [character, times] of [...counts].sort(([, a], [, b]) => b - a)) {
    if (covered >= coverage * all) break;
    alphabet.add(character);
    covered += times;
  }
  return alphabet;
}
