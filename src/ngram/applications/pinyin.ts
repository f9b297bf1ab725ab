import type { NgramModel } from "../model.ts";
import { NgramError } from "../ngram-error.ts";

/** What a reading may be written as, and how it is scored. */
export interface PinyinInput {
  /** The ids of the characters that are read so; empty where there are none. */
  readonly candidates: (syllable: string) => readonly number[];
  /** P(character | the characters before it). */
  readonly model: NgramModel;
}

interface Path {
  readonly ids: readonly number[];
  readonly logProb: number;
}

/**
 * Text from what was typed: of all rows of characters that are read so, the most probable one.
 *
 *     argmax over c with reading(c_t) = s_t of  sum_t log P(c_t | c_(t-n+1) .. c_(t-1))
 *
 * by Viterbi's algorithm (1967): of the rows that agree in their last n - 1 characters only the best can be the beginning of the
 * best, so that the work is linear in the length. A character of the reading is a state, or n - 1 of them are.
 * @param syllables such as ["zhong", "guo"], in the spelling that `candidates` knows
 * @returns the ids, and their log probability, the end of the sentence included where the model has one
 * @throws NgramError where no character is read so
 */
export function typed({ candidates, model }: PinyinInput, syllables: readonly string[]): Path {
  const context = model.order - 1;
  let paths: readonly Path[] = [{ ids: [], logProb: 0 }];
  for (const syllable of syllables) {
    const choices = candidates(syllable);
    if (choices.length === 0) throw new NgramError(`no character is read ${JSON.stringify(syllable)}`);
    const best = new Map<string, Path>();
    for (const { ids, logProb } of paths) {
      const before = [model.begin, ...ids];
      for (const id of choices) {
        const longer = { ids: [...ids, id], logProb: logProb + model.logProb(before, id) };
        const state = context === 0 ? "" : longer.ids.slice(-context).join();
        if (longer.logProb > (best.get(state)?.logProb ?? Number.NEGATIVE_INFINITY)) best.set(state, longer);
      }
    }
    paths = [...best.values()];
  }
  return paths.map((path) => ended(path, model)).reduce((top, path) => (path.logProb > top.logProb ? path : top));
}

/** The same by trying every row: what `typed` must equal where the rows are few enough to try. */
export function typedExhaustively({ candidates, model }: PinyinInput, syllables: readonly string[]): Path {
  let rows: readonly Path[] = [{ ids: [], logProb: 0 }];
  for (const syllable of syllables)
    rows = rows.flatMap(({ ids, logProb }) =>
      candidates(syllable).map((id) => ({
        ids: [...ids, id],
        logProb: logProb + model.logProb([model.begin, ...ids], id),
      })),
    );
  return rows.map((row) => ended(row, model)).reduce((top, row) => (row.logProb > top.logProb ? row : top));
}

function ended({ ids, logProb }: Path, model: NgramModel): Path {
  return model.end === undefined
    ? { ids, logProb }
    : { ids, logProb: logProb + model.logProb([model.begin, ...ids], model.end) };
}
