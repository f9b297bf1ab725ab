import type { LanguageModel, ScoreOptions } from "../lm/index.ts";
import { optionsOf } from "../sentences/index.ts";

/** How probable texts are, by two measures. */
export interface TextLikelihood {
  /** exp of the mean negative logprob of the tokens scored (Jelinek et al. 1977). */
  readonly perplexity: number;
  /** Bits that the tokens scored take, beside the bytes of all the text: comparable between tokenizers. */
  readonly bitsPerByte: number;
  /** Tokens scored: all but the first of each text. */
  readonly tokens: number;
  /** Of all the text in UTF-8. */
  readonly bytes: number;
}

const checkPerplexity = optionsOf<ScoreOptions>("perplexity", {
  window: "number?",
  stride: "number?",
  signal: "object?",
});

/**
 * How probable texts are under a model.
 *
 *     perplexity = exp(-(1/N) sum of ln P(w_i | w_<i)),     bits per byte = -(1/bytes) sum of log2 P(w_i | w_<i)
 *
 * A low figure on a model's own greedy text says nothing of its worth: held-out text is what counts. Throws a
 * LanguageModelError where a text has fewer than two tokens, or is longer than the context and no window is given.
 */
export async function perplexity(
  model: LanguageModel,
  texts: readonly string[],
  options: ScoreOptions = {},
): Promise<TextLikelihood> {
  checkPerplexity(options);
  let [sum, tokens, bytes] = [0, 0, 0];
  for (const text of texts) {
    const { logprobs } = await model.score(text, options);
    for (const logprob of logprobs) sum -= logprob;
    tokens += logprobs.length;
    bytes += Buffer.byteLength(text);
  }
  return { perplexity: Math.exp(sum / tokens), bitsPerByte: sum / Math.LN2 / bytes, tokens, bytes };
}
