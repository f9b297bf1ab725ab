/**
 * What every memory of sequences keeps, in one call: `describeSequences("KVCache", () => new KVCache(), { skip: [{ reason, clauses }] })`.
 *
 * The clauses are functions of a maker of memories, so that tests/contracts/sequences.test.ts can show each to fail.
 */
import { describe, expect, it } from "vitest";
import { Alone, all, causal, Packed, Padded, Pass, type Sequences } from "../../src/nn/index.ts";
import { cat, grad, liveTensors, noGrad, randn, scope, seed, type Tensor, zeros } from "../../src/tensor/index.ts";
import { distance } from "./model.ts";
import { beginning, Remembered } from "./remembered.ts";

export type Make = () => Sequences;

/** Runs `body` on a new memory, which is freed behind it. */
function withMemory(make: Make, body: (sequences: Sequences) => void): void {
  const sequences = make();
  try {
    body(sequences);
  } finally {
    sequences.release();
  }
}

/** The same beside its lists, where no derivatives are recorded. */
function remembering(make: Make, body: (remembered: Remembered) => void, options?: { stateful: boolean }): void {
  withMemory(make, (sequences) => noGrad(() => body(new Remembered(sequences, options))));
}

/** Rows alike: one value begins them all. */
const alike = (count: number, P: number) => {
  const first = beginning(P);
  return Array.from({ length: count }, () => first);
};

