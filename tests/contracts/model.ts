/**
 * What every model keeps, in one call: `describeModel("LLaMA", llamaArchitecture, { sizes: { ... } })`. Which clauses are asked
 * follows from what it can do; one that it cannot keep is skipped with a reason.
 *
 * The clauses are functions of a model, so that tests/contracts/model.test.ts can show each to fail on a model that is broken in
 * just that point.
 */
import { describe, expect, it } from "vitest";
import { type Architecture, holding, type ModelConfig, type NameMap, translate } from "../../src/models/index.ts";
import {
  initialize,
  KVCache,
  type Module,
  Packed,
  Padded,
  printTree,
  type Reads,
  reads,
  segments,
  type Writes,
  weights,
  writes,
} from "../../src/nn/index.ts";
import { cat, ids, liveTensors, noGrad, scope, stack } from "../../src/tensor/index.ts";
import {
  A,
  alone,
  B,
  C,
  close,
  cosines,
  derivatives,
  distance,
  everything,
  fill,
  LENGTHS,
  passOver,
  ROWS,
  run,
} from "./runs.ts";

export { distance } from "./runs.ts";

type Files = Pick<Architecture, "huggingFace" | "gguf"> & { config: ModelConfig };
type Clauses<M> = Readonly<Record<string, (model: M, files: Files) => void>>;

/** What every model that reads keeps. */
export const reading = {
  "padded rows equal single rows, whatever the padding is"(model: Reads) {
    for (const padding of [0, 9]) {
      const said = run(model, fill(ROWS, A.length, padding), new Padded(LENGTHS));
      for (const [b, row] of ROWS.entries()) {
        expect(distance(said.select(0, b).narrow(0, 0, row.length), alone(model, row))).toBeLessThan(close(model));
      }
    }
  },
  "packed sequences equal single ones"(model: Reads) {
    const said = run(model, ids(ROWS.flat()), new Packed(LENGTHS));
    let start = 0;
    for (const row of ROWS) {
      expect(distance(said.narrow(0, start, row.length), alone(model, row))).toBeLessThan(close(model));
      start += row.length;
    }
  },
  "a row of nothing but padding gives no NaN, in derivatives neither"(model: Reads) {
    const broken = derivatives(model, () => {
      const said = model.call(fill([[1, 2, 3], []], 3), passOver(model, new Padded([3, 0])));
      expect(said.ne(said).sum().item()).toBe(0);
      said.select(0, 0).pow(2).sum().backward();
    }).filter(([, grad]) => grad !== undefined && grad.ne(grad).sum().item() > 0);
    expect(broken.map(([path]) => path)).toEqual([]);
  },
  "a gradient reaches every weight"(model: Reads) {
    const given = [segments.of(ids(A.map((_, i) => (i < 4 ? 0 : 1))))];
    const missed = derivatives(model, () => {
      const said = everything(model, ids(A), passOver(model, new Packed([A.length]), { given }));
      const weighed = said.map((t) => t.pow(2).mul(cosines(t)).sum());
      weighed.reduce((a, b) => a.add(b)).backward();
    }).filter(([, grad]) => !((grad?.norm().item() ?? 0) > 0));
    expect(missed.map(([path]) => path)).toEqual([]);
  },
  "a pass leaves no tensor behind"(model: Reads) {
    const step = () =>
      scope(() => {
        noGrad(() => everything(model, ids(A), passOver(model, new Packed([A.length]))));
      });
    step();
    const before = liveTensors();
    for (let i = 0; i < 5; i++) step();
    expect(liveTensors()).toBe(before);
  },
  "the tree shows the anatomy that all models share"(model: Reads) {
    const tree = printTree(model);
    for (const part of ["embed", "blocks.0", "mixer", "q", "k", "v", "o", "mlp", "up", "down"]) {
      expect(tree).toContain(`  ${part}: `);
    }
  },
  "names round-trip, each weight under one name of each form"(model: Reads, { huggingFace, gguf }) {
    for (const { names } of [huggingFace, gguf].filter((form) => form !== undefined)) expectNamed(model, names);
  },
  "its config survives the file of others, in which nothing is unknown"(_: Reads, { huggingFace, config }) {
    if (huggingFace === undefined) return;
    const file = huggingFace.write(config);
    expect(huggingFace.read(JSON.parse(JSON.stringify(file)))).toEqual(config);
    expect(huggingFace.unknown(file)).toEqual([]);
  },
} satisfies Clauses<Reads>;

