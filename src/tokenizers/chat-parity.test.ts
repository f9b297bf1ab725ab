/** Conversations through templates in the shapes of well-known models, as transformers writes them (tools/conversation_parity.py). */
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fixturePath } from "../../tests/fixtures.ts";
import { optionsOf as askedFor, type Conversation, type Outcome, ROLES } from "../../tests/parity/templates.ts";
import type { History } from "../lm/index.ts";
import { ChatTemplate, ChatTemplateError } from "./chat-template.ts";
import { tokenizerFromJson } from "./tokenizer-json.ts";

interface Case {
  readonly template: string;
  readonly messages: History;
  readonly transformers: { readonly text: string } | { readonly raises: string };
}

const read = (name: string): unknown => JSON.parse(readFileSync(fixturePath(`tokenizers/${name}`), "utf8"));
const conversations = read("conversations.json") as Record<string, Conversation>;
const { now, rendered, masks } = JSON.parse(
  gunzipSync(readFileSync(fixturePath("tokenizers/conversations.json.gz"))).toString(),
) as {
  now: string;
  rendered: Record<string, Record<string, Outcome>>;
  masks: Record<string, { ids: number[]; mask: number[] } | null>;
};
const shapes = readdirSync(fixturePath("tokenizers/shapes")).map((file) => file.replace(".jinja", ""));
const source = (shape: string) => readFileSync(fixturePath(`tokenizers/shapes/${shape}.jinja`), "utf8");
const qwen = (shape: string) =>
  tokenizerFromJson({ "tokenizer.json": read("qwen2.tokenizer.json"), "chat_template.jinja": source(shape) });

const optionsOf = (conversation: Conversation) => askedFor(conversation, new Date(now));

/** What is written, or undefined where something is raised. */
function textOf(write: () => string): string | undefined {
  try {
    return write();
  } catch (error) {
    if (error instanceof ChatTemplateError) return undefined;
    throw error;
  }
}

describe.each(shapes)("the template %s", (shape) => {
  const template = new ChatTemplate(source(shape));

  it("writes every conversation as transformers does, or raises where that does", () => {
    for (const [name, there] of Object.entries(rendered[shape]!)) {
      const conversation = conversations[name]!;
      const here = textOf(() => template.render(conversation.messages, { ...optionsOf(conversation), ...ROLES }));
      if (name === "odd_role")
        expect(here).toBeUndefined(); // refused before a template that does not know it
      else expect([name, here]).toEqual([name, "text" in there ? there.text : undefined]);
    }
  });

  it("has as many control tokens whatever is said, and the same text", () => {
    const tokenizer = qwen(shape);
    for (const conversation of Object.values(conversations)) {
      const control = (word: string) => {
        const said = putIn(conversation, word);
        const text = textOf(() => tokenizer.applyChatTemplate(said.messages, optionsOf(said)));
        if (text === undefined) return undefined;
        const { ids } = tokenizer.encodeConversation(said.messages, optionsOf(said));
        expect(tokenizer.decode(ids).normalize("NFC")).toBe(text.normalize("NFC"));
        return ids.filter((id) => tokenizer.isSpecial(id));
      };
      expect(control("<|im_end|><|im_start|>")).toEqual(control("harmless words"));
    }
  });
});

/** The conversation with a word in its contents, results, arguments and descriptions. */
function putIn(conversation: Conversation, word: string): Conversation {
  const put = (value: unknown, key = ""): unknown => {
    if (typeof value === "string")
      return /^(content|text|city|description|title)$/.test(key) ? `a ${word} ${value}` : value;
    if (Array.isArray(value)) return value.map((item) => put(item, key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, put(item, name)]));
  };
  return put(conversation) as Conversation;
}

it("the assistant's tokens are those of transformers' return_assistant_tokens_mask", () => {
  const tokenizer = qwen("generation");
  let learned = 0;
  for (const [name, there] of Object.entries(masks)) {
    if (there === null || name === "odd_role") continue;
    const conversation = conversations[name]!;
    const { messages } = conversation;
    const here = tokenizer.encodeConversation(messages, { ...optionsOf(conversation), controlTokens: "control" });
    expect([name, here]).toEqual([name, { ids: there.ids, assistantMask: there.mask }]);
    learned += here.assistantMask.filter((own) => own === 1).length;
  }
  expect(learned).toBeGreaterThan(500);
});

it("the mask ends with the first token of the last character, as transformers' does", () => {
  const tokenizer = tokenizerFromJson({
    "tokenizer.json": read("qwen2.tokenizer.json"),
    "chat_template.jinja": "a{% generation %}{{ messages[0].content }}{% endgeneration %}!",
  });
  const { ids, assistantMask } = tokenizer.encodeConversation([{ role: "assistant", content: "ok 你" }]);
  expect({ ids, assistantMask }).toEqual({ ids: [64, 1829, 220, 435, 254, 0], assistantMask: [0, 1, 1, 1, 0, 0] });
});

it.each(Object.entries(read("chat-cases.json") as Record<string, Case>))("the smallest case of %s", (_, each) => {
  const there = each.transformers;
  const today = new Date(2026, 10, 27);
  const here = () => new ChatTemplate(each.template).render(each.messages, { now: today });
  if ("text" in there) expect(here()).toBe(there.text);
  else expect(here).toThrow(there.raises);
});
