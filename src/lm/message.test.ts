import { expect, test } from "vitest";
import { checkMessages, type Message, messageText, plainMessages, wireMessages } from "./message.ts";

const call = { id: "a", type: "function", function: { name: "f", arguments: '{"x":[1]}' } } as const;
const history: Message[] = [
  { role: "developer", content: "Be brief." },
  {
    role: "user",
    content: [
      { type: "text", text: "one" },
      { type: "text", text: "two" },
    ],
  },
  { role: "assistant", content: null, tool_calls: [call] },
  { role: "tool", tool_call_id: "a", content: "3" },
  { role: "assistant", content: "Three.", tool_calls: null },
];

test("a history of the protocol is taken, and made plain for a template of texts", () => {
  checkMessages(history);
  expect(history.map(messageText)).toEqual(["Be brief.", "one\ntwo", "", "3", "Three."]);
  const read = { id: "a", type: "function", function: { name: "f", arguments: { x: [1] } } };
  const plain = plainMessages(history, "tiny");
  expect(plain).toEqual([
    history[0],
    { role: "user", content: "one\ntwo" },
    { role: "assistant", content: "", tool_calls: [read] },
    history[3],
    history[4],
  ]);
  expect(wireMessages(plain)[2]).toEqual({ role: "assistant", content: "", tool_calls: [call] });
  expect(wireMessages(history)).toEqual(history);
});

test("arguments that a model wrote wrongly stay what they are", () => {
  for (const written of ["{x", "[1]", '"x"', ""]) {
    const wrong: Message = {
      role: "assistant",
      content: null,
      tool_calls: [{ ...call, function: { name: "f", arguments: written } }],
    };
    expect(plainMessages([wrong], "tiny")).toEqual([{ ...wrong, content: "" }]);
  }
});

test("a part that is no text is named, with its message", () => {
  const text = { type: "text", text: "this" } as const;
  const image = { type: "image_url", image_url: { url: "data:," } } as const;
  const audio = { type: "input_audio", input_audio: { data: "", format: "wav" } } as const;
  const asked = (...content: (typeof text | typeof image | typeof audio)[]): Message[] => [
    { role: "system", content: "x" },
    { role: "user", content },
  ];
  const sentence = (message: string) => expect.objectContaining({ kind: "unsupported", message });
  expect(() => plainMessages(asked(text, image), "tiny")).toThrow(
    sentence("tiny reads text alone: message 2, part 2 is an image"),
  );
  expect(() => plainMessages(asked(audio), "tiny")).toThrow(
    sentence("tiny reads text alone: message 2, part 1 is audio"),
  );
  const file = JSON.parse('[{ "role": "user", "content": [{ "type": "file", "file": {} }] }]');
  checkMessages(file);
  expect(() => plainMessages(file, "tiny")).toThrow('message 1, part 1 is of the type "file"');
});

test("what is no conversation is refused in one sentence that names message and field", () => {
  const cases: [string, string][] = [
    ["[]", "the conversation has no message"],
    ["[1]", "message 1: must be an object with a role"],
    ['[{ "role": "user", "content": "a" }, { "role": "robot", "content": "a" }]', "message 2: role must be system,"],
    ['[{ "role": "user" }]', "message 1: content must be a text or a list of parts"],
    ['[{ "role": "user", "content": null }]', "message 1: content must be a text or a list of parts"],
    ['[{ "role": "user", "content": [{ "type": "text" }] }]', "message 1: content.0 must be a part with its type"],
    ['[{ "role": "tool", "content": "a", "tool_call_id": 1 }]', "message 1: tool_call_id must be a text"],
    [
      '[{ "role": "assistant", "tool_calls": [{}] }]',
      "message 1: tool_calls.0.function must hold a name and arguments",
    ],
  ];
  for (const [json, sentence] of cases) {
    expect(() => checkMessages(JSON.parse(json))).toThrow(sentence);
  }
});
