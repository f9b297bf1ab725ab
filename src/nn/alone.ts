import { cat, ones, type Tensor } from "../tensor/index.ts";
import type { Pass } from "./pass.ts";
import {
  type Beginning,
  blocksOf,
  checkSources,
  type Held,
  type Mark,
  mapped,
  matching,
  nothing,
  Sequences,
  type Slots,
  type Source,
  statesOf,
  tokensOf,
} from "./sequences.ts";

/** Sequences that remember nothing but what they begin with: a pass alone. Where all rows begin alike they lie side by side. */
export class Alone extends Sequences {
  readonly remembers = false;
  #beginnings: readonly Beginning[] = [];

  readonly bytes = 0;
  get lengths(): readonly number[] {
    return this.#beginnings.map(tokensOf);
  }
  get begun(): readonly number[] {
    return this.lengths;
  }

  override extend<S extends Slots>(path: string, slots: S, { layout }: Pass): Held<S> {
    const [first = nothing] = this.#beginnings;
    const alone = this.#beginnings.some((other) => other !== first);
    const own = blocksOf(slots, layout, alone);
    const begins = (block: number) => this.#beginnings[block]?.get(path); // of a block of many rows the first stands for all
    const padding = layout.tokens(alone);
    return {
      layout,
      alone,
      blocks: own.map((block, i) => behind(path, begins(i), block)),
      tokens: padding?.map((tokens, i) => behindTokens(begins(i), tokens)),
    };
  }

  /** As `Sequences.source`, made anew in each pass. Throws a RangeError where there is not a source for each sequence. */
  override source<S extends Slots>(path: string, make: () => Source<S>, { layout }: Pass): Held<S> {
    const { slots, layout: theirs } = make();
    checkSources(path, layout.lengths.length, theirs);
    // Blocks of many rows are alike only where both lie padded; else each sequence meets its own.
    const alone = layout.blocks !== theirs.blocks;
    return { layout, alone, blocks: blocksOf(slots, theirs, alone), tokens: theirs.tokens(alone) };
  }

  override state<S extends Slots>(_path: string, newborn: () => S, { layout }: Pass): S {
    return statesOf(layout.lengths.map(newborn));
  }
  override leave(): void {}
  override advance(): void {}

  override add(beginnings: readonly Beginning[]): number[] {
    const first = this.#beginnings.length;
    this.#beginnings = [...this.#beginnings, ...beginnings];
    return beginnings.map((_, i) => first + i);
  }
  override select(rows: readonly number[]): void {
    this.#beginnings = rows.map((row) => {
      const beginning = this.#beginnings[row];
      if (beginning === undefined) throw new RangeError(`there is no sequence ${row}`);
      return beginning;
    });
  }
  override cut(): void {}
  override mark(): Mark {
    return { release() {} };
  }
  override back(): void {}
  override checkIntegrity(): void {}
  override release(): void {
    this.#beginnings = [];
  }
}

/** A block [b, ..., t, W] behind the P tokens of a beginning. */
function behind<S extends Slots>(path: string, begun: Slots | undefined, block: S): S {
  if (begun === undefined) return block;
  matching(path, begun, block);
  return mapped(block, (own, name) => {
    const first = begun[name]!;
    return cat([first.expand([own.shape[0]!, ...first.shape.slice(1)]).to(own.dtype), own], -2);
  });
}

function behindTokens(begun: Slots | undefined, tokens: Tensor): Tensor {
  const P = begun === undefined ? 0 : Object.values(begun)[0]!.shape.at(-2)!;
  return P === 0 ? tokens : cat([ones([tokens.shape[0]!, 1, 1, P]).to("bool"), tokens], -1);
}
