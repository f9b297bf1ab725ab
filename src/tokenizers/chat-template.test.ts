import { describe, expect, it } from "vitest";
import { ChatTemplate, ChatTemplateError } from "./chat-template.ts";

const render = (source: string, variables: Record<string, unknown> = {}) =>
  new ChatTemplate(source).render([user], { variables });
const user = { role: "user", content: "hi" } as const;

describe("ChatTemplate", () => {
  it("gives the template its messages, tools, tokens and variables", () => {
    const template = new ChatTemplate(
      "{{ bos_token }}{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}{{ tools | length }}{{ mood }}" +
        "{% if add_generation_prompt %}>{% endif %}{{ eos_token is defined }}",
    );
    const text = template.render([user], {
      bosToken: "<s>",
      tools: [{}],
      addGenerationPrompt: true,
      variables: { mood: "!" },
    });
    expect(text).toBe("<s>[user]hi1!>False");
  });

  it("knows the names that a template reads, and no word of its text", () => {
    const { names } = new ChatTemplate("{% if mood %}{{ 'tools' }} noise {{ m.role }}{% endif %}");
    expect(["mood", "m", "role", "tools", "noise"].filter((name) => names.has(name))).toEqual(["mood", "m"]);
  });

  it("passes no tools as none", () => {
    expect(render("{{ tools is none }}{{ documents is none }}{{ tools is defined }}")).toBe("TrueTrueTrue");
  });

  it("trims blocks as transformers asks Jinja to", () => {
    expect(render("a\n  {% if true %}\n  b\n  {% endif %}\nc\n")).toBe("a\n  b\nc");
  });

  it("strips as Python does wherever the call stands", () => {
    const set = String.raw`{% set x = {"k": text.lstrip('\n')} %}`;
    const source = `${set}{{ [x.k][0] }}|{{ text | trim }}|{{ text.strip() == 'a' }}`;
    expect(render(source, { text: "\n \x85a\n" })).toBe(" \x85a\n|a|True");
    expect(render("{{ text | trim('x') }}{{ text.rstrip('x') | upper }}", { text: "xax" })).toBe("aXA");
  });

  it("writes JSON as Python does", () => {
    const value = { a: [1, 0.5, 1e-5, 1e21, true, null], é: '"\u2028\u007f\n', "": {}, b: [] };
    expect(render("{{ v | tojson }}", { v: value })).toBe(
      '{"a": [1, 0.5, 1e-05, 1000000000000000000000, true, null], "é": "\\"\u2028\u007f\\n", "": {}, "b": []}',
    );
    expect(render("{{ v | tojson(indent=1) }}", { v: { a: [1, {}], b: [] } })).toBe(
      '{\n "a": [\n  1,\n  {}\n ],\n "b": []\n}',
    );
    const sorted = "{{ v | tojson(sort_keys=true, ensure_ascii=true, separators=(',', ':')) }}";
    expect(render(sorted, { v: { "😀": 1, "\uff01": 2, é: 3, B: "\x7f", a: 4 } })).toBe(
      '{"B":"\\u007f","a":4,"\\u00e9":3,"\\uff01":2,"\\ud83d\\ude00":1}',
    );
    expect(render("{{ none | tojson }}")).toBe("null");
  });

  it("has Python's range", () => {
    expect(render("{% for i in range(3) %}{{ i }}{% endfor %}{% for i in range(5, 1, -2) %}{{ i }}{% endfor %}")).toBe(
      "01253",
    );
  });

  it("takes the time as a value, and says so where it is missing", () => {
    const template = new ChatTemplate("{{ strftime_now('%d %b %Y') }}");
    expect(template.render([user], { now: new Date(2026, 2, 7) })).toBe("07 Mar 2026");
    expect(() => template.render([user])).toThrow(
      "The chat template failed: RuntimeError: it prints the date, so the option `now` must be given",
    );
  });

  it("gives the template's own words where it refuses the messages", () => {
    const template = new ChatTemplate(
      "{% if messages[0].role == 'user' %}{{ raise_exception('System first, please.') }}{% endif %}",
    );
    expect(() => template.render([user])).toThrow(new ChatTemplateError("System first, please."));
  });

  it("says in one sentence that a template cannot be read or run", () => {
    expect(() => new ChatTemplate("{% if %}")).toThrow(/^The chat template cannot be read: /);
    expect(() => new ChatTemplate("{% if x %}")).toThrow(ChatTemplateError);
    expect(() => render("{{ missing.method() }}")).toThrow(/^The chat template failed: /);
    expect(() => render("{{ missing.strip() }}")).toThrow(
      "The chat template failed: UndefinedError: 'missing' is undefined",
    );
    expect(() => render("a\n{{ range | tojson }}")).toThrow(
      "The chat template failed: TypeError: Object of type function is not JSON serializable (line 2)",
    );
  });
});
