import { z } from "zod";
import { checked, strictObject } from "../sentences/index.ts";
import type { Document } from "./document.ts";
import { mix } from "./permutation.ts";

/** How many texts, how long, and of how many letters. */
export const SuccessorsConfig = strictObject({
  /** Other texts for each. */
  seed: z.int().nonnegative().default(0),
  /** How many. */
  documents: z.int().positive(),
  /** Characters of each. */
  length: z.int().positive(),
  /** Letters that there are. */
  letters: z.int().min(2).max(26).default(12),
  /** One letter in so many is no successor, but any. */
  anywhere: z.int().min(2).default(8),
});

/**
 * Texts on which a model grows induction heads (Olsson et al. 2022, arXiv:2209.11895), as Markov chains that are to be learned in context (Edelman et al. 2024,
 * arXiv:2402.11004): in each text every letter has a successor of its own, drawn at random. What comes next is told by neither a
 * distance nor what comes often: one must find where the present letter stood before, and what stood behind it. Throws an ArgumentError where
 * the config does not fit.
 */
export function successorTexts(input: z.input<typeof SuccessorsConfig>): Generator<Document> {
  return drawn(checked(SuccessorsConfig, input, "successorTexts"));
}

function* drawn({
  seed,
  documents,
  length,
  letters,
  anywhere,
}: z.output<typeof SuccessorsConfig>): Generator<Document> {
  for (let i = 0; i < documents; i++) {
    const draw = (place: number) => mix(mix(mix(seed) ^ mix(i + 1)) + place);
    const codes: number[] = [];
    for (let at = 0; at < length; at++) {
      const before = codes.at(-1);
      const jumps = before === undefined || draw(2 * at) % anywhere === 0;
      codes.push((jumps ? draw(2 * at + 1) : draw(-1 - before)) % letters);
    }
    yield { id: String(i), text: String.fromCharCode(...codes.map((code) => "a".charCodeAt(0) + code)) };
  }
}
