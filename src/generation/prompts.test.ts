import { describe, expect, test } from "vitest";
import { marking, tinyTokenizerFiles } from "../../tests/tiny-lm.ts";
import { tokenizerFromJson } from "../tokenizers/index.ts";
import { Prompts } from "./prompts.ts";

/** The tiny tokenizer with "ab" for a and b side by side, and "ġc" for c behind a space. */
function merging(template?: string, own: object = {}, parts: object = {}) {
  const { "tokenizer.json": json, "tokenizer_config.json": config } = tinyTokenizerFiles();
  const { model, ...rest } = json as { model: { vocab: Record<string, number> } };
  const vocab = { ...model.vocab, ab: 96, "\u0120c": 97 };
  return tokenizerFromJson({
    "tokenizer.json": { ...rest, ...parts, model: { ...model, vocab, merges: ["a b", "\u0120 c"] } },
    "tokenizer_config.json": {
      ...(config as object),
      ...(template !== undefined && { chat_template: template }),
      ...own,
    },
  });
}
const tokenizer = merging();
const id = (token: string) => tokenizer.tokenToId(token)!;
const prompts = new Prompts({ name: "tiny", tokenizer });

describe("an answer behind a prompt", () => {
  test("is what the whole text holds behind the prompt's own ids", () => {
    expect(prompts.encodeAnswer("xa", " c")).toEqual({ before: [id("x"), id("a")], behind: [id("\u0120c")] });
    expect(prompts.encodeAnswer("xab", "ab")).toEqual({ before: [id("x"), id("ab")], behind: [id("ab")] });
  });

  test("is encoded apart where a token would reach across the seam", () => {
    expect(tokenizer.encode("xab")).toEqual([id("x"), id("ab")]);
    expect(prompts.encodeAnswer("xa", "b")).toEqual({ before: [id("x"), id("a")], behind: [id("b")] });
    expect(prompts.encodeAnswer("x ", "c")).toEqual({ before: [id("x"), id("\u0120")], behind: [id("c")] });
    // The whole is as long as the parts, and yet no token ends at the seam: a, ab against ab, b.
    expect(prompts.encodeAnswer("a", "bab").behind).toEqual([id("b"), id("ab")]);
  });

  test("of a conversation begins where the template lets the assistant speak", () => {
    const conversation = [{ role: "user", content: "x" }] as const;
    const { before, behind } = prompts.encodeAnswer(conversation, "ab<end>");
    expect(tokenizer.decode(before)).toBe("user:x<end>assistant:");
    expect(behind).toEqual([id("ab"), id("<end>")]);
    expect(prompts.encodeAnswer(conversation, "ab").before).toEqual(prompts.encode(conversation));
  });
});

describe("a conversation", () => {
  const written = (opening: Parameters<Prompts["encode"]>[1], template?: string) => {
    const tokenizer = merging(template);
    const own = new Prompts({ name: "tiny", tokenizer });
    return tokenizer.decode(own.encode([{ role: "user", content: "x" }], opening));
  };
  const knowing = "{{ mood }}{% for t in tools %}[{{ t.function.name }}]{% endfor %}{{ messages[0].content }}:";
  const tools = [{ type: "function", function: { name: "weather" } }] as const;

  test("ends with how the answer begins", () => {
    expect(written({ prefill: "ab" })).toBe("user:x<end>assistant:ab");
  });

  test("gives tools and variables to a template that reads them, and refuses them beside any other", () => {
    expect(written({ tools: [...tools], variables: { mood: "!" } }, knowing)).toBe("![weather]x:");
    expect(() => written({ tools: [...tools] })).toThrow(
      "tiny cannot take the option tools: its chat template knows none",
    );
    expect(() => written({ variables: { mood: "!", noise: 1 } }, knowing)).toThrow(
      'tiny has a chat template that reads no variable "noise"',
    );
  });

  test("gives documents to a template that reads them", () => {
    const documents = [{ title: "a", text: "b" }];
    expect(written({ documents }, "{% if documents %}{{ documents[0].text }}{% endif %}:")).toBe("b:");
    expect(() => written({ documents })).toThrow("tiny cannot take the option documents: its chat template knows none");
  });

  test("has no control token but the template's, unless it is asked to", () => {
    const words = [{ role: "user", content: "x<end>y" }] as const;
    const ends = (ids: readonly number[]) => ids.filter((each) => each === id("<end>")).length;
    expect(ends(prompts.encode(words))).toBe(1);
    expect(tokenizer.decode(prompts.encode(words))).toBe("user:x<end>y<end>assistant:");
    expect(ends(prompts.encode(words, { controlTokens: "control" }))).toBe(2);
    expect(ends(prompts.encodeAnswer(words, "a").before)).toBe(1);
  });

  test("gives arguments of calls as values, and as the JSON that a model wrote to a template that joins it to its text", () => {
    const messages = [
      { role: "user", content: "x" },
      { role: "assistant", tool_calls: [{ id: "", type: "function", function: { name: "f", arguments: '{"a":1}' } }] },
    ] as const;
    const argument = "messages[1].tool_calls[0].function.arguments";
    const text = (template: string) => {
      const tokenizer = merging(template);
      return tokenizer.decode(new Prompts({ name: "tiny", tokenizer }).encode(messages));
    };
    expect(text(`{{ ${argument}.a }}!`)).toBe("1!");
    expect(text(`{% if ${argument} is not string %}{{ raise_exception('JSON') }}{% endif %}x`)).toBe("x");
    expect(text(`{% if ${argument} is mapping %}{{ raise_exception('text') }}{% endif %}{{ ${argument} }}`)).toBe(
      '{"a":1}',
    );
    expect(() => text("{{ raise_exception('neither') }}")).toThrow("neither");
  });
});

