import { describe, expect, it, test } from "vitest";
import { tinyModel, tinyTokenizer } from "../../tests/tiny-lm.ts";
import { type Intervention, Run } from "../interventions/index.ts";
import { gpt2, recurrent } from "../models/index.ts";
import { distinctWeights, initialize, type Writes } from "../nn/index.ts";
import { prefix, prompt } from "../peft/index.ts";
import { cat, Generator, ids, infer, liveTensors, randn, seed, type Tensor, zeros } from "../tensor/index.ts";
import { corrupt, locate, patch, record, restore, type TraceOptions, trace, traced } from "./index.ts";

const tokenizer = tinyTokenizer();
const PROMPT = "is Bonn a city or not";
const text = { prompt: PROMPT, subject: "Bonn", samples: 3, noise: 4, seed: 5 };
const { ids: row, subject } = locate(tokenizer, PROMPT, "Bonn");

const sizes = { vocabulary: 96, width: 16 };
/** Weights large enough for the answer to depend on the prompt. */
function lively(model: Writes): Writes {
  initialize(model, 2);
  infer(() => {
    for (const [, weight] of distinctWeights(model)) if (weight.rank === 2) weight.copyFrom(weight.mul(4));
  });
  return model;
}
const soft = tinyModel(3);
seed(1);
const front = [prefix(soft, { length: 2, std: 1 }), prompt(soft, { length: 3, std: 1 })];
const MODELS: Readonly<Record<string, { model: Writes; with?: readonly Intervention[] }>> = {
  llama: { model: tinyModel() },
  "GPT-2": { model: lively(gpt2({ ...sizes, context: 64, depth: 8, heads: 2, hidden: 32 })) },
  "llama behind a prefix and soft words": { model: soft, with: front },
  "an LSTM": { model: lively(recurrent({ ...sizes, cell: "lstm", depth: 3, hidden: 16 })) },
};
/** The same by hooks over whole rows: row 0 clean, the others corrupted, `change` on all of them. */
function byHooks(model: Writes, own: readonly Intervention[], change: readonly Intervention[]): number {
  return infer(() => {
    const D = widthOf(model);
    const [from, to] = subject;
    const struck = randn([3, to - from, D], 4, { generator: new Generator(5) });
    const own3 = cat([zeros([3, from, D]), struck, zeros([3, row.length - to, D])], 1);
    const noise = cat([zeros([1, row.length, D]), own3]);
    const rows = ids(row).unsqueeze(0).expand([4, row.length]);
    const run = new Run(model, { with: [...change, ...own, corrupt(noise)] });
    const probabilities = run.read(rows).logits("last").softmax(-1); // [4, V]
    const answer = probabilities.select(0, 0).argmax().item();
    return probabilities.narrow(0, 1, 3).select(1, answer).mean().item();
  });
}
const widthOf = (model: Writes) => {
  const recorder = record("embed");
  infer(() => void new Run(model, { with: [recorder] }).read([[1]]));
  const width = recorder.seen.get("embed")!.shape.at(-1)!;
  recorder.clear();
  return width;
};

describe.each(Object.entries(MODELS))("causal tracing of %s", (_, { model, with: own = [] }) => {
  const shift = own.length > 0 ? 3 : 0; // soft words stand in front
  const found = trace(model, tokenizer, { ...text, with: own });

  it("equals restoring each state by a hook, in front of the subject too", () => {
    for (const token of [0, 2, subject[0], subject[1] - 1, 9, row.length - 1]) {
      for (const layer of model.blocks.keys()) {
        const slow = byHooks(model, own, [restore(`blocks.${layer}`, shift + token)]);
        expect(found.effects[token]![layer], `${token} ${layer}`).toBeCloseTo(slow, 5);
      }
    }
  });

  it("gives the clean probability for the last state, and nothing in front of the subject", () => {
    expect(found.effects.at(-1)!.at(-1)).toBeCloseTo(found.clean, 5);
    expect(Math.abs(found.clean - found.corrupted)).toBeGreaterThan(1e-3);
    for (const before of found.effects.slice(0, subject[0]))
      for (const effect of before) expect(effect).toBe(found.corrupted);
    expect(found.effects).toHaveLength(row.length);
  });
});

describe("parts and severed paths", () => {
  const { model } = MODELS["GPT-2"]!;
  const token = subject[1] - 1;

  it.each([
    ["mlp", "mlp"],
    ["attention", "mixer"],
  ] as const)("restores %s over a window that is cut at both ends", (kind, part) => {
    const { effects } = trace(model, tokenizer, { ...text, kind, window: 3 });
    for (const layer of [0, 4, 7]) {
      const window = [layer - 1, layer, layer + 1].filter((i) => i >= 0 && i < 8);
      const slow = byHooks(
        model,
        [],
        window.map((i) => restore(`blocks.${i}.${part}`, token)),
      );
      expect(effects[token]![layer]).toBeCloseTo(slow, 5);
    }
  });

  it("takes a window of 10 blocks of 48, of fewer in proportion", () => {
    const of = (window?: number) =>
      trace(model, tokenizer, { ...text, kind: "mlp", ...(window && { window }) }).effects;
    expect(of()).toEqual(of(2));
    expect(of()).not.toEqual(of(3));
  });

  it.each([
    ["mlp", "mlp"],
    ["attention", "mixer"],
  ] as const)("holds what %s gave in the corrupted run behind a restored state", (sever, part) => {
    const tracing = traced(model, tokenizer, { ...text, sever });
    const severed = tracing.effects(token);
    const plain = traced(model, tokenizer, text);
    expect(severed[7]).toBeCloseTo(plain.effects(token)[7]!, 6);
    const recorder = record(`blocks.*.${part}`);
    byHooks(model, [], [recorder]);
    const held = [4, 5, 6, 7].map((i) => {
      const own = recorder.seen.get(`blocks.${i}.${part}`)!.narrow(1, token, 1); // [4, 1, D]
      return patch(`blocks.${i}.${part}`, token, own);
    });
    // Restored inside of what is held: what the later parts make of it does not count.
    expect(severed[3]).toBeCloseTo(byHooks(model, [], [...held, restore("blocks.3", token)]), 5);
    expect(Math.abs(severed[3]! - plain.effects(token)[3]!)).toBeGreaterThan(1e-6);
    for (const one of [tracing, plain, recorder]) "clear" in one ? one.clear() : one.release();
  });
});

