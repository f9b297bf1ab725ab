import { afterAll, describe, expect, test } from "vitest";
import { marking, tinyModel, tinyTokenizerFiles } from "../../tests/tiny-lm.ts";
import type { EmbedOptions } from "../lm/index.ts";
import { releaseModel } from "../nn/index.ts";
import { tokenizerFromJson } from "../tokenizers/index.ts";
import { embedTexts, type SentenceDefaults } from "./embed-texts.ts";
import { embedTokens } from "./embed-tokens.ts";

const model = tinyModel();
afterAll(() => releaseModel(model));

/** Characters, and `<end>` behind each text. */
const { "tokenizer.json": json, ...files } = tinyTokenizerFiles();
const tokenizer = tokenizerFromJson({
  ...files,
  "tokenizer.json": {
    ...(json as object),
    post_processor: marking("behind"),
  },
});

const running = { turn: async () => {}, reason: () => new Error("stopped") };
const silent: SentenceDefaults = {
  ...{ pooling: undefined, normalize: false, lowerCase: false, prompt: "", includePrompt: true, unsupported: "" },
};

/** The vectors of a text by a reader whose files say so. */
const embed = async (text: string, said?: Partial<SentenceDefaults>, options: EmbedOptions = {}) => {
  const sentence = said && { ...silent, ...said };
  const [vectors] = await embedTexts(
    { name: "tiny", model, tokenizer, context: 20, sentence },
    [text],
    options,
    running,
  );
  return vectors!;
};
/** Those of tokens. */
const read = async (text: string, options: Omit<Parameters<typeof embedTokens>[2], "turn"> = {}) =>
  (await embedTokens(model, [tokenizer.encode(text)], { ...options, turn: running.turn }))[0]!;

describe("what a reader's files say of its vectors", () => {
  test("holds where the caller says nothing: how they are pooled, and how long they are", async () => {
    expect(await embed("Hello")).toEqual(await read("Hello", { pooling: "mean" }));
    expect(await embed("Hello", { pooling: ["max", "first"] })).toEqual(
      await read("Hello", { pooling: ["max", "first"] }),
    );
    expect(await embed("Hello", { normalize: true })).toEqual(await read("Hello", { normalize: true }));
    expect(await embed("Hello", { normalize: true }, { normalize: false })).toEqual(await read("Hello"));
    expect(await embed("Hello", { pooling: ["max"] }, { pooling: "last" })).toEqual(
      await read("Hello", { pooling: "last" }),
    );
  });

  test("lower-cases its texts", async () => {
    expect(await embed("Hello", { lowerCase: true })).toEqual(await read("hello"));
  });

  test("puts a prompt in front, whose tokens are pooled or not, but for the one that ends a text", async () => {
    expect(await embed("Hello", { prompt: "ask: " })).toEqual(await read("ask: Hello"));
    const apart = await read("ask: Hello", { unpooled: 5 });
    expect(await embed("Hello", { prompt: "ask: ", includePrompt: false })).toEqual(apart);
    // A caller who names a pooling asks for another vector than its makers mean.
    const other = await embed("Hello", { prompt: "ask: ", includePrompt: false }, { pooling: "mean" });
    expect(other).toEqual(await read("Hello"));
  });

  test("is refused where it needs what is not here, unless another vector is asked for", async () => {
    const unsupported = "a layer of a kind that nobody knows";
    await expect(embed("Hello", { unsupported })).rejects.toMatchObject({
      kind: "unsupported",
      message: `embed: tiny needs ${unsupported}, which is not supported: name a pooling for another vector of it`,
    });
    expect(await embed("Hello", { unsupported }, { pooling: "mean" })).toEqual(await read("Hello"));
  });

  test("says how long a text may be, if that is less than the model reads", async () => {
    const fails = (maxLength: number | undefined) => embed("x".repeat(30), { maxLength }, { truncate: false });
    await expect(fails(undefined)).rejects.toThrow("text 1 of 1 has 31 tokens, and tiny reads at most 20");
    await expect(fails(8)).rejects.toThrow("text 1 of 1 has 31 tokens, and tiny reads at most 8");
    await expect(fails(25)).rejects.toThrow("text 1 of 1 has 31 tokens, and tiny reads at most 20");
    expect(await embed("x".repeat(7), { maxLength: 8 }, { truncate: false })).toEqual(await read("x".repeat(7)));
  });
});
