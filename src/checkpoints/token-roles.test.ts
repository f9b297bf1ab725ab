/** What a folder that was written tells other libraries of its tokens, and that nothing else in it tells them otherwise. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { tinyJson } from "../../tests/contracts/tiny-tokenizer.ts";
import { LlamaConfig, llama } from "../models/index.ts";
import { distinctWeights, initialize } from "../nn/index.ts";
import { type TokenizerFiles, tokenizerFromJson, trainByteLevelBpe } from "../tokenizers/index.ts";
import { readJson } from "./config.ts";
import { convert } from "./convert.ts";
import { readGguf } from "./gguf.ts";
import { load, loadTokenizer } from "./load.ts";
import { save } from "./save.ts";
import { readTokenizerFiles } from "./tokenizer-files.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-roles-"));
afterAll(() => rmSync(root, { recursive: true }));

const config = LlamaConfig.parse({ vocabulary: 280, width: 8, depth: 1, heads: 2, kvHeads: 2, hidden: 8 });
const model = initialize(llama(config));
const TEMPLATE = "{% for m in messages %}{{ m.content }}</s>{% endfor %}";
const tiny = (others: Omit<TokenizerFiles, "tokenizer.json"> = {}): TokenizerFiles => ({
  "tokenizer.json": tinyJson(),
  ...others,
});

async function saved(name: string, tokenizerFiles: TokenizerFiles) {
  const folder = join(root, name);
  await save(folder, { model, config, tokenizerFiles });
  const read = (file: string) => readJson(join(folder, file)) as Record<string, unknown>;
  return { folder, config: read("config.json"), generation: read("generation_config.json") };
}

describe("a folder that is saved", () => {
  it("names the tokens of a tokenizer that was trained here, and those that it has not as null", async () => {
    const end = "<|endoftext|>";
    const { files } = trainByteLevelBpe(["a joint and a tenon"], {
      vocabularySize: 262,
      specialTokens: [end],
      roles: { eos: end },
    });
    const id = tokenizerFromJson(files).tokenToId(end);
    const { config, generation } = await saved("trained", files);
    expect(config).toMatchObject({ bos_token_id: null, eos_token_id: id, pad_token_id: null }); // a missing one means LLaMA's
    expect(generation).toEqual({ eos_token_id: id });
  });

  it("lists all ends of a turn where transformers looks for them", async () => {
    const files = tiny({ "config.json": { eos_token_id: 5 }, "tokenizer_config.json": { chat_template: TEMPLATE } });
    const { folder, config, generation } = await saved("joined", files);
    expect(config).toMatchObject({ eos_token_id: 5 });
    expect(config).not.toHaveProperty("bos_token_id"); // as the file that was read
    expect(generation).toEqual({ eos_token_id: [5, 1] });
    expect([...loadTokenizer(folder).turnEnds]).toEqual([5, 1]);
  });

  it("keeps what generation_config.json says besides, and says what it adds to a list", async () => {
    const generation_config = { eos_token_id: 5, temperature: 0.5, transformers_version: "4.44.0" };
    const { folder } = await saved("listed", tiny({ "generation_config.json": generation_config }));
    expect(readJson(join(folder, "generation_config.json"))).toEqual(generation_config);
    writeFileSync(join(folder, "chat_template.jinja"), TEMPLATE);
    const [again, lines] = [join(root, "listed-again"), [] as string[]];
    await convert(folder, again, { onNote: (line) => lines.push(line) });
    expect(readJson(join(again, "generation_config.json"))).toEqual({ ...generation_config, eos_token_id: [5, 1] });
    expect(lines.filter((line) => !line.startsWith("weight"))).toEqual([
      "generation_config.json: eos_token_id now lists </s> too, which ends a turn by other files of the checkpoint",
    ]);
  });

  it.each([[{}], [{ "generation_config.json": null }]])(
    "has a generation_config.json with the ids of config.json where there was none: %j",
    async (none) => {
      const ids = { eos_token_id: 1, pad_token_id: 0 };
      expect((await saved("none", tiny({ "config.json": ids, ...none }))).generation).toEqual(ids);
    },
  );

  it("comes back from GGUF with every end", async () => {
    const files = tiny({
      "generation_config.json": { eos_token_id: 5 },
      "tokenizer_config.json": { chat_template: TEMPLATE },
    });
    const { folder } = await saved("through", files);
    const [gguf, back] = [join(root, "through.gguf"), join(root, "through-back")];
    await convert(folder, gguf);
    expect(readGguf(gguf).metadata).toMatchObject({
      "tokenizer.ggml.eos_token_id": 5,
      "tokenizer.ggml.eot_token_id": 1,
    });
    await convert(gguf, back);
    expect([...(await load(back)).tokenizer.turnEnds]).toEqual([5, 1]);
    expect(readJson(join(back, "config.json"))).toMatchObject({ bos_token_id: null, eos_token_id: 5 });
  });

  it("takes a tokenizer that cannot be read along as it is", async () => {
    const folder = join(root, "unreadable");
    const files = { "tokenizer.json": { model: { type: "Other" } }, "config.json": { eos_token_id: 3 } };
    await save(folder, { model, config, tokenizerFiles: files });
    expect(readJson(join(folder, "config.json"))).toMatchObject({ eos_token_id: 3 });
    expect(readdirSync(folder).sort()).toEqual(["config.json", "model.safetensors", "tokenizer.json"]);
  });

  it("has the files beside a tokenizer to the byte, whatever numbers they hold", async () => {
    const { folder } = await saved("numbers", tiny({ "tokenizer_config.json": { eos_token: "</s>" } }));
    const text = `{"eos_token": "</s>",\n "model_max_length": 1000000000000000019884624838656, "x": [1.0, 1e-05, 12345678901234567890]}`;
    writeFileSync(join(folder, "tokenizer_config.json"), text);
    const again = join(root, "numbers-again");
    await convert(folder, again);
    expect(readFileSync(join(again, "tokenizer_config.json"), "utf8")).toBe(text);
    const changed = readTokenizerFiles(folder);
    (changed["tokenizer_config.json"] as Record<string, unknown>).eos_token = "<s>";
    await save(again, { model, config, tokenizerFiles: changed });
    expect(readJson(join(again, "tokenizer_config.json"))).toMatchObject({ eos_token: "<s>" });
  });
});

/** Files that a reader finds in a folder, each with a lie about tokens, answers, vectors or weights. */
const LIES: Readonly<Record<string, string>> = {
  "config.json": `{"model_type": "gpt2", "eos_token_id": 7}`,
  "tokenizer.json": `{"model": {"type": "BPE", "vocab": {"lie": 0}, "merges": []}}`,
  "tokenizer_config.json": `{"eos_token": "lie", "chat_template": "LIE", "tokenizer_class": "LieTokenizer"}`,
  "special_tokens_map.json": `{"eos_token": "<s>", "bos_token": "</s>"}`,
  "added_tokens.json": `{"<lie>": 9}`,
  "generation_config.json": `{"eos_token_id": 7, "temperature": 0.1}`,
  "chat_template.jinja": "LIE",
  "chat_template.json": `{"chat_template": "LIE"}`,
  "additional_chat_templates/tool_use.jinja": "LIE",
  "tokenizer.model": "lie",
  "spiece.model": "lie",
  "sentencepiece.bpe.model": "lie",
  "vocab.json": `{"lie": 0}`,
  "vocab.txt": "lie",
  "merges.txt": "l ie",
  "modules.json": `[{"idx": 0, "path": "", "type": "sentence_transformers.models.Transformer"}]`,
  "sentence_bert_config.json": `{"max_seq_length": 1}`,
  "config_sentence_transformers.json": `{"prompts": {"lie": "lie: "}, "default_prompt_name": "lie"}`,
  "adapter_config.json": `{"peft_type": "LORA"}`,
  "adapter_model.safetensors": "lie",
  "model.safetensors.index.json": `{"weight_map": {"lie": "model-00001-of-00001.safetensors"}}`,
  "model-00001-of-00001.safetensors": "lie",
};
const KEPT = ["README.md", "report.html", "events.out.tfevents.tenon", "checkpoints/1/state.safetensors"];