/** What a model keeps that writes from left to right. */
export const writing = {
  "cached decode equals the full forward"(model: Writes) {
    const whole = alone(model, A);
    const cache = new KVCache(1);
    const first = run(model, ids(A.slice(0, 5)), new Packed([5]), cache);
    const rest = A.slice(5).map((token) => run(model, ids([token]), new Packed([1], cache.lengths), cache));
    cache.checkIntegrity();
    expect(cache.lengths).toEqual([A.length]);
    expect(distance(cat([first, ...rest]), whole)).toBeLessThan(close(model));
    cache.release();
  },
  "reading a prompt in parts equals reading it at once"(model: Writes) {
    const cache = new KVCache(1);
    const parts = [A.slice(0, 4), A.slice(4, 9), A.slice(9)];
    const logits = parts.map((part) => run(model, ids(part), new Packed([part.length], cache.lengths), cache));
    expect(distance(cat(logits), alone(model, A))).toBeLessThan(close(model));
    cache.release();
  },
  "a token changes nothing before it"(model: Writes) {
    const [before, after] = [alone(model, A), alone(model, A.with(6, 7))];
    expect(distance(before.narrow(0, 0, 6), after.narrow(0, 0, 6))).toBe(0);
    expect(distance(before.narrow(0, 6, 1), after.narrow(0, 6, 1))).toBeGreaterThan(0);
  },
  "a token is seen by all after it"(model: Writes) {
    const difference = alone(model, A)
      .sub(alone(model, A.with(2, 7)))
      .abs();
    for (let t = 2; t < A.length; t++) expect(difference.select(0, t).max().item()).toBeGreaterThan(0);
  },
  "padded rows under a cache equal single rows"(model: Writes) {
    const cache = new KVCache(2);
    run(model, fill([C, B], C.length), new Padded([C.length, B.length]), cache);
    const next = run(model, stack([ids([5]), ids([9])]), new Padded([1, 1], cache.lengths), cache); // [2, 1, V]
    for (const [b, row] of [
      [...C, 5],
      [...B, 9],
    ].entries()) {
      const wanted = alone(model, row).select(0, row.length - 1);
      expect(distance(next.select(0, b).select(0, 0), wanted)).toBeLessThan(close(model));
    }
    cache.release();
  },
  "packed sequences under a cache equal single ones, when one is dropped too"(model: Writes) {
    const cache = new KVCache(3);
    run(model, ids(ROWS.flat()), new Packed(LENGTHS), cache);
    cache.select([2, 0]);
    const next = run(model, ids([4, 8]), new Packed([1, 1], cache.lengths), cache); // lengths differ, one pass
    for (const [i, row] of [
      [...C, 4],
      [...A, 8],
    ].entries()) {
      expect(distance(next.select(0, i), alone(model, row).select(0, row.length - 1))).toBeLessThan(close(model));
    }
    cache.release();
  },
  "a sequence that was cut equals one that never read the rest"(model: Writes) {
    const cache = new KVCache(1);
    run(model, ids(A), new Packed([A.length]), cache);
    cache.cut(0, 4);
    const next = run(model, ids(A.slice(4)), new Packed([A.length - 4], cache.lengths), cache);
    expect(distance(next, alone(model, A).narrow(0, 4, A.length - 4))).toBeLessThan(close(model));
    cache.release();
  },
} satisfies Clauses<Writes>;

/** What a model keeps that reads a sequence whole. */
export const seeing = {
  "every token is seen by every other"(model: Reads) {
    for (const at of [0, 5, 10]) {
      const difference = alone(model, A)
        .sub(alone(model, A.with(at, 7)))
        .abs();
      for (let t = 0; t < A.length; t++) expect(difference.select(0, t).max().item()).toBeGreaterThan(1e-6);
    }
  },
  "the order of tokens matters"(model: Reads) {
    const [x, y] = [alone(model, [3, 4, 5]), alone(model, [3, 5, 4])];
    expect(distance(x.narrow(0, 0, 1), y.narrow(0, 0, 1))).toBeGreaterThan(1e-6);
  },
  "going on from what was read is refused in one sentence"(model: Reads) {
    const cache = new KVCache(1);
    cache.advance([2]);
    const goOn = () => run(model, ids(A), new Packed([A.length], [2]), cache);
    expect(goOn).toThrow(/what was read before cannot be gone on from/);
    expect(cache.lengths).toEqual([2]);
    cache.release();
  },
} satisfies Clauses<Reads>;

function expectNamed(model: Module, names: NameMap): void {
  const paths = [...weights(model)].map(([path]) => path);
  const named = paths.map((path) => ({ path, name: translate(names, path, { reverse: true }) }));
  expect(named.filter(({ name }) => name === undefined)).toEqual([]);
  for (const { name } of named) {
    const own = named.filter((other) => other.name === name).map(({ path }) => path);
    expect(holding(names, name ?? "", (path) => paths.includes(path))?.paths).toEqual(own);
  }
}

type Clause = keyof typeof reading | keyof typeof writing | keyof typeof seeing;

export interface ModelCase {
  /** The config of a tiny model; its vocabulary is 11. */
  sizes: object;
  /** Clauses that it cannot keep, and why. */
  skip?: readonly { reason: string; clauses: readonly Clause[] }[];
}

export function describeModel<C extends ModelConfig, M extends Module>(
  name: string,
  architecture: Architecture<C, M>,
  { sizes, skip = [] }: ModelCase,
) {
  const config = architecture.config.parse({ vocabulary: 11, ...sizes });
  const model = initialize(architecture.build(config), 1);
  const reasons = new Map(skip.flatMap(({ reason, clauses }) => clauses.map((clause) => [`${clause}`, reason])));
  const ask = <S extends Module>(specimen: S, clauses: Clauses<S>) => {
    for (const [clause, check] of Object.entries(clauses)) {
      const reason = reasons.get(clause);
      it(clause, (context) => {
        if (reason !== undefined) context.skip(reason);
        scope(() => check(specimen, { ...architecture, config }));
      });
    }
  };
  describe(`${name} keeps the contract of models`, () => {
    if (reads(model)) ask<Reads>(model, reading);
    if (writes(model)) ask<Writes>(model, writing);
    else if (reads(model)) ask<Reads>(model, seeing);
  });
}
