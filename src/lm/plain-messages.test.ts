import { expect, test } from "vitest";
import { type History, plainData, plainMessages } from "./plain-messages.ts";
import { readArguments, writeArguments } from "./tool-arguments.ts";

const call = (args: unknown, id = "a") => ({ id, type: "function", function: { name: "f", arguments: args } });

test("undefined is dropped at every depth, null from a message's own keys alone", () => {
  const history: History = [
    {
      role: "user",
      content: "a",
      name: undefined,
      own: null,
      deep: { gone: undefined, kept: null, list: [undefined, 1] },
    },
    { role: "assistant", content: null, tool_calls: [call({ x: null, y: undefined })] },
    { role: "tool", content: { none: null, gone: undefined } },
  ];
  expect(plainMessages(history)).toEqual([
    { role: "user", content: "a", deep: { kept: null, list: [null, 1] } },
    { role: "assistant", tool_calls: [call({ x: null })] },
    { role: "tool", content: { none: null } },
  ]);
  expect(Object.keys(plainMessages(history)[1]!)).toEqual(["role", "tool_calls"]);
});

test("what is given is never changed, and what is no data becomes data", () => {
  const given = {
    at: new Date(0),
    map: new Map([["k", 1]]),
    bytes: new Uint8Array(2),
    big: 2n ** 70n,
    run() {},
    not: NaN,
  };
  expect(plainData(given)).toEqual({
    at: "1970-01-01T00:00:00.000Z",
    map: { k: 1 },
    bytes: "<Uint8Array>",
    big: 2n ** 70n,
    not: NaN,
  });
  expect(Object.keys(given)).toHaveLength(6);
  const endless: Record<string, unknown> = {};
  endless.self = endless;
  expect(() => plainData(endless)).toThrow("a conversation is nested over 500 levels deep");
});

test("parts of the AI SDK become the protocol's fields and messages", () => {
  const history: History = [
    { role: "user", content: [{ type: "text", text: "W?" }] },
    {
      role: "assistant",
      content: [
        { type: "reasoning", text: "hm" },
        { type: "text", text: "I " },
        { type: "text", text: "look." },
        { type: "tool-call", toolCallId: "a", toolName: "f", input: { city: "Bern" } },
        { type: "tool-call", toolCallId: "b", toolName: "f", args: { city: "Rom" } },
      ],
    },
    {
      role: "tool",
      content: [
        { type: "tool-result", toolCallId: "a", toolName: "f", output: { type: "json", value: { t: [3, null] } } },
        { type: "tool-result", toolCallId: "b", toolName: "f", output: { type: "text", value: "18" } },
        { type: "tool-result", toolCallId: "c", toolName: "f", result: "old" },
      ],
    },
  ];
  const result = (id: string, content: string) => ({ role: "tool", tool_call_id: id, name: "f", content });
  expect(plainMessages(history)).toEqual([
    { role: "user", content: [{ type: "text", text: "W?" }] },
    {
      role: "assistant",
      content: "I look.",
      reasoning_content: "hm",
      tool_calls: [call({ city: "Bern" }), call({ city: "Rom" }, "b")],
    },
    result("a", '{"t":[3,null]}'),
    result("b", "18"),
    result("c", "old"),
  ]);
});

test("texts by other names are texts, and any other part stays", () => {
  const image = { type: "image_url", image_url: { url: "data:," } };
  const parts = [
    { type: "refusal", refusal: "No." },
    { type: "input_text", text: "a" },
    { type: "output_text", text: "b" },
    image,
  ];
  const texts = ["No.", "a", "b"].map((text) => ({ type: "text", text }));
  expect(plainMessages([{ role: "assistant", content: parts }])).toEqual([
    { role: "assistant", content: [...texts, image] },
  ]);
});

test("what is no conversation is refused in a sentence", () => {
  const cases: [string, string][] = [
    ["[]", "the conversation has no message"],
    ["{}", "a conversation must be a list of messages"],
    ['[{ "role": "user" }, 1]', "message 2: must be an object with a role"],
    ["[[]]", "message 1: must be an object with a role"],
    ['[{ "content": "a" }]', "message 1: must be an object with a role"],
    ['[{ "role": null }]', "message 1: must be an object with a role"],
  ];
  for (const [json, sentence] of cases) expect(() => plainMessages(JSON.parse(json))).toThrow(sentence);
});

test("arguments are read and written; what a model wrote wrongly stays what it is", () => {
  const history = (args: unknown) => [
    { role: "user", content: "a" },
    { role: "assistant", tool_calls: [call(args), 1] },
  ];
  expect(readArguments(history('{"x":[1]}'))).toEqual(history({ x: [1] }));
  expect(writeArguments(history({ x: [1] }))).toEqual(history('{"x":[1]}'));
  for (const wrong of ["{x", "[1]", '"x"', "", { x: 1 }]) expect(readArguments(history(wrong))).toEqual(history(wrong));
  expect(writeArguments([{ role: "assistant", tool_calls: [{ function: { name: "f", arguments: {} } }] }])).toEqual([
    { role: "assistant", tool_calls: [call("{}", "")] },
  ]);
});
