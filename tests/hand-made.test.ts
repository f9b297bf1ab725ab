/** Parts that nobody had in mind when the joints were made, written by hand on top of them: what an architecture to come may rely on. */
import { describe, expect, it } from "vitest";
import { intervene, plan, Run } from "../src/interventions/index.ts";
import {
  Attention,
  activations,
  attendPlain,
  CrossAttention,
  Decoder,
  Embedding,
  initialize,
  KVCache,
  Linear,
  MLP,
  type Module,
  memory,
  named,
  Packed,
  Pass,
  PreNormBlock,
  PreNormCrossBlock,
  prefixLengths,
  prefixLM,
  RMSNorm,
  Rotary,
  recompute,
  type Score,
  times,
  window,
} from "../src/nn/index.ts";
import { grad, ids, linear, noGrad, randn, scope, type Tensor } from "../src/tensor/index.ts";
import { distance } from "./contracts/model.ts";
import { decodesAsItReads, PROMPTS, whole } from "./hand-made/decoding.ts";
import { LatentAttention, SIZES } from "./hand-made/latent.ts";
import { Selective } from "./hand-made/selective.ts";
import { bucketOf, type T5Decoder, t5 } from "./hand-made/t5.ts";

/** A decoder of two blocks around a mixer. */
function decoder(mixer: () => Module): Decoder {
  const norm = () => new RMSNorm(16, 1e-6);
  const block = () =>
    new PreNormBlock({ mixerNorm: norm(), mixer: mixer(), mlpNorm: norm(), mlp: new MLP(16, 32, activations.relu) });
  const [embed, head] = [new Embedding(11, 16), new Linear(16, 11)];
  return initialize(named(new Decoder({ embed, blocks: times(2, block), norm: norm(), head })), 3);
}
const attending = (score: Score) => () =>
  new Attention({ width: 16, heads: 4, kvHeads: 2, rotary: new Rotary(1e4), score });

