import { expect, test } from "vitest";
import { checkMessages, type Message, messageText } from "./message.ts";

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

test("a history of the protocol is taken, whatever says nothing in it", () => {
  checkMessages(history);
  expect(history.map(messageText)).toEqual(["Be brief.", "one\ntwo", "", "3", "Three."]);
  const nothing: Message[] = [
    { role: "user", content: "a", name: null },
    { role: "assistant", content: undefined, tool_calls: undefined, refusal: null, reasoning_content: null },
    { role: "tool", content: "b", tool_call_id: null, name: undefined },
  ];
  checkMessages(nothing);
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
