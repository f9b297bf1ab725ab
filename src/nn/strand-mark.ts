import type { Mark } from "./sequences.ts";
import type { Place, Strand } from "./strand.ts";

/** Where strands were, each. */
export class StrandMark implements Mark {
  readonly #places: readonly Place[];

  constructor(strands: readonly Strand[]) {
    this.#places = strands.map((strand) => strand.place());
  }

  /** Takes strands back. Throws where the mark is not theirs, or no longer good. */
  static back(to: Mark, strands: readonly Strand[]): void {
    const places = to instanceof StrandMark ? to.#places : [];
    if (places.length !== strands.length || places.some(({ of }, i) => of !== strands[i])) {
      throw new RangeError("the mark is of other sequences");
    }
    if (places.some(({ gone }) => gone)) throw new RangeError("the tokens in front of the mark are gone");
    for (const [i, place] of places.entries()) strands[i]!.back(place);
  }

  release(): void {
    for (const place of this.#places) place.of.forget(place);
  }
}