describe("a folder that was used before", () => {
  const fill = (folder: string, files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };
  const files = tiny({ "tokenizer_config.json": { eos_token: "</s>", chat_template: TEMPLATE } });
  const filesIn = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();
  const contents = (folder: string) =>
    Object.fromEntries(filesIn(folder).map((name) => [name, readFileSync(join(folder, name), "base64")]));

  it.each([["save"], ["convert from a folder"], ["convert from GGUF"]])(
    "holds after %s what an empty one would, and what is no part of a checkpoint",
    async (how) => {
      const name = how.replaceAll(" ", "-");
      const [empty, used] = [join(root, `${name}-empty`), join(root, `${name}-used`)];
      fill(used, LIES);
      fill(used, Object.fromEntries(KEPT.map((one) => [one, "mine"])));
      const source = join(root, how.endsWith("GGUF") ? `${name}.gguf` : `${name}-source`);
      if (how !== "save") await save(source, { model, config, tokenizerFiles: files });
      for (const folder of [empty, used]) {
        if (how === "save") await save(folder, { model, config, tokenizerFiles: files });
        else await convert(source, folder);
      }
      const { [KEPT[0]!]: _a, [KEPT[1]!]: _b, [KEPT[2]!]: _c, [KEPT[3]!]: _d, ...rest } = contents(used);
      expect(rest).toEqual(contents(empty));
      expect(filesIn(used)).toEqual(expect.arrayContaining(KEPT));
      const again = await load(used);
      expect(again.tokenizer.chatTemplate?.source).toBe(TEMPLATE);
      const [[, expected], [, found]] = [[...distinctWeights(model)][0]!, [...distinctWeights(again.model)][0]!];
      expect(found.data()).toEqual(expected.data());
    },
  );

  it("keeps its tokenizer where a model is saved without one", async () => {
    const folder = join(root, "model-alone");
    await save(folder, { model, config, tokenizerFiles: files });
    fill(folder, { "adapter_config.json": LIES["adapter_config.json"]!, "modules.json": LIES["modules.json"]! });
    await save(folder, { model, config });
    expect(filesIn(folder)).toEqual([
      ...["config.json", "generation_config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"],
    ]);
  });
});