describe("T5 by hand", () => {
  const model = initialize(t5(), 1);
  const { encoder, decoder: writer } = model;
  /** What the encoder makes of each source, in one pass. */
  const read = (sources: readonly (readonly number[])[]) => {
    const reading = noGrad(() => new Run(encoder).read(sources));
    return memory.of({ states: reading.stream, layout: reading.layout });
  };
  const SOURCES = [
    [4, 3, 2, 1, 0],
    [9, 9],
    [5, 6, 7],
  ];

  it("decodes as it reads, behind sources of different lengths", () => {
    decodesAsItReads(writer, { cut: true, given: (prompts) => [read(prompts.map((i) => SOURCES[i]!))] });
  });

  it("scales no product with a source's keys", () => {
    const block = writer.blocks[0] instanceof PreNormCrossBlock ? writer.blocks[0] : expect.unreachable();
    const cross = block.cross instanceof CrossAttention ? block.cross : expect.unreachable();
    const [x, states] = [randn([3, 16]), randn([5, 16])];
    const layout = new Packed([3]);
    noGrad(() => {
      const given = [memory.of({ states, layout: new Packed([5]) })];
      const split = (map: Linear, of: Tensor) => linear(of, map.weight).reshape([1, -1, 4, 4]).transpose(1, 2); // [1, H, T, K]
      const own = { keys: split(cross.k, states), values: split(cross.v, states) };
      const dense = attendPlain(split(cross.q, x), own, { scale: 1 }).transpose(1, 2).reshape([3, 16]);
      expect(distance(cross.call(x, new Pass({ layout, given })), linear(dense, cross.o.weight))).toBeLessThan(1e-5);
    });
  });

  it("projects the keys of a source once for each sequence", () => {
    let projected = 0;
    const count = intervene("count", "decoder.blocks.0.cross.k", () => (x, next) => {
      projected++;
      return next(x);
    });
    const run = new Run(writer, { with: [count], sequences: new KVCache() });
    noGrad(() => {
      run.read([[1, 2], [3]], { given: [read(SOURCES.slice(0, 2))] });
      for (let i = 0; i < 3; i++) run.read([[4], [5]]);
    });
    run.release();
    expect(projected).toBe(1);
  });

  it("adds what distance says, by the buckets of the paper", () => {
    for (const [part, both] of [
      [encoder.positions, true],
      [writer.positions, false],
    ] as const) {
      const distances = Array.from({ length: 41 }, (_, i) => i - 20);
      const pass = new Pass({ layout: new Packed([1]) });
      const bias = noGrad(() => part.call(ids(distances).reshape([1, -1]), pass)); // [H, 1, 41]
      const rows = ids(distances.map((distance) => bucketOf(distance, both)));
      expect(distance(bias.select(1, 0), part.table.indexSelect(0, rows).t())).toBe(0);
    }
  });

  it("has the bias made once a pass for all layers, at one path, whose hook runs", () => {
    const paths = [...plan(model, [intervene("all", "*.positions.table", () => (x, next) => next(x))]).keys()];
    expect(paths).toEqual(["encoder.positions.table", "decoder.positions.table"]);
    const before = encoder.positions.calls;
    noGrad(() => new Run(encoder).read(ids([1, 2, 3, 4]).reshape([2, 2])));
    expect(encoder.positions.calls - before).toBe(1);
    const shift = intervene("shift", "encoder.positions.table", () => (x, next) => {
      const table = next(x);
      return table.mul(-1);
    });
    const stream = (changes: Parameters<typeof plan>[1]) =>
      noGrad(() => new Run(encoder, { with: changes }).read([[1, 2, 3]]).stream);
    expect(distance(stream([shift]), stream([]))).toBeGreaterThan(1e-3);
  });

  it("carries the derivative to the table, and to the same bits where blocks are run again, all of them or one", () => {
    const { table } = writer.positions;
    const given = [read(SOURCES.slice(0, 2))];
    table.requireGrad();
    const derivative = (...changes: Parameters<typeof plan>[1]) =>
      scope(() => {
        const reading = new Run<T5Decoder>(writer, { with: changes }).read(ids([1, 2, 3, 4, 5, 6]).reshape([2, 3]), {
          given,
        });
        return grad([reading.logits("all").pow(2).mean()], [table])[0]!;
      });
    const plain = derivative();
    expect(plain.abs().max().item()).toBeGreaterThan(1e-4);
    for (const at of ["decoder.blocks.*", "decoder.blocks.0"]) {
      expect(distance(derivative(recompute(at, { also: [table] })), plain)).toBeLessThan(1e-6);
    }
    table.requireGrad(false);
  });
});

describe("latent attention by hand", () => {
  const model = decoder(() => new LatentAttention());
  const mixer = model.blocks[0] instanceof PreNormBlock ? model.blocks[0].mixer : undefined;

  it("decodes as it reads", () => decodesAsItReads(model, { cut: true }));

  it("equals the dense formula with the keys' map absorbed into the queries", () => {
    const latent = mixer instanceof LatentAttention ? mixer : expect.unreachable();
    const x = randn([7, SIZES.width]);
    const pass = () => new Pass({ layout: new Packed([7]) });
    expect(noGrad(() => distance(latent.call(x, pass()), latent.dense(x, pass())))).toBeLessThan(1e-5);
  });

  it("holds R + K_r numbers of a token and nothing else", () => {
    const cache = new KVCache();
    const run = new Run(model, { sequences: cache });
    noGrad(() => run.read([Array.from({ length: 64 }, (_, i) => i % 11)]));
    expect(cache.bytes).toBe(2 * 64 * (SIZES.latent + SIZES.turned) * 4); // two layers of float32
    run.release();
  });
});

