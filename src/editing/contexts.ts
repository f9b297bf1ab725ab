import { Decoding, multinomial, topK } from "../generation/index.ts";
import type { Intervention } from "../interventions/index.ts";
import type { Writes } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { scope } from "../tensor/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";

/** How many texts the model writes, and how long. */
export interface ContextOptions {
  /** Texts; 5 unless given. */
  count?: number;
  /** Tokens of each; 10 unless given. */
  length?: number;
  /** From which their words are drawn; 0 unless given. */
  seed?: number;
  /** What rides on the model. */
  with?: readonly Intervention[];
}

const checkContexts = optionsOf<ContextOptions>("contexts", {
  count: "number?",
  length: "number?",
  seed: "number?",
  with: "list?",
});

/** Words that a text begins with; a model without a token for the beginning of a text needs one. */
const BEGINNINGS = ["The", "In", "He", "It", "When"];

/**
 * Texts that the model itself writes, to stand in front of a prompt: "TEXT. PROMPT". An edit that holds behind all of them is one of the
 * subject, and not of the first words of a text (Meng et al. 2022, arXiv:2202.05262, section 3.1). Equal seeds give equal texts.
 * Throws an ArgumentError where an option is none.
 */
export function contexts(model: Writes, tokenizer: Tokenizer, options: ContextOptions = {}): string[] {
  checkContexts(options);
  const { count = 5, length = 10, seed = 0, with: riding } = options;
  return scope(() => {
    const sequences = Array.from({ length: count }, (_, i) => ({
      prompt: tokenizer.encode(BEGINNINGS[i % BEGINNINGS.length]!),
      sampler: multinomial(seed * count + i),
    }));
    const decoding = new Decoding(model, sequences, { processors: [topK(5)], with: riding });
    const written = sequences.map(({ prompt }) => [...prompt]);
    try {
      for (let step = 0; step < length; step++)
        for (const { index, token } of decoding.write()) written[index]!.push(token);
    } finally {
      decoding.release();
    }
    return written.map((ids) => sentence(tokenizer.decode(ids, { skipSpecialTokens: true })));
  });
}

const sentence = (text: string) =>
  `${text
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/[.!?,;:]+$/, "")}. `;
