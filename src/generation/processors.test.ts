import { expect, test } from "vitest";
import { fromData, scope, tensor } from "../tensor/index.ts";
import { type ProcessorSettings, processors, type Row } from "./processors.ts";

function apply(logits: Float32Array, row: Row, settings: ProcessorSettings): Float32Array {
  return scope(() =>
    processors(settings)
      .reduce((x, process) => process(x, [row]), fromData(logits).unsqueeze(0))
      .floats(),
  );
}

test("presence counts once and frequency each time, over what was written alone", () => {
  const logits = new Float32Array([1, 2, 3, 4]);
  const row = { prompt: [3], written: [1, 1, 2] };
  expect([...apply(logits, row, { temperature: 1, presencePenalty: 0.5 })]).toEqual([1, 1.5, 2.5, 4]);
  expect([...apply(logits, row, { temperature: 1, frequencyPenalty: 0.5 })]).toEqual([1, 1, 2.5, 4]);
  expect([...apply(logits, { prompt: [3], written: [] }, { temperature: 1, presencePenalty: 1 })]).toEqual([
    1, 2, 3, 4,
  ]);
});

test("at temperature 0 the penalties alone remain, and settings that change nothing leave no processor", () => {
  expect(processors({ temperature: 0, topK: 5, topP: 0.5, minP: 0.1 })).toEqual([]);
  expect(processors({ temperature: 1, topP: 1, minP: 0, repetitionPenalty: 1, presencePenalty: 0 })).toEqual([]);
  expect(processors({ temperature: 0, repetitionPenalty: 1.2 })).toHaveLength(1);
});

test("what stands exactly on a boundary: the nucleus reaches it with fewer tokens, and so does the typical set", () => {
  const left = (probabilities: number[], settings: ProcessorSettings) =>
    [...apply(new Float32Array(probabilities.map(Math.log)), { prompt: [], written: [] }, settings).entries()]
      .filter(([, logit]) => logit > -Infinity)
      .map(([token]) => token);
  const even = [0.25, 0.25, 0.25, 0.25];
  expect(left(even, { temperature: 1, topP: 0.5 })).toEqual([0, 1]);
  expect(left(even, { temperature: 1, topP: 0.75 })).toEqual([0, 1, 2]);
  // H = 1.75 bits: 0.25 is 0.25 bits away, 0.5 is 0.75 away, the others 1.25.
  const halves = [0.5, 0.25, 0.125, 0.125];
  expect(left(halves, { temperature: 1, typicalP: 0.25 })).toEqual([1]);
  expect(left(halves, { temperature: 1, typicalP: 0.75 })).toEqual([0, 1]);
  expect(left(halves, { temperature: 1, typicalP: 0.8 })).toEqual([0, 1, 2, 3]);
});

test("a temperature stands in front of the filters, or behind them where that is asked for", () => {
  const none = { prompt: [], written: [] };
  const logits = new Float32Array([0.5, 0.25, 0.125, 0.125].map(Math.log2)); // -1, -2, -3, -3
  const gone = -Infinity;
  expect([...apply(logits, none, { temperature: 0.5, topK: 2 })]).toEqual([-2, -4, gone, gone]);
  // At temperature 2 the nucleus of 0.7 has three tokens; by the model's own probabilities it has two.
  const probabilities = new Float32Array([0.5, 0.25, 0.125, 0.125].map(Math.log));
  const kept = (settings: Partial<ProcessorSettings>) =>
    [...apply(probabilities, none, { temperature: 2, topP: 0.7, ...settings })].map((value) => value > gone);
  expect(kept({})).toEqual([true, true, true, false]);
  expect(kept({ temperatureLast: true })).toEqual([true, true, false, false]);
  const last = apply(probabilities, none, { temperature: 2, topP: 0.7, temperatureLast: true });
  expect(last[0]).toBeCloseTo(Math.log(0.5) / 2, 6);
});

test("rows of a batch are processed each by its own history", () => {
  const logits = [
    [1, 2, 3],
    [1, 2, 3],
  ];
  const rows = [
    { prompt: [0], written: [] },
    { prompt: [2, 2], written: [1] },
  ];
  const [repetition] = processors({ temperature: 1, repetitionPenalty: 2 });
  const ours = scope(() => repetition!(tensor(logits), rows).numbers());
  expect(ours).toEqual([0.5, 2, 3, 1, 1, 1.5]);
});

test("the k best stay, with all that equal the last of them", () => {
  const logits = new Float32Array([1, 3, 2, 3, 0]);
  const left = (topK: number) =>
    [...apply(logits, { prompt: [], written: [] }, { temperature: 1, topK }).keys()].filter(
      (id) => apply(logits, { prompt: [], written: [] }, { temperature: 1, topK })[id]! > -Infinity,
    );
  expect([1, 2, 3, 4, 9].map(left)).toEqual([
    [1, 3],
    [1, 3],
    [1, 2, 3],
    [0, 1, 2, 3],
    [0, 1, 2, 3, 4],
  ]);
});

test("a repetition is weakened whatever the sign of its logit", () => {
  const settings = { temperature: 1, repetitionPenalty: 2 };
  const row = { prompt: [0, 1], written: [3, 3] };
  expect([...apply(new Float32Array([2, -2, 2, 4, -4]), row, settings)]).toEqual([1, -4, 2, 2, -4]);
});

test.each([
  { temperature: 0.5 },
  { temperature: 1e-8 },
  { temperature: 1, topK: 2 },
  { temperature: 1, topP: 0.6 },
  { temperature: 1, minP: 0.4 },
  { temperature: 1, typicalP: 0.5 },
  { temperature: 1, frequencyPenalty: 0.5, presencePenalty: 0.25 },
])("each row of a batch is as if alone: %j", (settings) => {
  const logits = [[1, 2, 3, 0.5], [4, -1, 3.5, 0], [0, 0, 0, 0.1]]; // biome-ignore format: a row a row
  const rows = [[0], [2, 2], []].map((written) => ({ prompt: [1], written }));
  const whole = scope(() =>
    processors(settings)
      .reduce((x, process) => process(x, rows), tensor(logits))
      .numbers(),
  );
  expect(whole).toEqual(logits.flatMap((row, i) => [...apply(Float32Array.from(row), rows[i]!, settings)]));
});

test("the least of the best token's probability that is asked for is enough", () => {
  const logits = new Float32Array([0.5, 0.25, 0.125, 0.125].map(Math.log2)); // a doubling is one more than e-fold
  const kept = (minP: number) => {
    const powers = logits.map((logit) => logit * Math.LN2);
    return [...apply(powers, { prompt: [], written: [] }, { temperature: 1, minP })].map((logit) => logit > -Infinity);
  };
  expect(kept(0.6)).toEqual([true, false, false, false]);
  expect(kept(0.4)).toEqual([true, true, false, false]);
  expect(kept(0.2)).toEqual([true, true, true, true]);
});
