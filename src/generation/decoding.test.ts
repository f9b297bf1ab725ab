import { afterAll, expect, test } from "vitest";
import { cachedLoop } from "../../tests/parity/loops.ts";
import { tinyModel } from "../../tests/tiny-lm.ts";
import { distinctWeights, Interrupted } from "../nn/index.ts";
import { liveTensors, memoryUse, release } from "../tensor/index.ts";
import { Decoding } from "./decoding.ts";
import { greedy, multinomial } from "./sampler.ts";

const model = tinyModel();
afterAll(() => release(...[...distinctWeights(model)].map(([, weight]) => weight)));

const prompt = (length: number, salt = 0) => Array.from({ length }, (_, i) => (i * 31 + salt * 17 + 5) % 95);

test("sequences of different lengths in one batch are as if alone, greedy and drawn", () => {
  const prompts = [prompt(3), prompt(300, 1), prompt(40, 2), prompt(1, 3)];
  expect(cachedLoop(model, prompts, 16)).toEqual(prompts.map((tokens) => cachedLoop(model, [tokens], 16)[0]));
  const seeded = (row: number) => multinomial(5 + row);
  const drawn = cachedLoop(model, prompts, 16, { samplerOf: seeded });
  expect(drawn).toEqual(prompts.map((tokens, i) => cachedLoop(model, [tokens], 16, { samplerOf: () => seeded(i) })[0]));
  expect(new Set(drawn.map(String)).size).toBe(4);
});

test("a sequence may end while the others go on", () => {
  const prompts = [prompt(30), prompt(20, 1), prompt(10, 2)];
  const whole = cachedLoop(model, prompts, 10);
  const decoding = new Decoding(
    model,
    prompts.map((prompt) => ({ prompt, sampler: greedy })),
  );
  const answers = prompts.map((): number[] => []);
  for (let i = 0; i < 10; i++) {
    for (const { index, token } of decoding.write()) answers[index]!.push(token);
    if (i === 3) decoding.drop([1]);
  }
  expect(decoding.live).toEqual([0, 2]);
  expect(answers).toEqual([whole[0], whole[1]!.slice(0, 4), whole[2]]);
  decoding.release();
});

test("asking for the logits changes nothing: not what is written, not what was answered before", () => {
  const prompts = [prompt(300), prompt(7, 1), prompt(20, 2)];
  const sequences = prompts.map((prompt, i) => ({ prompt, sampler: multinomial(i) }));
  const [asked, silent] = [new Decoding(model, sequences), new Decoding(model, sequences)];
  for (let step = 0; step < 6; step++) {
    const before = asked.logits().map((row) => Array.from(row));
    expect(asked.logits().map((row) => Array.from(row))).toEqual(before);
    if (step === 3) {
      asked.drop([1]);
      silent.drop([1]);
      expect(asked.logits().map((row) => Array.from(row))).toEqual([before[0], before[2]]);
    }
    expect(asked.write()).toEqual(silent.write());
    expect(asked.logits().map((row) => Array.from(row))).not.toEqual(before); // of the token behind
  }
  asked.release();
  silent.release();
});

test("an interrupt is felt between blocks, and what was interrupted goes on as if nothing had been", () => {
  const tokens = prompt(600);
  let asked = 0;
  let stopAt = 7; // in the second of three chunks: two blocks with two looks each
  const interrupt = {
    get aborted() {
      return ++asked === stopAt;
    },
  };
  const decoding = new Decoding(model, [{ prompt: tokens, sampler: greedy }], { interrupt });
  expect(decoding.read()).toBe(true);
  expect(() => decoding.read()).toThrow(Interrupted);
  stopAt = -1;
  const answer = Array.from({ length: 5 }, () => decoding.write()[0]!.token);
  expect([answer]).toEqual(cachedLoop(model, [tokens], 5));
  decoding.release();
});

test("200 generations leave as many tensors and as many bytes as one", () => {
  cachedLoop(model, [prompt(600)], 4);
  const before = { tensors: liveTensors(), bytes: memoryUse().bytes };
  for (let i = 0; i < 200; i++) cachedLoop(model, [prompt(i % 20 === 0 ? 600 : 20, i)], 4);
  expect({ tensors: liveTensors(), bytes: memoryUse().bytes }).toEqual(before);
});

