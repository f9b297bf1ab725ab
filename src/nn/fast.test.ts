import { describe, expect, it } from "vitest";
import { plan } from "../interventions/index.ts";
import { llama } from "../models/index.ts";
import { cat, ids, keep, liveTensors, noGrad, ops, randn, scope, type Tensor } from "../tensor/index.ts";
import {
  Alone,
  causal,
  checkFast,
  type Decoder,
  distinctWeights,
  GatedMLP,
  initialize,
  KVCache,
  Module,
  named,
  Packed,
  Padded,
  Pass,
  type PassOptions,
  RMSNorm,
  Rotary,
  releaseModel,
  type Score,
  type Sequences,
  window,
} from "./index.ts";

const sets = ops.tenon.kernel_sets.default();
const largest = (a: Tensor, b: Tensor) => a.sub(b).abs().max().item() / b.abs().max().item();
const tiny = { vocabulary: 96, width: 48, depth: 2, heads: 6, kvHeads: 2, hidden: 100, tied: true };

/** Both ways of a part on the same x. */
function ways(part: RMSNorm | GatedMLP, x: Tensor): [fast: Tensor, plain: Tensor] {
  const run = (fast: boolean) => noGrad(() => part.call(x, new Pass({ layout: new Packed([x.shape[0]!]), fast })));
  return [run(true), run(false)];
}

describe.each(sets)("fast kernels (%s)", (set) => {
  const withSet = (body: () => void) => () => {
    ops.tenon.kernel_set.default(set);
    try {
      scope(body);
    } finally {
      ops.tenon.kernel_set.default(sets[0]);
    }
  };

  it(
    "normalize as the formula does, at any width",
    withSet(() => {
      for (const width of [1, 7, 48, 577]) {
        const norm = named(new RMSNorm(width, 1e-5));
        norm.gain = randn([width]);
        expect(largest(...ways(norm, randn([70, width], 3)))).toBeLessThan(1e-6);
      }
    }),
  );

  it(
    "gate as the formula does, from the smallest to the largest numbers",
    withSet(() => {
      const gate = cat([randn([40_001], 4), randn([7], 200)]);
      const up = randn([40_008]);
      const [fused, plain] = [ops.tenon.silu_mul.default(gate, up), gate.silu().mul(up)];
      expect(largest(fused, plain)).toBeLessThan(1e-6);
      expect(largest(...ways(initialize(named(new GatedMLP(33, 50))), randn([5, 33])))).toBeLessThan(1e-5);
    }),
  );

  it(
    "turn as the formula does",
    withSet(() => {
      const pass = (fast: boolean) => noGrad(() => new Pass({ layout: new Packed([5, 3], [900, 0]), fast }));
      for (const [heads, width] of [
        [1, 2],
        [3, 10],
        [9, 64],
      ] as const) {
        const x = randn([8, heads, width]);
        const rotary = new Rotary(10_000);
        const [fused, plain] = [true, false].map((fast) => rotary.turn(x, pass(fast)));
        expect(largest(fused!, plain!)).toBeLessThan(1e-6);
        const apart = [true, false].map((fast) => rotary.turnApart(x.flatten(-2, -1), width, pass(fast)));
        for (const other of apart) expect(other.shape).toEqual([8, heads, width]);
        expect(apart[0]!.data()).toEqual(fused!.data());
        expect(apart[1]!.data()).toEqual(plain!.data());
      }
    }),
  );

  it(
    "attend as the formula does, over one position and over many",
    withSet(() => {
      for (const [positions, width] of [
        [1, 8],
        [63, 64],
        [300, 72],
      ] as const) {
        const [keys, values] = [randn([1, 2, 320, width]), randn([1, 2, 320, width])];
        const [q, k, v] = [randn([1, 6 * width]), randn([1, 2 * width]), randn([1, 2 * width])];
        const seen = ops.tenon.attend_step.default(q, k, v, keys, values, positions - 1);
        const held = (t: Tensor) => t.narrow(2, 0, positions).unsqueeze(2).expand([1, 2, 3, positions, width]);
        const pattern = held(keys)
          .matmul(q.reshape([1, 2, 3, width, 1]))
          .mul(width ** -0.5)
          .softmax(3);
        const plain = held(values).mul(pattern).sum(3);
        expect(seen.shape).toEqual(q.shape);
        expect(largest(seen.reshape(plain.shape), plain)).toBeLessThan(2e-6);
        expect(keys.narrow(2, positions - 1, 1).data()).toEqual(k.reshape([1, 2, 1, width]).data());
      }
    }),
  );
});

/** A bias that grows with distance. */
class Farther extends Module {
  protected forward(distances: Tensor): Tensor {
    return distances.to("float32").mul(0.7).unsqueeze(0); // [1, T, S]
  }
}

