import { afterAll, expect, test } from "vitest";
import { tinyModel } from "../../tests/tiny-lm.ts";
import { distinctWeights, Interrupted, Packed, Pass } from "../nn/index.ts";
import { ids, liveTensors, memory, noGrad, release, scope } from "../tensor/index.ts";
import { Decoding } from "./decoding.ts";
import { greedy, multinomial } from "./sampler.ts";

const model = tinyModel();
afterAll(() => release(...[...distinctWeights(model)].map(([, weight]) => weight)));

const prompt = (length: number, salt = 0) => Array.from({ length }, (_, i) => (i * 31 + salt * 17 + 5) % 95);

/** The same greedily, every token from a full pass without a cache. */
function recomputed(tokens: readonly number[], steps: number): number[] {
  const all = [...tokens];
  for (let i = 0; i < steps; i++) {
    const next = scope(() =>
      noGrad(() => {
        const logits = model.call(ids(all), new Pass({ layout: new Packed([all.length]) }));
        return greedy(logits.select(0, all.length - 1).floats(), i);
      }),
    );
    all.push(next);
  }
  return all.slice(tokens.length);
}

function written(prompts: readonly (readonly number[])[], steps: number, seeds?: readonly number[]): number[][] {
  const sequences = prompts.map((prompt, i) => ({ prompt, sampler: seeds ? multinomial(seeds[i]!) : greedy }));
  const decoding = new Decoding(model, sequences);
  const answers = prompts.map((): number[] => []);
  for (let i = 0; i < steps; i++) for (const { index, token } of decoding.write()) answers[index]!.push(token);
  decoding.release();
  return answers;
}

test("decoding with a cache, its prompt read in chunks, equals computing everything anew", () => {
  for (const length of [1, 7, 256, 257, 700]) {
    const tokens = prompt(length);
    expect(written([tokens], 12)).toEqual([recomputed(tokens, 12)]);
  }
});

test("sequences of different lengths in one batch are as if alone, greedy and drawn", () => {
  const prompts = [prompt(3), prompt(300, 1), prompt(40, 2), prompt(1, 3)];
  expect(written(prompts, 16)).toEqual(prompts.map((tokens) => written([tokens], 16)[0]));
  const seeds = [5, 6, 7, 8];
  const drawn = written(prompts, 16, seeds);
  expect(drawn).toEqual(prompts.map((tokens, i) => written([tokens], 16, [seeds[i]!])[0]));
  expect(new Set(drawn.map(String)).size).toBe(4);
});

test("a sequence may end while the others go on", () => {
  const prompts = [prompt(30), prompt(20, 1), prompt(10, 2)];
  const whole = written(prompts, 10);
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
  expect([answer]).toEqual(written([tokens], 5));
  decoding.release();
});

test("200 generations leave as many tensors and as many bytes as one", () => {
  written([prompt(600)], 4);
  const before = { tensors: liveTensors(), bytes: memory().bytes };
  for (let i = 0; i < 200; i++) written([prompt(i % 20 === 0 ? 600 : 20, i)], 4);
  expect({ tensors: liveTensors(), bytes: memory().bytes }).toEqual(before);
});
