/** Modern addresses as characters: a text to learn from, and pieces of it held out. */
import { speeches } from "../../src/data/index.ts";

const PIECE = 10_000;

export interface Characters {
  readonly training: Uint8Array;
  readonly heldOut: readonly Uint8Array[];
  readonly vocabulary: number;
}

/** The addresses from a year on, ASCII, every twelfth piece of 10,000 characters held out; characters are numbered by first sight. */
export function characters(from: number, limit = Number.POSITIVE_INFINITY): Characters {
  let text = "";
  for (const speech of speeches({ from })) text += `${speech.text.replace(/[^\n -~]/g, "*")}\n`;
  text = text.slice(0, limit);
  const idOf = new Map<string, number>();
  for (const c of text) if (!idOf.has(c)) idOf.set(c, idOf.size);
  const ids = Uint8Array.from(text, (c) => idOf.get(c)!);
  const pieces = Array.from({ length: Math.floor(ids.length / PIECE) }, (_, i) =>
    ids.subarray(i * PIECE, (i + 1) * PIECE),
  );
  const training = pieces.filter((_, i) => i % 12 !== 11);
  return {
    training: Uint8Array.from(
      { length: training.length * PIECE },
      (_, i) => training[Math.floor(i / PIECE)]![i % PIECE]!,
    ),
    heldOut: pieces.filter((_, i) => i % 12 === 11),
    vocabulary: idOf.size,
  };
}
