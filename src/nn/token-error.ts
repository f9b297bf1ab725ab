import type { Tensor } from "../tensor/index.ts";

/** A token id for which a model has no row: its tokenizer has more tokens, or the id was made up. */
export class TokenError extends RangeError {
  override readonly name = "TokenError";
  /** The message is written for people: commands print it as it is. */
  readonly sentence = true;
}

/** What `look` finds in a table for ids. Throws a TokenError that names the id where one is outside its rows. */
export function rowsFor(ids: Tensor, rows: number, look: () => Tensor): Tensor {
  try {
    return look();
  } catch (error) {
    if (ids.size === 0) throw error;
    const ends = [ids.min().item(), ids.max().item()];
    const outside = ends.find((id) => id < 0 || id >= rows);
    if (outside === undefined) throw error;
    throw new TokenError(
      `the token id ${outside} is outside the model's table of ${rows}: from 0 to ${rows - 1} there are rows`,
    );
  }
}
