/** What ends an answer, by every file that may say so and every combination of them. */
import { describe, expect, it } from "vitest";
import { tinyJson } from "../../tests/contracts/tiny-tokenizer.ts";
import { ggufFromTokenizerFiles, tokenizerFilesFromGguf, tokenizerFromGguf } from "./index.ts";
import { type TokenizerFiles, tokenizerFromJson } from "./tokenizer-json.ts";

/** `</s>` and five more control tokens, and one that is none. */
const CONTROL = ["<a>", "<b>", "<c>", "<d>", "<e>"].map((content, i) => ({ id: 273 + i, content, special: true }));
const PLAIN = { id: 278, content: "<plain>", special: false };
const [A, B, C, D, E] = CONTROL.map(({ id }) => id) as [number, number, number, number, number];
const EOS = 1;

/** What stands beside tokenizer.json. */
type Others = Partial<Record<"config.json" | "generation_config.json" | "tokenizer_config.json", unknown>>;

function filesWith(others: Others): TokenizerFiles {
  const json = tinyJson();
  return { "tokenizer.json": { ...json, added_tokens: [...json.added_tokens, ...CONTROL, PLAIN] }, ...others };
}
const read = (others: Others) => tokenizerFromJson(filesWith(others));
const sorted = (ids: Iterable<number>) => [...ids].sort((a, b) => a - b);

/** ChatML in small. */
const TEMPLATE = "{% for m in messages %}<b>{{ m.role }} {{ m.content }}<e>\n{% endfor %}";

/** What may say how an answer ends: the file, and the ids that it adds. */
const SOURCES: readonly { file: keyof TokenizerFiles; says: object; ids: readonly number[] }[] = [
  { file: "generation_config.json", says: { eos_token_id: A }, ids: [A] },
  { file: "generation_config.json", says: { eos_token_id: [B, A] }, ids: [A, B] },
  { file: "generation_config.json", says: { eos_token_id: null }, ids: [] },
  { file: "config.json", says: { eos_token_id: C }, ids: [C] },
  { file: "config.json", says: { eos_token_id: [C, D] }, ids: [C, D] },
  { file: "config.json", says: { eos_token_id: [-1, 4_294_967_295, D] }, ids: [D] },
  { file: "tokenizer_config.json", says: { eos_token: "</s>" }, ids: [EOS] },
  { file: "tokenizer_config.json", says: { chat_template: TEMPLATE }, ids: [E] },
  { file: "tokenizer_config.json", says: { eos_token: "</s>", chat_template: TEMPLATE }, ids: [EOS, E] },
  { file: "special_tokens_map.json", says: { eos_token: { content: "</s>" } }, ids: [EOS] },
];

/** Every choice of sources, of each file at most one. */
function* choices(from = 0): Generator<(typeof SOURCES)[number][]> {
  yield [];
  for (let i = from; i < SOURCES.length; i++) {
    for (const rest of choices(i + 1)) {
      if (rest.every(({ file }) => file !== SOURCES[i]!.file)) yield [SOURCES[i]!, ...rest];
    }
  }
}

describe("what ends an answer", () => {
  const all = [...choices()];

  it("is in a conversation all that any file says, in every combination of them", () => {
    expect(all.length).toBe(4 * 4 * 4 * 2);
    for (const sources of all) {
      const tokenizer = read(Object.fromEntries(sources.map(({ file, says }) => [file, says])));
      expect(sorted(tokenizer.turnEnds)).toEqual(sorted(new Set(sources.flatMap(({ ids }) => ids))));
    }
  });

  it("is of a text what transformers stops at: generation_config.json, or else config.json, or else EOS", () => {
    for (const sources of all) {
      const tokenizer = read(Object.fromEntries(sources.map(({ file, says }) => [file, says])));
      const of = (file: string) => sources.find((one) => one.file === file && one.ids.length > 0)?.ids;
      const eos = tokenizer.eosId === undefined ? [] : [tokenizer.eosId];
      expect(sorted(tokenizer.stopIds)).toEqual(of("generation_config.json") ?? of("config.json") ?? eos);
    }
  });

  it("goes through GGUF: three by its keys, and the template's by the template", () => {
    for (const sources of all) {
      const files = filesWith(Object.fromEntries(sources.map(({ file, says }) => [file, says])));
      const ends = sorted(tokenizerFromJson(files).turnEnds);
      const lost: string[] = [];
      const written = ggufFromTokenizerFiles(files, 300, (line) => lost.push(line));
      const plain = Object.entries(written).map(([key, value]) =>
        typeof value === "object" && "uint32" in value ? [key, value.uint32] : [key, value],
      );
      const gguf = tokenizerFromGguf(Object.fromEntries(plain));
      if (ends.length <= 3) {
        expect([sorted(gguf.turnEnds), lost]).toEqual([ends, []]);
        const back = tokenizerFromJson(tokenizerFilesFromGguf(Object.fromEntries(plain)));
        expect([sorted(back.turnEnds), sorted(back.stopIds)]).toEqual([ends, ends]);
      } else expect(lost.length).toBe(1);
    }
  });
});

describe("the token that a chat template writes behind an answer", () => {
  const ends = (chat_template: string) => [...read({ "tokenizer_config.json": { chat_template } }).turnEnds];
  const turns = (turn: string) => `{% for m in messages %}${turn}{% endfor %}`;
  it.each([
    ["right behind it", turns("<b>{{ m.role }}{{ m.content }}<e>\n"), [E]],
    ["behind a space", turns("<b>{{ m.content }} <e>"), [E]],
    ["behind what is trimmed", turns("{{ m.content | trim }}<e>"), [E]],
    ["by a variable", `{% set end = "<e>" %}${turns("{{ m.content + end }}")}`, [E]],
    ["of the last turn alone", turns("{{ m.content }}{% if loop.last %}<d>{% else %}<e>{% endif %}"), [D]],
    ["of an answer alone", turns("{{ m.content }}{% if m.role == 'assistant' %}<d>{% else %}<e>{% endif %}"), [D]],
    ["where a question is written again", `${turns("{{ m.content }}<e>")}{{ messages[1].content }}<d>`, [D]],
    ["but not behind words", turns("{{ m.content }} said {{ m.role }}<e>"), []],
    ["but not one that is no control token", turns("{{ m.content }}<plain>"), []],
    ["but not where nothing follows", turns("<b>{{ m.content }}"), []],
    ["but not where answers are left out", "{{ messages[0].content }}<e>", []],
    ["but not where the template fails", "{{ raise_exception('no') }}", []],
    ["also where the date is printed", `{{ strftime_now("%Y") }}${turns("{{ m.content }}<e>")}`, [E]],
  ])("ends a turn: %s", (_, template, expected) => {
    expect(ends(template)).toEqual(expected);
  });
});

it("refuses an end that is no id, naming the file", () => {
  for (const file of ["generation_config.json", "config.json"] as const) {
    for (const eos_token_id of ["2", 2.5, [["2"]], {}, [null], true]) {
      expect(() => read({ [file]: { eos_token_id } })).toThrow(
        `${file}: eos_token_id is ${JSON.stringify(eos_token_id)}, and must be the id of a token or a list of them`,
      );
    }
  }
});