export const clauses = {
  "gives all that was put in, in order and by row, each slot at its own width"(make) {
    for (const padded of [false, true]) {
      remembering(make, (memory) => {
        memory.begin(3);
        for (const count of [4, 1, 2]) memory.read([count, count, count], { padded });
      });
    }
  },
  "holds more than its first buffers"(make) {
    remembering(make, (memory) => {
      memory.begin(1);
      for (const count of [63, 1, 1, 70]) memory.read([count]);
    });
  },
  "takes a pass packed that goes on from a padded one, and the other way around"(make) {
    remembering(make, (memory) => {
      memory.begin(2);
      for (const padded of [true, false, true]) memory.read([2, 2], { padded });
    });
  },
  "holds sequences of different lengths"(make) {
    for (const padded of [false, true]) {
      remembering(make, (memory) => {
        memory.begin(3);
        for (const counts of [
          [4, 1, 3],
          [1, 5, 1],
          [2, 2, 1],
        ])
          memory.read(counts, { padded });
      });
    }
  },
  "is as it was where a pass does not come to its end"(make) {
    remembering(make, (memory) => {
      memory.begin(2);
      memory.read([2, 2], { ends: false });
      memory.read([3, 3]);
      memory.read([2, 2], { ends: false });
      memory.read([4, 4], { ends: false });
      memory.read([1, 1]);
    });
  },
  "gives the same to a pass whose parts run twice"(make) {
    remembering(make, (memory) => {
      memory.begin(2);
      memory.read([3, 3], { runs: 2 });
      memory.read([1, 1], { runs: 3 });
      memory.read([1, 1]);
    });
  },
  "makes a source once for each sequence"(make) {
    remembering(make, (memory) => {
      memory.begin(2);
      for (let i = 0; i < 3; i++) memory.read([1, 1]);
      memory.hasMade(2);
    });
  },
  "has a source made again where the pass that made it did not come to its end"(make) {
    remembering(make, (memory) => {
      memory.begin(2);
      memory.read([1, 1], { ends: false });
      memory.read([1, 1]);
      memory.read([1, 1]);
      memory.hasMade(4);
    });
  },
  "goes on with the rows that are selected, in their order, one of them twice"(make) {
    remembering(make, (memory) => {
      memory.begin(3);
      memory.read([2, 2, 2]);
      memory.read([1, 1, 1], { ends: false });
      memory.select([2, 0, 2, 1]);
      memory.read([1, 1, 1, 1]);
      memory.read([1, 1, 1, 1]);
      memory.hasMade(3);
      memory.select([]);
      expect(memory.sequences.lengths).toEqual([]);
    });
  },
  "refuses a row that it does not have, and is as it was"(make) {
    remembering(make, (memory) => {
      memory.begin(2);
      memory.read([2, 2]);
      expect(() => memory.sequences.select([0, 0, 2])).toThrow(/no sequence 2/);
      memory.read([1, 1]);
    });
  },
  "forks a sequence, whose copies then go their own ways"(make) {
    remembering(make, (memory) => {
      memory.begin(2);
      memory.read([3, 3]);
      memory.fork(0);
      for (let i = 0; i < 2; i++) memory.read([1, 1, 1]);
      memory.hasMade(2);
    });
  },
  "closes up where sequences are dropped"(make) {
    remembering(make, (memory) => {
      memory.begin(3);
      memory.read([2, 2, 2]);
      memory.drop([0]);
      memory.read([1, 1]);
      memory.drop([0, 1]);
      expect(memory.sequences.lengths).toEqual([]);
    });
  },
  "takes up sequences while others are under way"(make) {
    remembering(make, (memory) => {
      memory.begin(1);
      memory.read([3]);
      memory.begin(1);
      memory.read([1, 4]);
      memory.add([beginning(2)]);
      memory.read([1, 1, 2]);
      memory.hasMade(3);
    });
  },
  "forgets the tokens behind a cut"(make) {
    remembering(
      make,
      (memory) => {
        memory.add([beginning(2), beginning(2)]);
        memory.read([4, 4]);
        memory.cut(0, 3);
        memory.read([2, 2]);
        expect(() => memory.sequences.cut(0, 1)).toThrow("cannot cut a sequence of 5 tokens to 1");
        expect(() => memory.sequences.cut(1, 9)).toThrow("cannot cut a sequence of 8 tokens to 9");
      },
      { stateful: false },
    );
  },
  "cuts to the beginning alone where it holds a state"(make) {
    remembering(make, (memory) => {
      memory.begin(1);
      memory.read([4]);
      expect(() => memory.sequences.cut(0, 3)).toThrow(/recurrent state .* cannot go back to 3/);
      memory.cut(0, 0);
      memory.read([2]);
    });
  },
  "goes back to a mark, as often as one likes"(make) {
    remembering(make, (memory) => {
      memory.begin(2);
      memory.read([3, 3]);
      const mark = memory.mark();
      for (const count of [2, 1, 70]) {
        memory.read([count, count]);
        memory.read([1, 1], { ends: false });
        mark.back();
      }
      memory.read([1, 1]);
      mark.release();
    });
  },
  "refuses a mark whose tokens are gone"(make) {
    remembering(make, (memory) => {
      memory.begin(2);
      memory.read([3, 3]);
      const early = memory.mark();
      memory.read([2, 2]);
      const late = memory.mark();
      late.back();
      early.back();
      expect(late.back).toThrow(/mark/);
      early.back();
      memory.select([1, 0]);
      expect(early.back).toThrow(/mark/);
      early.release();
      late.release();
    });
  },
  "has a beginning in front of the first token"(make) {
    for (const padded of [false, true]) {
      remembering(make, (memory) => {
        memory.add(alike(2, 3));
        memory.read([2, 2], { padded });
        memory.read([1, 1], { padded });
      });
    }
  },
  "has another beginning for each row"(make) {
    for (const padded of [false, true]) {
      remembering(make, (memory) => {
        memory.add([beginning(3), beginning(0), beginning(1)]);
        memory.read([2, 1, 4], { padded });
        memory.read([1, 2, 1], { padded });
      });
    }
  },
  "takes a beginning to the precision of what goes on from it"(make) {
    withMemory(make, (sequences) =>
      noGrad(() => {
        sequences.add([new Map([["m", { keys: randn([1, 1, 2, 4]), values: randn([1, 1, 2, 4]) }]])]);
        const pass = new Pass({ layout: new Packed([3], [2]), sequences });
        const own = { keys: randn([3, 1, 4]), values: randn([3, 1, 4]).to("bfloat16") };
        const { keys, values } = sequences.extend("m", own, pass).blocks[0]!;
        expect([keys.dtype, values.dtype]).toEqual(["float32", "bfloat16"]);
        for (const { shape } of [keys, values]) expect(shape).toEqual([1, 1, 5, 4]);
      }),
    );
  },
  "refuses a beginning that has other slots, by path and name"(make) {
    for (const recorded of [false, true]) {
      withMemory(make, (sequences) => {
        sequences.add([new Map([["m", { keys: randn([1, 1, 2, 4]) }]])]);
        const pass = new Pass({ layout: new Packed([3], [2]), sequences });
        const extend = () => sequences.extend("m", { latent: randn([3, 4]) }, pass);
        expect(() => (recorded ? extend() : noGrad(extend))).toThrow(
          '"m" holds keys [1, 4], and goes on with latent [4]',
        );
      });
    }
  },
  "carries derivatives to a beginning"(make) {
    withMemory(make, (sequences) => {
      const keys = randn([1, 2, 3, 4]).requireGrad();
      const first = new Map([["m", { keys }]]);
      sequences.add([first, first]);
      const pass = new Pass({ layout: new Padded([2, 2], [3, 3]), sequences });
      const held = scope(() => sequences.extend("m", { keys: randn([2, 2, 2, 4]) }, pass)); // as a block of a model does
      const [derivative] = grad([total(held.blocks.map((block) => block.keys))], [keys]);
      expect(distance(derivative!, keys.mul(4))).toBeLessThan(1e-5);
    });
  },
  "carries derivatives from pass to pass, of tokens, states and sources"(make) {
    withMemory(make, (sequences) => {
      sequences.add([new Map(), new Map()]);
      const [keys, h, source] = [randn([2, 1, 4]), randn([2, 3]), randn([2, 1, 4])].map((leaf) => leaf.requireGrad());
      const read = (at: number) =>
        scope(() => {
          const pass = new Pass({ layout: new Packed([1, 1], [at, at]), sequences });
          const own = at === 0 ? keys! : randn([2, 1, 4]);
          const held = sequences.extend("m", { keys: own.mul(1) }, pass).blocks.map((block) => block.keys.mul(1));
          const layout = new Packed([1, 1]);
          const theirs = sequences.source("x", () => ({ slots: { keys: source!.mul(1) }, layout }), pass).blocks;
          const before = sequences.state("r", () => ({ h: zeros([1, 3]) }), pass).h.mul(1);
          sequences.leave("r", { h: before.add(h!) }, pass);
          sequences.advance([1, 1]);
          return [...held, ...theirs.map((block) => block.keys.mul(1)), before];
        });
      read(0);
      const derivatives = grad([total(read(1))], [keys!, h!, source!]);
      for (const [i, leaf] of [keys!, h!, source!].entries()) {
        expect(distance(derivatives[i]!, leaf.mul(2))).toBeLessThan(1e-5);
      }
    });
  },
  "attends token by token as a pass alone does to the whole"(make) {
    remembering(make, ({ sequences }) => {
      sequences.add([new Map(), new Map()]);
      const T = 5;
      const [q, keys, values] = [randn([2, T, 4, 6]), randn([2, T, 2, 6]), randn([2, T, 2, 3])];
      const whole = new Alone().attend(
        "m",
        q,
        { keys, values },
        { sight: causal },
        new Pass({ layout: new Padded([T, T]) }),
      );
      for (let t = 0; t < T; t++) {
        const of = (x: Tensor) => x.select(1, t); // [2, ...], a token of each sequence
        const pass = new Pass({ layout: new Packed([1, 1], sequences.lengths), sequences });
        const seen = sequences.attend("m", of(q), { keys: of(keys), values: of(values) }, { sight: causal }, pass);
        sequences.advance([1, 1]);
        expect(distance(seen, of(whole))).toBeLessThan(1e-5);
      }
    });
  },
  "refuses to go on where tokens see those that follow"(make) {
    remembering(make, ({ sequences }) => {
      sequences.add([new Map()]);
      const read = () => {
        const pass = new Pass({ layout: new Packed([2], sequences.lengths), sequences });
        const own = { keys: randn([2, 1, 4]), values: randn([2, 1, 4]) };
        sequences.attend("m", randn([2, 1, 4]), own, { sight: all }, pass);
        sequences.advance([2]);
      };
      read();
      expect(read).toThrow(/m sees the tokens that follow/);
    });
  },
  "counts its bytes, and has none when it is released"(make) {
    remembering(make, (memory) => {
      expect(memory.sequences.bytes).toBe(0);
      memory.begin(2);
      memory.read([64, 64]);
      const perToken = 4 * (2 * 6 + 2 * 4 + 5);
      const [state, source] = [4 * 6, 4 * perToken];
      expect(memory.sequences.bytes).toBe(2 * (64 * perToken + source + state));
      memory.sequences.release();
      expect([memory.sequences.bytes, memory.sequences.lengths]).toEqual([0, []]);
    });
  },
  "tells where its ends and what is held differ"(make) {
    remembering(make, (memory) => {
      memory.begin(2);
      memory.read([3, 3]);
      memory.sequences.advance([1, 1]);
      expect(() => memory.sequences.checkIntegrity()).toThrow(/hold.* 4 tokens, but "mixer" has 3/);
    });
  },
  "leaves no tensor behind"(make) {
    const use = () =>
      scope(() =>
        remembering(make, (memory) => {
          memory.add(alike(2, 2));
          memory.read([2, 2]);
          const mark = memory.mark();
          memory.read([70, 70], { ends: false });
          memory.read([1, 1], { runs: 2 });
          mark.back();
          mark.release();
          memory.select([1, 1]);
          memory.read([1, 1]);
        }),
      );
    use();
    const before = liveTensors();
    use();
    expect(liveTensors()).toBe(before);
  },
} satisfies Record<string, (make: Make) => void>;

export type Clause = keyof typeof clauses;

/** The sum of the squares of all numbers of tensors. */
function total(tensors: readonly Tensor[]): Tensor {
  return cat(tensors.map((tensor) => tensor.reshape([-1])))
    .pow(2)
    .sum();
}

export function describeSequences(
  name: string,
  make: Make,
  { skip = [] }: { skip?: readonly { reason: string; clauses: readonly Clause[] }[] } = {},
): void {
  describe(`${name} keeps the contract of sequences`, () => {
    for (const clause of Object.keys(clauses) as Clause[]) {
      const skipped = skip.find((some) => some.clauses.includes(clause));
      it(clause, (context) => {
        if (skipped !== undefined) context.skip(skipped.reason);
        seed(5);
        scope(() => clauses[clause](make));
      });
    }
  });
}
