import { afterAll, describe, expect, test } from "vitest";
import { tinyModel, tinyTokenizer } from "../../tests/tiny-lm.ts";
import { type Intervention, intervene } from "../interventions/index.ts";
import type { GenerateOptions, Message } from "../lm/index.ts";
import { recurrent } from "../models/index.ts";
import { distinctWeights, initialize, type Writes } from "../nn/index.ts";
import { lora, prefix, prompt as vectors } from "../peft/index.ts";
import { liveTensors, release, seed } from "../tensor/index.ts";
import { Decoding } from "./decoding.ts";
import { LocalLM } from "./local-lm.ts";
import { PrefixCache } from "./prefix-cache.ts";
import { greedy } from "./sampler.ts";

const model = tinyModel();
afterAll(() => release(...[...distinctWeights(model)].map(([, weight]) => weight)));

const tokenizer = tinyTokenizer();
/** Counts the tokens that a model embeds: each one read. */
function counted() {
  const count = { read: 0 };
  const counter = intervene("counter", "embed", () => (x, next) => {
    count.read += x.shape.at(-1)!;
    return next(x);
  });
  return { count, counter };
}

function opened(of: Writes, own: readonly Intervention[], prefixes?: PrefixCache) {
  const { count, counter } = counted();
  const lm = new LocalLM({ name: "tiny", model: of, tokenizer, context: 4000, with: [counter, ...own], prefixes });
  return { lm, count };
}

const QUESTIONS = Array.from({ length: 10 }, (_, i) =>
  "Why is number so large? ".repeat(1 + 4 * (i % 3)).replace("number", `${i}`),
);

/** Ten turns: what was said, how many tokens were read before the first was written, and how many behind it. */
async function tenTurns({ lm, count }: ReturnType<typeof opened>, settings: GenerateOptions) {
  const messages: Message[] = [];
  const turns: { text: string; promptTokens: number; cachedTokens: number; read: number; behind: number }[] = [];
  for (const content of QUESTIONS) {
    messages.push({ role: "user", content });
    const before = count.read;
    const { text, tokens, finish, promptTokens, cachedTokens } = await lm.generate(messages, settings).completion;
    const behind = finish === "length" ? tokens.length - 1 : tokens.length; // the last token written is read by none
    turns.push({ text, promptTokens, cachedTokens, read: count.read - before - behind, behind });
    messages.push({ role: "assistant", content: text });
  }
  return turns;
}

const state = initialize(recurrent({ vocabulary: 96, width: 16, hidden: 24 }), 1);
const SETTINGS = {
  greedy: { temperature: 0, maxTokens: 6 },
  drawn: { temperature: 1, seed: 5, maxTokens: 6 },
  penalized: { temperature: 0, repetitionPenalty: 1.3, maxTokens: 6 },
};
type How = keyof typeof SETTINGS;

const kinds: readonly (readonly [name: string, of: Writes, how: How, own: () => Intervention[]])[] = [
  ["a model", model, "greedy", () => []],
  ["a model", model, "drawn", () => []],
  ["a model", model, "penalized", () => []],
  ["a model under a LoRA", model, "greedy", () => [lora(model, { rank: 2, at: "blocks.*.mixer.q" })]],
  ["a model under a prefix", model, "drawn", () => [prefix(model, { length: 3, std: 2 })]],
  ["a model behind vectors", model, "greedy", () => [vectors(model, { length: 4, std: 2 })]],
  [
    "a model behind both",
    model,
    "drawn",
    () => [prefix(model, { length: 3, std: 2 }), vectors(model, { length: 4, std: 2 })],
  ],
  ["a recurrent model", state, "drawn", () => []],
];

describe("ten turns say what they say read whole, and each reads its own tokens alone", () => {
  test.each(kinds)("%s", async (_, of, how, own) => {
    const settings = SETTINGS[how];
    seed(3);
    const riding = own();
    const prefixes = new PrefixCache();
    const whole = await tenTurns(opened(of, riding), settings);
    const next = await tenTurns(opened(of, riding, prefixes), settings);
    expect(next.map(({ text }) => text)).toEqual(whole.map(({ text }) => text));
    expect(next.map(({ promptTokens }) => promptTokens)).toEqual(whole.map(({ promptTokens }) => promptTokens));
    const front = whole[0]!.read - whole[0]!.promptTokens; // vectors in front of the first token
    for (const [i, { promptTokens, cachedTokens, read }] of next.entries()) {
      expect(whole[i]).toMatchObject({ cachedTokens: 0, read: promptTokens + front });
      expect(read).toBe(promptTokens - cachedTokens + (i === 0 ? front : 0));
      const last = next[i - 1];
      expect(cachedTokens).toBe(last === undefined ? 0 : last.promptTokens + last.behind);
    }
    prefixes.release();
  });
});