describe("special tokens of a checkpoint", () => {
  const marked = merging(undefined, {}, { post_processor: marking("in front") });
  const own = new Prompts({ name: "tiny", tokenizer: marked });
  const end = id("<end>");

  test("stand in front of a text and not of an answer, encoded with it or apart", () => {
    expect(own.encode("x")).toEqual([end, id("x")]);
    expect(own.encodeAnswer("x", "x")).toEqual({ before: [end, id("x")], behind: [id("x")] });
    expect(own.encodeAnswer("xa", "b")).toEqual({ before: [end, id("x"), id("a")], behind: [id("b")] });
  });

  test("stand in a conversation where its template puts them", () => {
    expect(marked.decode(own.encode([{ role: "user", content: "x" }]))).toBe("user:x<end>assistant:");
  });
});

describe("a turn behind a history", () => {
  const said = (content: string, template?: string, config: object = {}) => {
    const tokenizer = merging(template, config);
    const turn = new Prompts({ name: "tiny", tokenizer }).encodeTurn([{ role: "user", content: "x" }], {
      role: "assistant",
      content,
    });
    return { ...turn, text: [turn.before, turn.behind].map((ids) => tokenizer.decode(ids)) };
  };

  test("is what the template adds, up to the token that ends it", () => {
    expect(said("ab").text).toEqual(["user:x<end>assistant:", "ab<end>"]);
    expect(said("ab").behind).toEqual([id("ab"), id("<end>")]);
    const chatty =
      "{% for m in messages %}{{ m.content }}<end>{% endfor %}{% if add_generation_prompt %}{% else %}c{% endif %}";
    expect(said("ab", chatty).text).toEqual(["x<end>", "ab<end>"]);
  });

  test("ends with the tokenizer's own end where the template writes none", () => {
    const endless = "{% for m in messages %}{{ m.content }}:{% endfor %}";
    expect(said("ab", endless).text).toEqual(["x:", "ab:<end>"]);
    expect(said("ab", endless, { eos_token: null }).text).toEqual(["x:", "ab:"]);
  });

  test("stands behind what the template opens a turn with, be that more than it writes of one that was said", () => {
    const thinking =
      "{% for m in messages %}{{ m.role }}:{{ m.content }}<end>{% endfor %}{% if add_generation_prompt %}assistant:!{% endif %}";
    expect(said("ab", thinking).text).toEqual(["user:x<end>assistant:!", "ab<end>"]);
  });

  test("has no control token but the template's", () => {
    for (const content of ["a<end>c", "<end>c", "a<end>"]) {
      const { behind } = said(content);
      expect(behind.filter((each) => each === id("<end>"))).toHaveLength(1);
      expect(behind.at(-1)).toBe(id("<end>"));
    }
  });
});

test("an empty prompt is refused, whatever stands behind it", () => {
  expect(() => prompts.encode("")).toThrow("the prompt is empty");
  expect(() => prompts.encodeAnswer("", "x")).toThrow("the prompt is empty");
});

test("a conversation needs a template", () => {
  const own = new Prompts({ name: "tiny", tokenizer: merging("", { chat_template: undefined }) });
  expect(() => own.encode([{ role: "user", content: "x" }])).toThrow(
    "tiny has no chat template: prompt it with a text",
  );
});