describe("a selective state space by hand", () => {
  const model = decoder(() => new Selective());

  it("decodes as it reads, and goes back to marks alone", () => decodesAsItReads(model, { cut: false }));

  it("costs the same however long a sequence is", () => {
    const cache = new KVCache();
    const run = new Run(model, { sequences: cache });
    noGrad(() => run.read([[1, 2, 3]]));
    const { bytes } = cache;
    noGrad(() => run.read([PROMPTS.flat()]));
    expect([cache.bytes, bytes]).toEqual([bytes, 2 * 4 * (3 * 12 + 12 * 3)]);
    run.release();
  });

  it("reads padded rows as single ones", () => paddedAsSingle(model));
});

describe("a window of attention", () => {
  const model = decoder(attending({ sight: window(3) }));

  it("decodes as it reads", () => decodesAsItReads(model, { cut: true }));
  it("reads padded rows as single ones", () => paddedAsSingle(model));

  it("sees nothing in front of it", () => {
    const [one, two] = [whole(model, [1, 2, 3, 4, 5, 6, 7]), whole(model, [9, 9, 3, 4, 5, 6, 7])];
    expect(distance(one, two)).toBe(0); // two layers of three tokens reach back to the third
    expect(distance(one, whole(model, [1, 2, 9, 4, 5, 6, 7]))).toBeGreaterThan(1e-4);
  });
});

describe("scores with a cap", () => {
  const model = decoder(attending({ sight: window(4), cap: 0.5, scale: 2 }));

  it("decode as they read", () => decodesAsItReads(model, { cut: true }));
});

describe("a prefix that sees itself whole", () => {
  const model = decoder(attending({ sight: prefixLM }));
  const LENGTHS = [4, 2, 3];
  const given = (prompts: readonly number[]) => [prefixLengths.of(prompts.map((i) => LENGTHS[i]!))];

  it("reads padded and packed rows as single ones", () => paddedAsSingle(model, given));

  it("shows a token those that follow it in the prefix, and no others", () => {
    const first = (tokens: readonly number[]) =>
      noGrad(() => new Run(model).read([tokens], { given: given([0]) }).logits("all")).select(0, 0);
    expect(distance(first([1, 2, 3, 4, 5]), first([1, 2, 3, 9, 5]))).toBeGreaterThan(1e-5);
    expect(distance(first([1, 2, 3, 4, 5]), first([1, 2, 3, 4, 9]))).toBe(0);
  });

  it("is gone on from when it has been read", () => {
    const run = new Run(model, { sequences: new KVCache() });
    const prompts = PROMPTS.map((tokens) => [...tokens]);
    let logits = noGrad(() => run.read(prompts, { given: given([0, 1, 2]) }).logits("last"));
    for (const token of [5, 6]) {
      for (const tokens of prompts) tokens.push(token);
      logits = noGrad(() => run.read(prompts.map(() => [token])).logits("last"));
    }
    for (const [row, tokens] of prompts.entries()) {
      expect(distance(logits.select(0, row), whole(model, tokens, given([row])))).toBeLessThan(2e-5);
    }
    run.release();
  });
});

function paddedAsSingle(
  model: Decoder,
  given: (prompts: readonly number[]) => Parameters<typeof whole>[2] = () => [],
): void {
  const lengths = PROMPTS.map((tokens) => tokens.length);
  const T = Math.max(...lengths);
  const flat = PROMPTS.flatMap((tokens) => [...tokens, ...Array<number>(T - tokens.length).fill(7)]);
  const rows: readonly [Tensor | number[][], { lengths?: number[] }][] = [
    [ids(flat).reshape([PROMPTS.length, T]), { lengths }],
    [PROMPTS, {}],
  ];
  for (const [tokens, options] of rows) {
    const logits = noGrad(() => new Run(model).read(tokens, { ...options, given: given([0, 1, 2]) }).logits("last"));
    for (const [row, prompt] of PROMPTS.entries()) {
      expect(distance(logits.select(0, row), whole(model, prompt, given([row])))).toBeLessThan(2e-5);
    }
  }
}
