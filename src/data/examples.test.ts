import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { DataError } from "./data-error.ts";
import { exampleLines } from "./examples.ts";

const folder = mkdtempSync(join(tmpdir(), "tenon-examples-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (contents: string | Buffer) => {
  const path = join(folder, "pairs.jsonl");
  writeFileSync(path, contents);
  return path;
};
const user = { role: "user", content: "hi" };
const assistant = { role: "assistant", content: "ho" };
const calling = { role: "assistant", tool_calls: [{ function: { name: "f", arguments: "{}" } }] };

it("examples are conversations, prompts with completions, and texts, each with its line", () => {
  const lines = [
    { messages: [user, assistant], more: 1 },
    { prompt: "a", completion: "b" },
    { text: "c" },
    { messages: [user, calling] },
  ];
  const path = file(`\ufeff${lines.map((line) => JSON.stringify(line)).join("\r\n\r\n")}`);
  expect([...exampleLines(path)]).toEqual(lines.map((line, i) => ({ ...line, id: `${path}: line ${2 * i + 1}` })));
});

describe("a file is refused with its line where", () => {
  const good = '{"text": "a"}\n';
  it.each<[why: string, contents: string | Buffer, sentence: RegExp]>([
    ["it is empty", "", /pairs\.jsonl: is empty$/],
    ["it is blank", "\n \n", /pairs\.jsonl: holds blank lines alone, and no example$/],
    ["it is binary", Buffer.from([123, 0, 255, 10]), /pairs\.jsonl: line 1: holds a zero byte/],
    [
      "it is no UTF-8",
      Buffer.concat([Buffer.from(good), Buffer.from([0xe7, 10])]),
      /line 2: byte 1 \(0xe7\) is not UTF-8/,
    ],
    ["a line is broken", `${good}{"text": `, /line 2: is not JSON/],
    ["a line is a list", `${good}[]`, /line 2: is not a JSON object/],
    [
      "no form is known",
      '{"question": "a", "answer": "b"}',
      /line 1: must have messages, or prompt and completion, or text; its fields: question, answer$/,
    ],
    ["there is no field", "{}", /line 1: must have messages, .* its fields: none$/],
    ["there is no completion", '{"prompt": "a"}', /line 1: completion: is missing/],
    [
      "a completion is blank",
      '{"prompt": "a", "completion": " \\n"}',
      /line 1: completion: .*is empty, and is what is to be learned$/,
    ],
    ["a completion is no text", '{"prompt": "a", "completion": 3}', /line 1: completion: is 3, and must be a text$/],
    ["a prompt is empty", '{"prompt": "", "completion": "a"}', /line 1: prompt: .*is empty, and is what is asked$/],
    ["a text is empty", '{"text": ""}', /line 1: text: .*is empty, and is what is to be learned$/],
    ["messages are none", '{"messages": "hi"}', /line 1: messages: .*is "hi", and must be a list$/],
    ["a message is none", '{"messages": [3]}', /line 1: messages\.0: .*is 3, and must be an object$/],
    ["a message has no role", '{"messages": [{"content": "a"}]}', /line 1: messages\.0\.role: /],
    [
      "nobody answers",
      JSON.stringify({ messages: [user, user] }),
      /line 1: messages: .*holds no answer: none of them is the assistant's$/,
    ],
    ["nothing is said", JSON.stringify({ messages: [user] }), /holds no answer/],
    ["there is no message", '{"messages": []}', /holds no answer/],
    [
      "an answer is empty",
      JSON.stringify({ messages: [user, assistant, user, { ...assistant, content: " " }] }),
      /line 1: messages: .*holds no answer in its message 4, which is the assistant's$/,
    ],
    [
      "an answer is null",
      JSON.stringify({ messages: [user, { ...assistant, content: null }] }),
      /holds no answer in its message 2/,
    ],
    [
      "an answer calls nothing and says nothing",
      JSON.stringify({ messages: [user, { ...calling, content: "", tool_calls: [] }] }),
      /holds no answer in its message 2/,
    ],
    [
      "an answer is first",
      JSON.stringify({ messages: [assistant, user, assistant] }),
      /begins with an answer, before which nothing is asked$/,
    ],
    [
      "tools are no list",
      JSON.stringify({ messages: [user, assistant], tools: 3 }),
      /line 1: tools: .*is 3, and must be a list$/,
    ],
  ])("%s", (_, contents, sentence) => {
    expect(() => [...exampleLines(file(contents))]).toThrow(DataError);
    expect(() => [...exampleLines(file(contents))]).toThrow(sentence);
  });

  it("anything else of JSON stands there, in one line", () => {
    const value = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .dictionary(fc.constantFrom("messages", "prompt", "completion", "text", "tools"), fc.jsonValue())
        .map((x) => JSON.stringify(x)),
    );
    fc.assert(
      fc.property(value, (line) => {
        try {
          for (const example of exampleLines(file(`${line}\n`))) expect(example.id).toMatch(/: line \d+$/);
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
          expect((error as Error).message).not.toContain("\n");
        }
      }),
    );
  });
});