test("is refused without a sequence, and with an empty prompt", () => {
  expect(() => new Decoding(model, [])).toThrow("decoding needs at least one sequence");
  const sequences = [
    { prompt: prompt(2), sampler: greedy },
    { prompt: [], sampler: greedy },
  ];
  expect(() => new Decoding(model, sequences)).toThrow("the prompt of sequence 1 is empty");
});

test("prompts are read in as many passes of 256 tokens as they fill, unless one has fewer tokens than that", () => {
  const passes = (...lengths: number[]) => {
    const decoding = new Decoding(
      model,
      lengths.map((length) => ({ prompt: prompt(length), sampler: greedy })),
    );
    let count = 1; // the one that writes
    while (decoding.read()) count++;
    decoding.release();
    return count;
  };
  expect([passes(256), passes(257), passes(512), passes(513)]).toEqual([1, 2, 2, 3]);
  expect([passes(200, 200, 200), passes(600, 2), passes(600, 1)]).toEqual([3, 2, 1]);
});

test("a sequence is handed over with what was read of it, and where passes over its prompt began and ended", () => {
  const left = (writes: number) => {
    const decoding = new Decoding(model, [{ prompt: prompt(600), sampler: greedy }]);
    const tokens = [...prompt(600), ...Array.from({ length: writes }, () => decoding.write()[0]!.token)];
    const { cache, ...rest } = decoding.leave();
    expect(cache.lengths).toEqual([rest.tokens.length]);
    expect(rest.tokens).toEqual(tokens.slice(0, rest.tokens.length));
    expect(decoding.live).toEqual([]);
    cache.release();
    return [rest.tokens.length, rest.borders];
  };
  expect(left(0)).toEqual([0, [0]]);
  expect(left(1)).toEqual([600, [0, 200, 400, 600]]);
  expect(left(3)).toEqual([602, [0, 200, 400, 600]]); // the last token was read by no pass

  const half = new Decoding(model, [{ prompt: prompt(600), sampler: greedy }]);
  half.read();
  const held = half.leave();
  expect([held.tokens.length, held.borders]).toEqual([200, [0, 200]]);
  const other = new Decoding(model, [{ prompt: prompt(600), sampler: greedy }], { held });
  other.logits();
  const { cache, borders } = other.leave();
  expect([cache.lengths, borders]).toEqual([[600], [0, 200, 400, 600]]);
  cache.release();
});

test("one sequence alone is handed over, and gone on with", () => {
  const two = [0, 1].map((salt) => ({ prompt: prompt(3, salt), sampler: greedy }));
  const decoding = new Decoding(model, two);
  expect(() => decoding.leave()).toThrow(new RangeError("one live sequence can be handed over"));
  decoding.write();
  decoding.drop([0]);
  const held = decoding.leave();
  expect(held.tokens).toEqual(prompt(3, 1));
  expect(() => decoding.leave()).toThrow("one live sequence");
  expect(() => new Decoding(model, two, { held })).toThrow(new RangeError("what is held goes with one sequence"));
  held.cache.release();
});

test("a sequence goes on in several ways, or in none", () => {
  const start = () =>
    new Decoding(
      model,
      [0, 1].map((salt) => ({ prompt: prompt(9, salt), sampler: greedy })),
    );
  const decoding = start();
  decoding.logits();
  decoding.extend([1, 1, 1].map((row, i) => ({ row, token: 40 + i })));
  const found = decoding.logits().map((row) => Array.from(row));
  expect(decoding.live).toEqual([1, 1, 1]);
  decoding.release();
  for (const [i, row] of found.entries()) {
    const alone = new Decoding(model, [{ prompt: [...prompt(9, 1), 40 + i], sampler: greedy }]);
    const expected = Array.from(alone.logits()[0]!);
    const [most, apart] = [
      Math.max(...expected.map(Math.abs)),
      Math.max(...expected.map((x, v) => Math.abs(x - row[v]!))),
    ];
    expect(apart / most).toBeLessThan(1e-4);
    alone.release();
  }
});