describe("a fast run", () => {
  const read = (model: Decoder, tokens: readonly number[], options: PassOptions) =>
    noGrad(() => model.call(ids(tokens), new Pass(options)));
  const make = () => initialize(llama(tiny), 7);

  it("decodes as the plain one, several sequences in one pass, past the first growth of the cache", () => {
    const model = make();
    const [a, b] = [new KVCache(2), new KVCache(2)];
    const prompts = [Array.from({ length: 61 }, (_, i) => (i * 7) % 96), [5]];
    const both = (tokens: readonly number[], lengths: readonly number[]) =>
      [a, b].map((cache) => {
        const layout = new Packed(lengths, cache.lengths);
        return read(model, tokens, { layout, sequences: cache, fast: cache === b });
      }) as [Tensor, Tensor];
    expect(largest(...both(prompts.flat(), [61, 1]))).toBeLessThan(1e-5);
    for (let step = 0; step < 8; step++) expect(largest(...both([step, 90 - step], [1, 1]))).toBeLessThan(1e-5);
    b.checkIntegrity();
    expect(b.lengths).toEqual([69, 9]);
    expect(b.bytes).toBe(a.bytes);
  });

  it("decodes padded rows, and copies of a sequence on their own", () => {
    const model = make();
    const outcomes = [false, true].map((fast) => {
      const sequences = new KVCache(1);
      read(model, [1, 2, 3], { layout: new Packed([3]), sequences, fast });
      sequences.select([0, 0]);
      const layout = new Padded([1, 1], sequences.lengths);
      return noGrad(() => model.call(ids([4, 5]).reshape([2, 1]), new Pass({ layout, sequences, fast })));
    }) as [Tensor, Tensor];
    expect(outcomes[0].shape).toEqual([2, 1, 96]);
    expect(largest(...outcomes)).toBeLessThan(1e-5);
  });

  it("attends token by token by the score that it is given, whatever the widths of keys and values", () => {
    const scores: Score[] = [
      { sight: causal },
      { sight: window(2) },
      { sight: causal, scale: 0.3 },
      { sight: causal, cap: 0.5 },
      { sight: causal, bias: named(new Farther()) },
    ];
    const shapes = [[2, 4, 4], [2, 4, 2], [4, 2, 4], [4, 4, 8], [8, 4, 8]] as const; // biome-ignore format: one line
    for (const score of scores)
      for (const [G, K, V] of shapes) {
        const [q, keys, values] = [randn([3, 8, K]), randn([3, G, K]), randn([3, G, V])];
        const read = (sequences: Sequences, from: number, count: number, fast: boolean) => {
          const [own, ...held] = [q, keys, values].map((x) => x.narrow(0, from, count)) as [Tensor, Tensor, Tensor];
          const pass = new Pass({ layout: new Packed([count], [from]), sequences, fast });
          const seen = sequences.attend("m", own, { keys: held[0], values: held[1] }, score, pass);
          sequences.advance([count]);
          return seen;
        };
        noGrad(() => {
          const whole = read(new Alone(), 0, 3, false);
          const cache = new KVCache(1);
          const steps = cat([0, 1, 2].map((t) => read(cache, t, 1, true)));
          cache.release();
          expect(largest(steps, whole), `${Object.keys(score)} ${[G, K, V]}`).toBeLessThan(1e-5);
        });
      }
  });

  it("shows a hook what the plain one shows it", () => {
    for (const name of ["keys", "values", "pattern", "heads"]) {
      const model = make();
      const seen = [false, true].map((fast) => {
        const shown: Tensor[] = [];
        const hooks = plan(model, [
          {
            name: "look",
            hook: ({ path }) =>
              path === `blocks.1.mixer.${name}`
                ? (x, next) => {
                    shown.push(keep(x));
                    return next(x);
                  }
                : undefined,
          },
        ]);
        const sequences = new KVCache(1);
        for (const token of [3, 9]) {
          read(model, [token], { layout: new Packed([1], sequences.lengths), sequences, plan: hooks, fast });
        }
        return shown;
      });
      expect(seen[1]!.map(({ shape }) => shape)).toEqual(seen[0]!.map(({ shape }) => shape));
      expect(largest(seen[1]![1]!, seen[0]![1]!), name).toBeLessThan(1e-5);
    }
  });

  it("records derivatives the plain way, and its operators refuse to be differentiated", () => {
    const [first, second] = [false, true].map((fast) => {
      const model = make();
      model.embed.table.requireGrad();
      model
        .call(ids([1, 2, 3]), new Pass({ layout: new Packed([3]), fast }))
        .logSumExp(-1)
        .sum()
        .backward();
      return model.embed.table.grad!;
    }) as [Tensor, Tensor];
    expect(second.data()).toEqual(first.data());
    const x = randn([2, 8]).requireGrad();
    expect(() => ops.tenon.silu_mul.default(x, x)).toThrow(/tenon::silu_mul: the gate records a derivative/);
    expect(() => ops.tenon.rms_norm.default(randn([2, 8]), randn([9]), 1e-5)).toThrow(/do not fit each other/);
    expect(() => ops.tenon.rms_norm.default(randn([2, 8]).to("float64"), randn([8]), 1e-5)).toThrow(TypeError);
  });

  it("is refused where weights are not float32, and leaves no tensor behind", () => {
    const model = make();
    const before = liveTensors();
    const sequences = new KVCache(1);
    for (let i = 0; i < 3; i++) {
      scope(() => void read(model, [i], { layout: new Packed([1], sequences.lengths), sequences, fast: true }));
    }
    sequences.release();
    expect(liveTensors()).toBe(before);
    releaseModel(model);
    expect(liveTensors()).toBe(before - [...distinctWeights(model)].length);
    const other = make();
    Object.assign(other.blocks[0]!, {
      mixerNorm: Object.assign(new RMSNorm(48, 1e-5), { gain: randn([48]).to("bfloat16") }),
    });
    expect(() => checkFast(named(other))).toThrow('the weight "blocks.0.mixerNorm.gain" is bfloat16');
  });
});
