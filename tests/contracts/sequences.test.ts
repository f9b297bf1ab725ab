/** Each clause of the contract, shown to fail on a memory that is broken in just that point. */
import { describe, expect, it } from "vitest";
import {
  Alone,
  type Beginning,
  type Held,
  type KeysValues,
  KVCache,
  type Mark,
  mapped,
  type Pass,
  type Score,
  type Slots,
  type Source,
} from "../../src/nn/index.ts";
import { cat, keep, scope, type Tensor, zeros } from "../../src/tensor/index.ts";
import { type Clause, clauses, type Make } from "./sequences.ts";

/** Changes what is held in blocks. */
const changed = <S extends Slots>(held: Held<S>, change: (slot: Tensor, name: string) => Tensor): Held<S> => ({
  ...held,
  blocks: held.blocks.map((block) => mapped(block, change)),
});

const broken: Readonly<Record<Clause, Make>> = {
  "gives all that was put in, in order and by row, each slot at its own width": () =>
    new (class extends KVCache {
      override extend<S extends Slots>(path: string, slots: S, pass: Pass): Held<S> {
        const held = super.extend(path, slots, pass);
        return { ...held, blocks: [...held.blocks].reverse() }; // rows in another order
      }
    })(),
  "holds more than its first buffers": () =>
    new (class extends KVCache {
      override extend<S extends Slots>(path: string, slots: S, pass: Pass): Held<S> {
        return changed(super.extend(path, slots, pass), (slot) => slot.narrow(-2, 0, Math.min(64, slot.shape.at(-2)!)));
      }
    })(),
  "takes a pass packed that goes on from a padded one, and the other way around": () =>
    new (class extends KVCache {
      #blocks: number | undefined;
      override extend<S extends Slots>(path: string, slots: S, pass: Pass): Held<S> {
        this.#blocks ??= pass.layout.blocks;
        if (this.#blocks !== pass.layout.blocks) throw new Error("lies otherwise than before");
        return super.extend(path, slots, pass);
      }
    })(),
  "holds sequences of different lengths": () =>
    new (class extends KVCache {
      override extend<S extends Slots>(path: string, slots: S, pass: Pass): Held<S> {
        const held = super.extend(path, slots, pass);
        const length = Math.min(...held.blocks.map((block) => Object.values(block)[0]!.shape.at(-2)!));
        return changed(held, (slot) => slot.narrow(-2, 0, length)); // all as long as the shortest
      }
    })(),
  "is as it was where a pass does not come to its end": () =>
    new (class extends KVCache {
      #left: Slots | undefined;
      override leave(path: string, state: Slots): void {
        this.#left = state;
        super.leave(path, state);
      }
      override state<S extends Slots>(path: string, newborn: () => S): S {
        return (this.#left as S | undefined) ?? super.state(path, newborn); // counts before the end moves
      }
    })(),
  "gives the same to a pass whose parts run twice": () =>
    new (class extends KVCache {
      #pass: Pass | undefined;
      override extend<S extends Slots>(path: string, slots: S, pass: Pass): Held<S> {
        const held = super.extend(path, slots, pass);
        const again = this.#pass === pass;
        this.#pass = pass;
        return again ? changed(held, (slot) => cat([slot, slot.narrow(-2, 0, 1)], -2)) : held; // one more each time
      }
    })(),
  "makes a source once for each sequence": () =>
    new (class extends KVCache {
      override source<S extends Slots>(path: string, make: () => Source<S>, pass: Pass): Held<S> {
        if (this.lengths.some((length) => length > 0)) make();
        return super.source(path, make, pass);
      }
    })(),
  "has a source made again where the pass that made it did not come to its end": () =>
    new (class extends KVCache {
      #first: Pass | undefined;
      override source<S extends Slots>(path: string, make: () => Source<S>, pass: Pass): Held<S> {
        this.#first ??= pass;
        return super.source(path, make, this.#first);
      }
    })(),
  "goes on with the rows that are selected, in their order, one of them twice": () =>
    new (class extends KVCache {
      override select(rows: readonly number[]): void {
        super.select([...rows].sort());
      }
    })(),
  "refuses a row that it does not have, and is as it was": () =>
    new (class extends KVCache {
      override select(rows: readonly number[]): void {
        super.select(rows.filter((row) => row < this.lengths.length));
      }
    })(),
  "forks a sequence, whose copies then go their own ways": () =>
    new (class extends KVCache {
      override fork(row: number): number {
        super.fork(row === 0 ? 1 : 0);
        return this.lengths.length - 1;
      }
    })(),
  "closes up where sequences are dropped": () =>
    new (class extends KVCache {
      override drop(): void {
        this.select([...this.lengths.keys()].slice(0, -1)); // always the last one
      }
    })(),
  "takes up sequences while others are under way": () =>
    new (class extends KVCache {
      override add(beginnings: readonly Beginning[]): number[] {
        if (this.lengths.length > 0) this.release();
        return super.add(beginnings);
      }
    })(),
  "forgets the tokens behind a cut": () =>
    new (class extends KVCache {
      override cut(row: number, length: number): void {
        super.cut(row, length + 1);
      }
    })(),
  "cuts to the beginning alone where it holds a state": () =>
    new (class extends KVCache {
      override cut(row: number, length: number): void {
        if (length > 0) super.cut(row, length);
      }
    })(),
  "goes back to a mark, as often as one likes": () =>
    new (class extends KVCache {
      readonly #used = new Set<Mark>();
      override back(to: Mark): void {
        if (!this.#used.has(to)) super.back(to);
        this.#used.add(to);
      }
    })(),
  "refuses a mark whose tokens are gone": () =>
    new (class extends KVCache {
      override back(to: Mark): void {
        try {
          super.back(to);
        } catch {
          // as if nothing were wrong
        }
      }
    })(),
  "has a beginning in front of the first token": () =>
    new (class extends KVCache {
      override extend<S extends Slots>(path: string, slots: S, pass: Pass): Held<S> {
        const P = this.begun[0] ?? 0;
        return changed(super.extend(path, slots, pass), (slot) =>
          cat([slot.narrow(-2, P, slot.shape.at(-2)! - P), slot.narrow(-2, 0, P)], -2),
        );
      }
    })(),
  "has another beginning for each row": () =>
    new (class extends KVCache {
      override add(beginnings: readonly Beginning[]): number[] {
        return super.add(beginnings.map(() => beginnings[0]!));
      }
    })(),
  "takes a beginning to the precision of what goes on from it": () =>
    new (class extends KVCache {
      override extend<S extends Slots>(path: string, slots: S, pass: Pass): Held<S> {
        return changed(super.extend(path, slots, pass), (slot) => slot.to("float32"));
      }
    })(),
  "refuses a beginning that has other slots, by path and name": () =>
    new (class extends Alone {
      override add(beginnings: readonly Beginning[]): number[] {
        return super.add(beginnings.map(() => new Map()));
      }
    })(),
  "carries derivatives to a beginning": () =>
    new (class extends KVCache {
      override add(beginnings: readonly Beginning[]): number[] {
        const constant = beginnings.map(
          (beginning) => new Map([...beginning].map(([path, slots]) => [path, mapped(slots, (slot) => slot.detach())])),
        );
        return super.add(constant);
      }
    })(),
  "carries derivatives from pass to pass, of tokens, states and sources": () =>
    new (class extends KVCache {
      override leave(path: string, state: Slots): void {
        super.leave(
          path,
          mapped(state, (slot) => slot.detach()),
        );
      }
    })(),
  "attends token by token as a pass alone does to the whole": () =>
    new (class extends KVCache {
      override attend(path: string, q: Tensor, own: KeysValues, score: Score, pass: Pass): Tensor {
        return super.attend(path, q, own, { ...score, scale: 1 }, pass);
      }
    })(),
  "refuses to go on where tokens see those that follow": () =>
    new (class extends KVCache {
      override attend(path: string, q: Tensor, own: KeysValues, score: Score, pass: Pass): Tensor {
        return super.attend(path, q, own, { ...score, sight: { ...score.sight, ahead: false } }, pass);
      }
    })(),
  "counts its bytes, and has none when it is released": () =>
    new (class extends KVCache {
      override get bytes(): number {
        return 2 * super.bytes;
      }
    })(),
  "tells where its ends and what is held differ": () =>
    new (class extends KVCache {
      override checkIntegrity(): void {}
    })(),
  "leaves no tensor behind": () =>
    new (class extends KVCache {
      override release(): void {
        keep(zeros([1]));
        super.release();
      }
    })(),
};

describe("the contract of sequences", () => {
  for (const [clause, make] of Object.entries(broken)) {
    const check = clauses[clause as Clause];
    it(`refuses a memory: ${clause}`, () => {
      scope(() => check(() => new KVCache()));
      expect(() => scope(() => check(make))).toThrow();
    });
  }
});