test("a tracing answers in any order, and lets go of all that it held", () => {
  const { model } = MODELS.llama!;
  const before = liveTensors();
  const tracing = traced(model, tokenizer, text);
  const last = tracing.effects(8);
  const first = tracing.effects(4);
  for (const [token, before] of [
    [8, last],
    [4, first],
  ] as const)
    for (const [layer, effect] of tracing.effects(token).entries()) expect(effect).toBeCloseTo(before[layer]!, 6);
  tracing.release();
  expect(liveTensors()).toBe(before);
  expect(trace(model, tokenizer, text).effects[8]![1]).toBeCloseTo(last[1]!, 6);
  expect(trace(model, tokenizer, { ...text, seed: 6 }).corrupted).not.toBe(tracing.corrupted);
  expect(liveTensors()).toBe(before);
});

test("some layers give what they give among all", () => {
  const { model } = MODELS["GPT-2"]!;
  const [all, some] = [undefined, [1, 5, 7]].map((layers) => trace(model, tokenizer, { ...text, layers }));
  expect(some!.layers).toEqual([1, 5, 7]);
  for (const [token, own] of some!.effects.entries())
    for (const [i, layer] of [1, 5, 7].entries()) expect(own[i]).toBeCloseTo(all!.effects[token]![layer]!, 6);
});

test("noise is three times as wide as the subject's embeddings spread", () => {
  const { model } = MODELS.llama!;
  const table = Reflect.get(model.embed, "table") as Tensor;
  const own = row.slice(...subject).flatMap((id) => table.select(0, id).numbers());
  const mean = own.reduce((sum, x) => sum + x, 0) / own.length;
  const std = Math.sqrt(own.reduce((sum, x) => sum + (x - mean) ** 2, 0) / own.length);
  const tracing = traced(model, tokenizer, { prompt: PROMPT, subject: "Bonn" });
  expect(tracing.noise).toBeCloseTo(3 * std, 4);
  tracing.release();
});

describe("what cannot be traced is told in one sentence", () => {
  const { model } = MODELS.llama!;
  const cases: readonly (readonly [string, Partial<TraceOptions>, string])[] = [
    ["no prompt", { prompt: "" }, "the prompt is empty, and must be a text"],
    [
      "a subject that is not there",
      { subject: "Rome" },
      'the subject "Rome" does not stand in the prompt "is Bonn a city or not"',
    ],
    ["an empty subject", { subject: "" }, 'the subject is "", and must be a part of the prompt'],
    ["no samples", { samples: 0 }, "trace: samples: is 0, and must be a whole number of at least 1"],
    ["a window of no width", { window: 0 }, "trace: window: is 0, and must be a whole number from 1 to 2"],
    ["noise of no width", { noise: -1 }, "trace: noise: is -1, and must be a number of at least 0"],
    ["noise that is no number", { noise: Number.NaN }, "trace: noise: is NaN, and must be a number"],
    [
      "a layer that there is not",
      { layers: [0, 2] },
      "trace: layers: is [0,2], and must be layers from 0 to 1 in ascending order",
    ],
    ["layers in no order", { layers: [1, 0] }, "and must be layers from 0 to 1 in ascending order"],
    ["half a seed", { seed: 0.5 }, "trace: seed: is 0.5, and must be a whole number"],
    [
      "severed parts of parts",
      { kind: "mlp", sever: "mlp" },
      'trace: sever: is "mlp", and must be left out where no states are restored',
    ],
  ];
  it.each(cases)("%s", (_, options, sentence) => {
    expect(() => trace(model, tokenizer, { ...text, ...options })).toThrow(sentence);
  });
  it("parts that a model has not", () => {
    expect(() => trace(MODELS["an LSTM"]!.model, tokenizer, { ...text, kind: "mlp" })).toThrow(
      /no site of this model fits "blocks.\*.mlp"/,
    );
  });
});

test.each([
  ["is Bonn", "Bonn", "is", " Bonn"],
  ["is Bonn", "onn", "is B", "onn"],
  ["Bonn or Bonn", "Bonn", "", "Bonn"],
  ["a b", "a b", "", "a b"],
])("in %j the tokens of %j are those that share a character with its first occurrence", (prompt, part, before, own) => {
  const found = locate(tokenizer, prompt, part);
  const [from, to] = found.subject;
  expect(found.tokens.join("")).toBe(prompt);
  expect(found.tokens.slice(0, from).join("").trimEnd()).toBe(before);
  expect(found.tokens.slice(from, to).join("").trimStart()).toBe(own.trimStart());
});
