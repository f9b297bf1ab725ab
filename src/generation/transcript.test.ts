import { expect, test } from "vitest";
import { Transcript } from "./transcript.ts";

/** Tokens are UTF-8 bytes; 0 ends the answer. Half a character is held back, and shown as U+FFFD where no more comes. */
const bytes = {
  decoder() {
    const decoder = new TextDecoder();
    return {
      push: (id: number) => decoder.decode(new Uint8Array([id]), { stream: true }),
      flush: () => decoder.decode(),
    };
  },
};

function run(text: string, options: { maxTokens?: number; stop?: string[]; ends?: boolean } = {}) {
  const { maxTokens = 1000, stop, ends = true } = options;
  const transcript = new Transcript(bytes, { maxTokens, ends: new Set([0]), stop });
  const chunks = [];
  for (const byte of [...Buffer.from(text), ...(ends ? [0] : [])]) {
    chunks.push(transcript.push(byte));
    if (transcript.finish !== undefined) break;
  }
  chunks.push(transcript.flush());
  return { transcript, chunks: chunks.filter(({ text, tokens }) => text !== "" || tokens.length > 0) };
}

test("a character shows when its last token has come, with all its tokens", () => {
  const { transcript, chunks } = run("a🦊b");
  expect(chunks.map(({ text }) => text)).toEqual(["a", "🦊", "b"]);
  expect(chunks[1]!.tokens).toEqual([...Buffer.from("🦊")]);
  expect(transcript).toMatchObject({ text: "a🦊b", finish: "stop", tokens: [...Buffer.from("a🦊b")] });
});

test("an answer cut at maxTokens shows what was withheld, half a character as U+FFFD", () => {
  expect(run("abc", { maxTokens: 2 }).transcript).toMatchObject({ text: "ab", finish: "length", tokens: [97, 98] });
  expect(run("a🦊", { maxTokens: 3 }).transcript.text).toBe("a\ufffd");
  expect(run("one EN", { maxTokens: 6, stop: ["END"] }).transcript).toMatchObject({ text: "one EN", finish: "length" });
});

test("a stop string ends the text before it, its tokens are told", () => {
  const { transcript, chunks } = run("one END two", { stop: ["END"] });
  expect(transcript).toMatchObject({ text: "one ", finish: "stop" });
  expect(chunks.flatMap(({ tokens }) => tokens)).toEqual([...Buffer.from("one END")]);
  expect(run("one END", { maxTokens: 7, stop: ["END"] }).transcript.finish).toBe("stop");
});

test("nothing comes behind a stop string, and one that the last piece completes counts as well", () => {
  const pairs = {
    decoder() {
      const decoder = bytes.decoder();
      return { ...decoder, push: (id: number) => decoder.push(id & 255) + (id > 255 ? decoder.push(id >> 8) : "") };
    },
  };
  const transcript = new Transcript(pairs, { maxTokens: 9, ends: new Set([0]), stop: ["D"] });
  transcript.push("D".charCodeAt(0) + (0xf0 << 8)); // the stop string and the first byte of a character
  transcript.flush();
  expect(transcript).toMatchObject({ text: "", finish: "stop" });
  expect(run("a\u{1f98a}", { maxTokens: 3, stop: ["\ufffd"] }).transcript).toMatchObject({ text: "a", finish: "stop" });
});

test("the token that ends an answer is no part of it, and a possible stop string before it is shown", () => {
  expect(run("one EN", { stop: ["END"] }).transcript).toMatchObject({ text: "one EN", finish: "stop" });
  expect(run("").transcript).toMatchObject({ text: "", tokens: [], finish: "stop" });
});
