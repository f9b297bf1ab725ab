import { expect, test } from "vitest";
import { textMessages } from "./text-messages.ts";

const model = "tiny";
const text = { type: "text", text: "this" } as const;
const image = { type: "image_url", image_url: { url: "data:," } } as const;
const audio = { type: "input_audio", input_audio: { data: "", format: "wav" } } as const;

test("a content is one text, its parts a line each", () => {
  const history = [
    { role: "user", content: [text, text] },
    { role: "assistant", content: null, tool_calls: null },
  ] as const;
  expect(textMessages(history, { model, source: "" })).toEqual([
    { role: "user", content: "this\nthis" },
    { role: "assistant", content: "" },
  ]);
});

test("developers speak as the system where the template knows none", () => {
  const history = [{ role: "developer", content: "Be brief." }] as const;
  const role = (source: string) => textMessages(history, { model, source })[0]!.role;
  expect([role("{{ m.role }}"), role("{% if m.role == 'developer' %}")]).toEqual(["system", "developer"]);
});

test("a part that is no text is named, with its message", () => {
  const sentence = (...content: (typeof text | typeof image | typeof audio)[]) => {
    try {
      textMessages(
        [
          { role: "system", content: "x" },
          { role: "user", content },
        ],
        { model, source: "" },
      );
    } catch (error) {
      const { kind, message } = error as { kind: string; message: string };
      return `${kind}: ${message}`;
    }
    return "none";
  };
  expect(sentence(text, image)).toBe("unsupported: tiny reads text alone: message 2, part 2 is an image");
  expect(sentence(audio)).toBe("unsupported: tiny reads text alone: message 2, part 1 is audio");
  const file = JSON.parse('[{ "role": "user", "content": [{ "type": "file", "file": {} }] }]');
  expect(() => textMessages(file, { model, source: "" })).toThrow('message 1, part 1 is of the type "file"');
});
