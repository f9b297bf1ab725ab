import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { fakeHub, scratch, serve } from "../../tests/setup-fakes.ts";
import { cachedModel, DEFAULT_MODEL, obtain, reachable, TEST_MODEL } from "./models.mjs";
import { silent } from "./report.mjs";

const place = scratch();
const weights = Buffer.alloc(200_000, "weights");
const files = {
  "config.json": Buffer.from("{}"),
  "tokenizer.json": Buffer.from('{"model":{}}'),
  "model.safetensors": weights,
  "merges.txt": Buffer.alloc(0),
  "tokenizer.model": Buffer.from("pieces"),
  "spiece.model": Buffer.from("pieces"),
  "sentencepiece.bpe.model": Buffer.from("pieces"),
  "pytorch_model.bin": Buffer.from("pickle"),
  "onnx/model.onnx": Buffer.from("onnx"),
  "README.md": Buffer.from("read me"),
};
const large = ["model.safetensors", "pytorch_model.bin"];
const quiet = { report: silent };

describe("a model of the hub", () => {
  it("is fetched whole, checked, and recorded; pickles and the rest stay there", async () => {
    const hub = await fakeHub(files, large);
    const folder = await obtain("owner/name", quiet);
    expect(folder).toBe(join(place.cache, "models/owner/name"));
    expect(readdirSync(folder).sort()).toEqual([
      "config.json",
      "merges.txt",
      "model.safetensors",
      "sentencepiece.bpe.model",
      "source.json",
      "spiece.model",
      "tokenizer.json",
      "tokenizer.model",
    ]);
    expect(readFileSync(join(folder, "model.safetensors")).equals(weights)).toBe(true);
    expect(JSON.parse(readFileSync(join(folder, "source.json"), "utf8"))).toMatchObject({
      repo: "owner/name",
      commit: "commit-of-main",
    });
    expect(hub.asked.filter((line) => line.includes("resolve/commit-of-main/"))).toHaveLength(6);
    const before = hub.asked.length;
    expect(await obtain("owner/name", quiet)).toBe(folder);
    expect(hub.asked).toHaveLength(before);
  });

  it("comes with the files in its folders that say how vectors are made and conversations written, and no others", async () => {
    const wanted = ["modules.json", "sentence_bert_config.json", "config_sentence_transformers.json"];
    const inside = ["1_Pooling/config.json", "additional_chat_templates/tool_use.jinja"];
    const strange = ["onnx/config.json", "1_Pooling/run.py", "2_Dense/model.safetensors", "openvino/model.xml"];
    const more = Object.fromEntries([...wanted, ...inside, ...strange].map((name) => [name, Buffer.from("{}")]));
    await fakeHub({ ...files, ...more }, large);
    const folder = await obtain("owner/name", quiet);
    for (const name of [...wanted, ...inside]) expect(readFileSync(join(folder, name), "utf8")).toBe("{}");
    for (const name of strange) expect(existsSync(join(folder, name))).toBe(false);
  });

  it("is kept apart by its revision", async () => {
    await fakeHub(files, large);
    expect(await obtain("owner/name@v1", quiet)).toBe(join(place.cache, "models/owner/name@v1"));
    expect(cachedModel("owner/name")).toBeUndefined();
    await expect(obtain("owner/name@v2", quiet)).rejects.toThrow("owner/name has no revision named v2");
  });

  it("is asked for with HF_TOKEN", async () => {
    const hub = await fakeHub(files, large);
    await obtain("owner/name", quiet);
    expect(hub.token).toBeUndefined();
    vi.stubEnv("HF_TOKEN", "hf_secret");
    await obtain("owner/name@v1", quiet);
    expect(hub.token).toBe("Bearer hf_secret");
  });

  it.each([
    [
      "owner/nothing",
      /^there is no model named owner\/nothing at 127\.0\.0\.1:\d+, or it is private and needs HF_TOKEN$/,
    ],
    ["owner/gated", /^owner\/gated is for those whom its owners admitted/],
    [
      "nothing",
      /^there is no model named nothing: Tenon knows smollm2-135m-instruct, smollm2-135m-instruct-q4_1 and all-minilm-l6-v2,/,
    ],
    ["constructor", /^there is no model named constructor/],
    ["../../etc/passwd", /^there is no model named/],
    ["owner/name@../../x", /^there is no model named/],
  ])("that does not exist is refused in one sentence: %s", async (name, sentence) => {
    await fakeHub(files, large);
    await expect(obtain(name, quiet)).rejects.toThrow(sentence);
    expect(existsSync(join(place.cache, "models"))).toBe(false);
  });

  it("without safetensors is refused", async () => {
    await fakeHub({ "config.json": Buffer.from("{}"), "pytorch_model.bin": Buffer.from("pickle") }, []);
    await expect(obtain("owner/name", quiet)).rejects.toThrow("owner/name holds no weights in the safetensors format");
  });

  it("with GGUF files alone tells how to come by one", async () => {
    await fakeHub(
      { "config.json": Buffer.from("{}"), "m.Q4_K_M.gguf": Buffer.from("GGUF"), "m.Q8_0.gguf": Buffer.from("GGUF") },
      [],
    );
    await expect(obtain("owner/name", quiet)).rejects.toThrow(
      /^owner\/name holds no safetensors but GGUF files: fetch one, such as http.*\/m\.Q4_K_M\.gguf, and give its path \(there are m\.Q4_K_M\.gguf, m\.Q8_0\.gguf\)$/,
    );
  });

  it("leaves nothing half-made when one file is not what was promised", async () => {
    const hub = await fakeHub(files, large);
    hub.altered["tokenizer.json"] = Buffer.from('{"model":[]}');
    await expect(obtain("owner/name", quiet)).rejects.toThrow(
      /^owner\/name\/tokenizer\.json is not the file it should be/,
    );
    expect(existsSync(join(place.cache, "models/owner"))).toBe(false);
    expect(readdirSync(join(place.cache, "staging"))).toEqual([]);
  });

  it("is not fetched where the network is forbidden", async () => {
    const hub = await fakeHub(files, large);
    vi.stubEnv("HF_HUB_OFFLINE", "1");
    await expect(obtain("owner/name", quiet)).rejects.toThrow(/HF_HUB_OFFLINE=1 forbids the hub/);
    vi.stubEnv("TENON_OFFLINE", "1");
    await expect(obtain("owner/name", quiet)).rejects.toThrow(
      "the model owner/name is not on this machine, and TENON_OFFLINE=1 forbids the network",
    );
    expect(hub.asked).toEqual([]);
  });

  it("is told to be reachable where it is here or its hub answers, and not where models are forbidden", async () => {
    const asked = new AbortController().signal;
    const hub = await fakeHub(files, large);
    expect(await reachable("owner/name", asked)).toBe(true);
    expect(hub.asked.filter((line) => line.includes("resolve/"))).toEqual([]);
    vi.stubEnv("TENON_OFFLINE", "models");
    expect(await reachable("owner/name", asked)).toBe(false);
    await expect(obtain("owner/name", quiet)).rejects.toThrow(
      "the model owner/name is not on this machine, and TENON_OFFLINE=models forbids fetching one",
    );
    vi.stubEnv("TENON_OFFLINE", "");
    vi.stubEnv("HF_ENDPOINT", "http://127.0.0.1:9");
    expect(await reachable("owner/name", asked)).toBe(false);
  });

  it("is refused where the host is no hub", async () => {
    vi.stubEnv("HF_ENDPOINT", await serve((_, response) => response.end("<html>Welcome to the hotel</html>")));
    await expect(obtain("owner/name", quiet)).rejects.toThrow(
      /^the model owner\/name could not be fetched: \S+ does not answer like a model hub$/,
    );
  });

  it("is what the default name stands for, before the wheel's copy", async () => {
    expect(cachedModel(DEFAULT_MODEL)).toBeUndefined();
    const { mkdir } = await import("node:fs/promises");
    await mkdir(join(place.cache, "models", TEST_MODEL), { recursive: true });
    expect(cachedModel(DEFAULT_MODEL)).toBe(join(place.cache, "models", TEST_MODEL));
    await mkdir(join(place.cache, "models", DEFAULT_MODEL));
    expect(cachedModel(DEFAULT_MODEL)).toBe(join(place.cache, "models", DEFAULT_MODEL));
    expect(cachedModel(TEST_MODEL)).toBe(join(place.cache, "models", TEST_MODEL));
  });
});
