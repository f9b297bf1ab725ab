import { describe, expect, it } from "vitest";
import { tinyTokenizerFiles } from "../../tests/tiny-lm.ts";
import type { Example, TargetedRow } from "../data/index.ts";
import { Prompts } from "../generation/index.ts";
import { type Tokenizer, tokenizerFromJson } from "../tokenizers/index.ts";
import { Answers } from "./answers.ts";

/** The tiny tokenizer with another template, or with none. */
function tokenizerOf(template?: string | null): Tokenizer {
  const { "tokenizer_config.json": config, ...files } = tinyTokenizerFiles();
  const { chat_template: own, ...rest } = config as { chat_template: string };
  return tokenizerFromJson({
    ...files,
    "tokenizer_config.json": template === null ? rest : { ...rest, chat_template: template ?? own },
  } as ReturnType<typeof tinyTokenizerFiles>);
}

/** What is read, with what is learned of it in brackets. */
function shown({ ids, targets }: TargetedRow, tokenizer: Tokenizer): string {
  let at = 0;
  const parts = targets.flatMap(([from, to]) => {
    const before = tokenizer.decode(ids.slice(at, from));
    at = to;
    return [before, `[${tokenizer.decode(ids.slice(from, to))}]`];
  });
  return parts.join("") + tokenizer.decode(ids.slice(at));
}

function rows(example: Example, template?: string | null, length = 512): string[] {
  const tokenizer = tokenizerOf(template);
  return new Answers({ name: "tiny", tokenizer, length }).rows(example).map((row) => shown(row, tokenizer));
}

const user = (content: string) => ({ role: "user", content });
const assistant = (content: string) => ({ role: "assistant", content });
const two = { messages: [user("a"), assistant("b"), user("c"), assistant("d"), user("e")] };

describe("what is learned of", () => {
  it("a conversation is each answer with the token that ends it, and nothing else", () => {
    expect(rows(two)).toEqual(["user:a<end>assistant:[b<end>]user:c<end>assistant:[d<end>]"]);
    expect(rows({ messages: [{ role: "system", content: "s" }, ...two.messages.slice(0, 2)] })).toEqual([
      "system:s<end>user:a<end>assistant:[b<end>]",
    ]);
  });

  it("a prompt is its completion: a user's message, or where there is no template a text that goes on", () => {
    const example = { prompt: "a", completion: "b" };
    expect(rows(example)).toEqual(["user:a<end>assistant:[b<end>]"]);
    expect(rows(example, null)).toEqual(["a[b<end>]"]);
  });

  it("a text is all of it but its first token, in rows as long as may be that lose none", () => {
    expect(rows({ text: "abc" })).toEqual(["a[bc<end>]"]);
    expect(rows({ text: "abcdefg" }, null, 4)).toEqual(["a[bcd]", "d[efg]", "g[<end>]"]);
  });

  it("a turn whose template writes its end and more is no more than its end", () => {
    const lines =
      "{% for m in messages %}{{ m.role }}:{{ m.content }}<end>!{% endfor %}{% if add_generation_prompt %}assistant:{% endif %}";
    expect(rows(two, lines)).toEqual(["user:a<end>!assistant:[b<end>]!user:c<end>!assistant:[d<end>]"]);
  });

  it("a turn whose template writes no end has one all the same", () => {
    const bare = "{% for m in messages %}{{ m.content }}{% endfor %}";
    expect(rows({ messages: two.messages.slice(0, 2) }, bare)).toEqual(["a[b<end>]"]);
    expect(rows(two, bare)).toEqual(["a[b<end>]", "abc[d<end>]"]); // what follows an answer is read as the template has it
  });

  it("answers that the template writes otherwise later is a row for each, as each was asked", () => {
    const forgets =
      "{% for m in messages %}{{ m.role }}:{% if m.role != 'assistant' or loop.last %}{{ m.content }}{% endif %}<end>{% endfor %}{% if add_generation_prompt %}assistant:{% endif %}";
    expect(rows(two, forgets)).toEqual([
      "user:a<end>assistant:[b<end>]",
      "user:a<end>assistant:<end>user:c<end>assistant:[d<end>]",
    ]);
  });

  it("a turn that is opened by more than is written of it stands behind the whole opening", () => {
    const thinks =
      "{% for m in messages %}{{ m.role }}:{{ m.content }}<end>{% endfor %}{% if add_generation_prompt %}assistant:~{% endif %}";
    expect(rows({ messages: two.messages.slice(0, 2) }, thinks)).toEqual(["user:a<end>assistant:~[b<end>]"]);
  });

  it("an answer that names a control token is text in it, as in any message", () => {
    const tokenizer = tokenizerOf();
    const [row] = new Answers({ name: "tiny", tokenizer, length: 99 }).rows({ prompt: "a", completion: "b<end>c" });
    const ends = row!.ids.filter((id) => id === tokenizer.eosId);
    expect(ends).toHaveLength(2);
    expect(shown(row!, tokenizer)).toBe("user:a<end>assistant:[b<end>c<end>]");
  });
});

it("what stands before an answer is what the model reads when it is asked", () => {
  const tokenizer = tokenizerOf();
  const answers = new Answers({ name: "tiny", tokenizer, length: 99 });
  const prompts = new Prompts({ name: "tiny", tokenizer });
  for (const example of [two, { prompt: "x y", completion: "z" }] as Example[]) {
    const { asked, answer } = answers.question(example);
    const [row] = answers.rows(example);
    const before = prompts.encode(asked);
    expect(row!.targets[0]![0]).toBe(before.length);
    expect(row!.ids.slice(0, before.length)).toEqual(before);
    expect(tokenizer.decode(row!.ids.slice(before.length))).toMatch(new RegExp(`^${answer}<end>`));
  }
});

it("an answer that does not fit is refused, one that just does is taken", () => {
  const example = { prompt: "a", completion: "b" };
  const tokens = "user:a".length + 1 + "assistant:".length + 2;
  expect(rows(example, undefined, tokens)).toHaveLength(1);
  expect(() => rows(example, undefined, tokens - 1)).toThrow(
    `its answer does not fit: with what is asked it has ${tokens} tokens, and the length is ${tokens - 1}`,
  );
  expect(() => rows(two, undefined, 30)).toThrow("its answer does not fit");
});
