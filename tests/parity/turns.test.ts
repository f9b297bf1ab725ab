/**
 * Ten turns with tools through tiny models in the shapes of LLaMA 3, Qwen2.5 and Gemma 3 (tools/turns_parity.py): written, encoded,
 * answered, streamed and stopped as transformers does, from a folder and from a GGUF of it, each turn reading only what is new.
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { convert, load, loadTokenizer } from "../../src/checkpoints/index.ts";
import { LocalLM } from "../../src/generation/index.ts";
import {
  type Chunk,
  type LanguageModel,
  type Message,
  open,
  type ReadToolCall,
  type Tool,
} from "../../src/open/index.ts";
import type { Tokenizer } from "../../src/tokenizers/index.ts";
import { fixture, fixturePath } from "../fixtures.ts";

interface Turn {
  /** What stands in front of the answer; CONTROL in it is the token that ends a turn. */
  readonly said: readonly (Message & { content: string })[];
  /** What the answer asks for, where it is a call. */
  readonly calls?: readonly ReadToolCall["function"][];
}
const { system, tools, turns }: { system: string; tools: Tool[]; turns: Turn[] } = JSON.parse(
  readFileSync(fixturePath("turns/conversation.json"), "utf8"),
);

const Answer = z.strictObject({
  text: z.string(),
  prompt: z.array(z.int()),
  limit: z.int(),
  tokens: z.array(z.int()),
  /** The token that ended it, or null where the limit did. */
  end: z.string().nullable(),
  answer: z.string(),
});
const Expected = z.looseObject({ variables: z.record(z.string(), z.unknown()), turns: z.array(Answer).length(10) });

const shapes = [
  { name: "llama3", end: "<|eot_id|>", others: ["<|eom_id|>", "<|end_of_text|>"] },
  { name: "qwen2", end: "<|im_end|>", others: ["<|endoftext|>"] },
  { name: "gemma3", end: "<end_of_turn>", others: ["<eos>"] },
];

const root = await mkdtemp(join(tmpdir(), "tenon-turns-"));
afterAll(() => rmSync(root, { recursive: true }));

/** Rewrites fields of a JSON file; undefined takes one out. */
function edit(path: string, fields: object): void {
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), ...fields }));
}

/** The history in front of each answer. Arguments of calls are JSON, as the protocol has them, or values, as templates do. */
function histories(end: string, answers: readonly string[], argumentsOf: (values: object) => unknown): Message[][] {
  const messages: Message[] = [{ role: "system", content: system }];
  return turns.map(({ said, calls }, i) => {
    messages.push(...said.map((message) => ({ ...message, content: message.content.replaceAll("CONTROL", end) })));
    const before = [...messages];
    const tool_calls = calls?.map(({ name, arguments: values }, j) => ({
      ...{ id: `call-${i}-${j}`, type: "function" },
      function: { name, arguments: argumentsOf(values) },
    }));
    messages.push(
      (tool_calls
        ? { role: "assistant", content: null, tool_calls }
        : { role: "assistant", content: answers[i] }) as Message,
    );
    return before;
  });
}

describe.each(shapes)("$name", ({ name, end, others }) => {
  const folder = fixturePath(`turns/${name}`);
  const expected = fixture(`turns/${name}/expected.json.gz`, Expected);
  const answers = expected.turns.map(({ answer }) => answer);
  const asked = { tools, variables: expected.variables };

  const asProtocol = histories(end, answers, (values) => JSON.stringify(values));

  /** Every turn's answer, in the order of the conversation. */
  async function answered(lm: LanguageModel) {
    const said: Awaited<ReturnType<typeof completed>>[] = [];
    for (const i of turns.keys()) said.push(await completed(lm, i));
    return said;
  }
  /** A turn's answer, its pieces beside it. */
  async function completed(lm: LanguageModel, turn: number) {
    const maxTokens = expected.turns[turn]!.limit;
    const generation = lm.generate(asProtocol[turn]!, { ...asked, temperature: 0, maxTokens });
    const pieces: Chunk[] = [];
    for await (const piece of generation) pieces.push(piece);
    return { ...(await generation.completion), pieces };
  }
  const written = (tokenizer: Tokenizer) =>
    histories(end, answers, (values) => values).map((history) => {
      const options = { ...asked, addGenerationPrompt: true };
      const { text } = tokenizer.traceConversation(history, options);
      return { text, prompt: tokenizer.encodeConversation(history, options).ids };
    });
  const tokenizer = loadTokenizer(folder);
  const there = expected.turns.map(({ text, prompt }) => ({ text, prompt }));

  const outcome = ({ text, tokens, finish, promptTokens }: Awaited<ReturnType<typeof completed>>) => ({
    ...{ text, tokens, finish, promptTokens },
  });
  const right = expected.turns.map(({ answer, tokens, end, prompt }) => ({
    ...{ text: answer, tokens, finish: end === null ? "length" : "stop", promptTokens: prompt.length },
  }));

  it("has turns that end by every token that ends one, and a turn that the limit ends", () => {
    expect(new Set(expected.turns.map(({ end }) => end))).toEqual(new Set([end, ...others, null]));
  });

  it("is written and encoded as there", () => {
    expect(written(tokenizer)).toEqual(there);
  });

  it("answers, streams and stops as there, and each turn reads what is new alone", async () => {
    const lm = await open(folder);
    const said = await answered(lm);
    expect(said.map(outcome)).toEqual(right);
    for (const [i, { pieces, text, tokens, cachedTokens }] of said.entries()) {
      expect(pieces.map((piece) => piece.text).join("")).toBe(text);
      expect(pieces.flatMap((piece) => piece.tokens)).toEqual(tokens);
      expect(pieces.filter((piece) => piece.text.includes("\ufffd"))).toEqual([]);
      const last = said[i - 1];
      const unread = last?.finish === "length" ? 1 : 0; // the last token that was written
      expect(cachedTokens).toBe(last === undefined ? 0 : last.promptTokens + last.tokens.length - unread);
    }
    for (const i of [...turns.keys()].reverse()) expect(outcome(await completed(lm, i))).toEqual(right[i]);
    await lm.close();
  });

  it("answers the same where it reads every prompt whole", async () => {
    const lm = new LocalLM({ name, model: (await load(folder)).model, tokenizer, context: 4096 });
    const said = await answered(lm);
    expect(said.map(outcome)).toEqual(right);
    expect(said.map(({ cachedTokens }) => cachedTokens)).toEqual(turns.map(() => 0));
    await lm.close();
  });

  it("stops as there where its files name one end each", async () => {
    const scattered = join(root, name);
    cpSync(folder, scattered, { recursive: true });
    edit(join(scattered, "config.json"), { eos_token_id: tokenizer.tokenToId(others.at(-1)!) });
    edit(join(scattered, "tokenizer_config.json"), { eos_token: others[0] });
    edit(join(scattered, "generation_config.json"), { eos_token_id: undefined });
    const lm = await open(scattered);
    expect((await answered(lm)).map(outcome)).toEqual(right);
    await lm.close();
  });

  it("is the same from a GGUF", async () => {
    const gguf = join(root, `${name}.gguf`);
    await convert(folder, gguf);
    expect(written(loadTokenizer(gguf))).toEqual(there);
    const lm = await open(gguf);
    expect((await answered(lm)).map(outcome)).toEqual(right);
    await lm.close();
  });
});
