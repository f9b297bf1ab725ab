import { afterAll, expect, it } from "vitest";
import { fixturePath } from "../../tests/fixtures.ts";
import { loadModel } from "../checkpoints/index.ts";
import { Run } from "../interventions/index.ts";
import { releaseModel } from "../nn/index.ts";
import { infer, liveTensors, scope } from "../tensor/index.ts";
import { contrastiveSearch } from "./contrastive.ts";

const { model } = await loadModel(fixturePath("llama/tiny"));
afterAll(() => releaseModel(model));

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** The last hidden states [T][D] of a text and the probabilities [V] of what follows it, read anew. */
function read(tokens: readonly number[]): { states: number[][]; next: number[] } {
  return scope(() =>
    infer(() => {
      const reading = new Run(model).read([tokens]);
      const states = model.norm.call(reading.stream, reading.pass).split(1, 0);
      return { states: states.map((state) => state.numbers()), next: reading.logits("last").softmax(-1).numbers() };
    }),
  );
}

/** The paper's formula as it stands. */
function plain(prompt: readonly number[], candidates: number, penalty: number, length: number): number[] {
  const written: number[] = [];
  while (written.length < length) {
    const { states, next } = read([...prompt, ...written]);
    const likely = [...next.keys()].sort((a, b) => next[b]! - next[a]!).slice(0, candidates);
    const scores = likely.map((token) => {
      const own = read([...prompt, ...written, token]).states.at(-1)!;
      const cosines = states.map((state) => dot(own, state) / Math.sqrt(dot(own, own) * dot(state, state)));
      return (1 - penalty) * next[token]! - penalty * Math.max(...cosines);
    });
    written.push(likely[scores.indexOf(Math.max(...scores))]!);
  }
  return written;
}

it("takes the token that its formula takes, for any number of candidates and any penalty", () => {
  const prompt = [5, 9, 5, 9, 6];
  const before = liveTensors();
  const found = [
    [4, 0.6],
    [8, 0.3],
    [2, 0.3],
    [2, 0.6],
    [4, 0],
  ].map(([candidates = 0, penalty = 0]) => {
    const ours = contrastiveSearch(model, prompt, { candidates, penalty, maxTokens: 8 });
    expect(ours, `${candidates} candidates, penalty ${penalty}`).toEqual(plain(prompt, candidates, penalty, 8));
    return ours.join();
  });
  expect(contrastiveSearch(model, prompt, { maxTokens: 8 }).join()).toBe(found[0]); // its defaults
  expect(new Set(found).size).toBe(found.length);
  expect(liveTensors()).toBe(before);
});

it("ends behind a stop token", () => {
  const whole = contrastiveSearch(model, [5, 6, 7], { maxTokens: 8 });
  const cut = contrastiveSearch(model, [5, 6, 7], { maxTokens: 8, stopIds: new Set([whole[3]!]) });
  expect(cut).toEqual(whole.slice(0, whole.indexOf(whole[3]!) + 1));
});
