/** `with` by name, wherever a model is opened by name: the front door here and in a worker, and the commands. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Base, load, loadModel, saveIntervention } from "../src/checkpoints/index.ts";
import { LocalLM } from "../src/generation/index.ts";
import { type Intervention, LowRankDelta } from "../src/interventions/index.ts";
import { open } from "../src/open/index.ts";
import { lora, prefix } from "../src/peft/index.ts";
import { randn, seed } from "../src/tensor/index.ts";
import { built, tenon } from "./built.ts";
import { fixturePath } from "./fixtures.ts";

const MODEL = "smollm2-135m-instruct-q4_1";
const PROMPT = "The capital of France is";
const settings = { temperature: 0, maxTokens: 6 };
const tenants = mkdtempSync(join(tmpdir(), "tenon-tenants-"));
const alice = join(tenants, "lora", "alice");
afterAll(() => rmSync(tenants, { recursive: true }));

/** What each way writes; the interventions are kept as their folders have them. */
const expected: Record<"plain" | "alice" | "both", string> = { plain: "", alice: "", both: "" };

beforeAll(async () => {
  const loaded = await load(MODEL, { pull: false, dtype: "stored" });
  const { model, tokenizer, fast } = loaded;
  seed(3);
  const change = lora(model, { rank: 2 });
  for (const { b } of change.parts.values()) b.copyFrom(randn(b.shape, 0.05));
  const begins = prefix(model, { length: 3, std: 0.5 });
  save("lora", "alice", change, loaded);
  save("prefix", "bob", begins, loaded);
  const write = (interventions: Intervention[]) =>
    new LocalLM({ name: MODEL, model, tokenizer, context: 2048, fast, with: interventions }).generate(PROMPT, settings);
  expected.plain = (await write([]).completion).text;
  expected.alice = (await write([change]).completion).text;
  expected.both = (await write([begins, change]).completion).text;
});

function save(kind: string, name: string, intervention: Intervention, base: Base): void {
  saveIntervention(join(tenants, kind, name), intervention, base);
}

describe("with", () => {
  it("is written differently by each of them, or the rest shows nothing", () => {
    expect(new Set(Object.values(expected)).size).toBe(3);
  });

  it.each([false, true])("takes folders and tenants by name; in a worker: %s", async (worker) => {
    const written = async (entries: string[]) => {
      const options = { dtype: "stored" as const, with: entries, tenants };
      // Node runs no TypeScript by itself, so a worker is the compiled one.
      const front = worker ? ((await import(built("open/index.js").href)) as { open: typeof open }) : { open };
      const model = await front.open(MODEL, { ...options, worker });
      const { text } = await model.generate(PROMPT, settings).completion;
      await model.close();
      return text;
    };
    expect(await written([])).toBe(expected.plain);
    expect(await written([alice])).toBe(expected.alice);
    expect(await written(["prefix:bob", "lora:alice"])).toBe(expected.both);
  });

  it("changes scores and vectors too, of encoders as well", async () => {
    const [plain, changed] = [await open(MODEL), await open(MODEL, { with: [alice] })];
    const scores = await Promise.all([plain, changed].map((model) => model.score("One two three")));
    expect(scores[0]!.perplexity).not.toBe(scores[1]!.perplexity);
    const vectors = await Promise.all([plain, changed].map((model) => model.embed(["One two three"])));
    expect(vectors[0]).not.toEqual(vectors[1]);
    await Promise.all([plain.close(), changed.close()]);

    const encoder = await load("all-minilm-l6-v2", { pull: false, able: "read" });
    const change = LowRankDelta.over(encoder.model, "on an encoder", "blocks.*.mixer.v", ({ inWidth, outWidth }) => ({
      a: randn([1, inWidth], 0.1),
      b: randn([outWidth, 1], 0.1),
      scale: 1,
    }));
    save("lora", "reader", change, encoder);
    const readers = await Promise.all(
      [[], ["lora:reader"]].map((entries) => open("all-minilm-l6-v2", { with: entries, tenants })),
    );
    const [one, other] = await Promise.all(readers.map((reader) => reader.embed(["a text"])));
    expect(one).not.toEqual(other);
    await Promise.all(readers.map((reader) => reader.close()));
  });

  it("is one sentence where it names nothing, something of another model, or what cannot cross into a worker", async () => {
    const missing = open(MODEL, { dtype: "stored", with: ["lora:carol"], tenants });
    await expect(missing).rejects.toThrow(/lora\/carol: holds no adapter_config\.json$/);
    const tiny = loadModel(fixturePath("llama/tiny"));
    save("lora", "tiny", lora(tiny.model, { rank: 2 }), tiny);
    await expect(open(MODEL, { dtype: "stored", with: ["lora:tiny"], tenants })).rejects.toThrow(
      /lora\/tiny\/adapter_model\.safetensors: base_model\.model\.model\.layers\.0\.self_attn\.q_proj\.lora_A\.weight: is a change of a map from \d+ to \d+, and the model's goes from 576 to 576$/,
    );
    await expect(open(MODEL, { with: [lora(tiny.model)], worker: true })).rejects.toThrow(/cannot cross into a worker/);
  });

  it("stands at the commands", async () => {
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await tenon([...args, "--json"]);
      expect([code, stderr]).toEqual([0, ""]);
      return JSON.parse(stdout);
    };
    const asked = [
      "generate",
      MODEL,
      "--prompt",
      PROMPT,
      "--temperature",
      "0",
      "--max-tokens",
      "6",
      "--dtype",
      "stored",
    ];
    expect(await run(...asked, "--with", alice)).toMatchObject({ text: expected.alice });
    const both = ["--with", "prefix:bob", "--with", "lora:alice", "--tenants", tenants];
    expect(await run(...asked, ...both)).toMatchObject({ text: expected.both });
    const score = ["score", MODEL, "--text", PROMPT];
    expect((await run(...score)).perplexity).not.toBe((await run(...score, "--with", alice)).perplexity);
    const sample = ["sample", MODEL, "--prompt", PROMPT, "--max-tokens", "6", "--dtype", "stored"];
    expect((await run(...sample, ...both)).samples[0].text).toBe(expected.both);
    expect(await tenon(["generate", MODEL, "--prompt", "x", "--with", "nowhere"])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: "tenon: nowhere: holds no adapter_config.json\n",
    });
  });
});