/** The logits behind a prompt, and what is then held. */
function asked(prompt: readonly number[], prefixes: PrefixCache, write = 0) {
  const held = prefixes.take(prompt);
  const decoding = new Decoding(model, [{ prompt, sampler: greedy }], { held });
  const logits = Array.from(decoding.logits()[0]!);
  for (let i = 0; i < write; i++) decoding.write();
  const left = decoding.leave();
  prefixes.put(left);
  return { logits, cached: held?.tokens.length ?? 0, left };
}
const ids = (length: number, salt = 0) => Array.from({ length }, (_, i) => (i * 31 + salt * 17 + 5) % 95);

test("a prompt asked again has the bits of the first time, however it was read then", () => {
  const prefixes = new PrefixCache();
  const first = asked(ids(700), prefixes, 5);
  const again = asked(ids(700), prefixes, 3);
  expect(again.logits).toEqual(first.logits);
  expect(again.cached).toBe(466); // the last of three passes is read again
  const longer = asked(ids(900), prefixes, 9);
  expect(longer.cached).toBe(700);
  const short = asked(ids(900), prefixes);
  expect([short.logits, short.cached]).toEqual([longer.logits, 700]);
  expect(short.left.tokens).toEqual(ids(900));
  prefixes.release();
});

test("a sequence goes to the prompt that shares most of it, is cut there, and is lent once", () => {
  const prefixes = new PrefixCache();
  for (const salt of [0, 1, 2]) asked(ids(100, salt), prefixes, 4);
  const part = [...ids(60, 1), ...ids(40, 5)];
  expect(prefixes.take([...ids(40, 1), 94])).toBeUndefined(); // most of it would be lost
  const held = prefixes.take(part)!;
  expect(held.tokens).toEqual(ids(60, 1));
  expect(held.cache.lengths).toEqual([60]);
  expect(prefixes.take(part)).toBeUndefined();
  held.cache.release();
  expect(prefixes.take([...ids(100, 2), 1])!.tokens).toEqual(ids(100, 2));
  expect(prefixes.take([94, 94])).toBeUndefined();
  prefixes.release();
});

test("what is held is bounded in bytes and in sequences, and freed", () => {
  const before = liveTensors();
  const prefixes = new PrefixCache({ sequences: 2 });
  for (const salt of [0, 1, 2]) asked(ids(100, salt), prefixes);
  expect(prefixes.take([...ids(100, 0), 1])).toBeUndefined();
  const { bytes } = prefixes;
  expect(bytes).toBe(2 * 2 * 2 * 2 * 8 * 100 * 4); // two sequences, two layers, keys and values, two heads of 8, 100 places, float32
  prefixes.release();
  const small = new PrefixCache({ bytes: bytes / 2 });
  for (const salt of [0, 1]) asked(ids(100, salt), small);
  expect(small.bytes).toBe(bytes / 2);
  asked(ids(200), small); // alone too large
  expect(small.bytes).toBe(0);
  expect(liveTensors()).toBe(before);
});

test("answers under way at once, stopped ones and failed ones leave what is right for the next", async () => {
  const prefixes = new PrefixCache();
  const { lm } = opened(model, [], prefixes);
  const { lm: fresh } = opened(model, []);
  const settings = { temperature: 0, maxTokens: 6 };
  const text = async (of: LocalLM, prompt: string, options: GenerateOptions = settings) =>
    (await of.generate(prompt, options).completion).text;
  const prompts = ["Once upon a time", "Once upon a time", "Once upon a time there", "Twice"];
  const alone = await Promise.all(prompts.map((prompt) => text(fresh, prompt)));
  for (let i = 0; i < 3; i++) expect(await Promise.all(prompts.map((prompt) => text(lm, prompt)))).toEqual(alone);
  const long = "y".repeat(900);
  for await (const _ of lm.generate(`${long}z`, settings)) break;
  const signal = AbortSignal.timeout(1);
  await lm.generate(`${long}abc`, { ...settings, signal }).completion;
  await expect(lm.generate(long, { ...settings, repetitionPenalty: 1e-320 }).completion).rejects.toThrow("finite");
  expect(await text(lm, `${long}zab`)).toBe(await text(fresh, `${long}zab`));
  expect(await text(lm, "Once upon a time there")).toBe(alone[2]);
  prefixes.release();
});

test("is left alone by an answer that is refused before its first pass", async () => {
  const constraints = { maxLength: 30 };
  const prefixes = new PrefixCache();
  const lm = new LocalLM({
    ...{ name: "tiny", model: tinyModel(), tokenizer, context: 4000, prefixes },
    defaults: { settings: {}, constraints },
  });
  const first = "a".repeat(20);
  await lm.generate(first, { maxTokens: 2, temperature: 0 }).completion;
  const [live, held] = [liveTensors(), prefixes.bytes];
  await expect(lm.generate("a".repeat(40)).completion).rejects.toThrow("max_length of prompt and answer is 30");
  expect([liveTensors(), prefixes.bytes]).toEqual([live, held]);
  await lm.close();
});
