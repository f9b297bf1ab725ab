/** A head that is stored beside the embedding: the same, another, or alone, in every architecture that may tie the two. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { logits } from "../../tests/contracts/intervention.ts";
import { tinyJson } from "../../tests/contracts/tiny-tokenizer.ts";
import { fixturePath } from "../../tests/fixtures.ts";
import { architecture, gpt2, llama, type ModelConfig, mistral, qwen2 } from "../models/index.ts";
import { initialize, type Writes, weights } from "../nn/index.ts";
import { liveTensors, scope, type Tensor } from "../tensor/index.ts";
import { readJson } from "./config.ts";
import { convert } from "./convert.ts";
import { load, loadModel } from "./load.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";
import { save } from "./save.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-ties-"));
afterAll(() => rmSync(root, { recursive: true }));

const sizes = { vocabulary: 280, width: 16, depth: 1, heads: 2, kvHeads: 2, hidden: 16, context: 32 };
const makers: Readonly<Record<string, (tied: boolean) => Writes>> = {
  llama: (tied) => llama({ ...sizes, tied }),
  mistral: (tied) => mistral({ ...sizes, tied }),
  qwen2: (tied) => qwen2({ ...sizes, tied }),
  gpt2: ((tied: boolean) => {
    const { kvHeads: _, ...own } = sizes;
    return gpt2({ ...own, tied });
  }) as (tied: boolean) => Writes,
};

/** A folder whose head is its own, and whose config says that it is tied. */
async function claiming(kind: string, dtype: "float32" | "bfloat16" = "float32") {
  const folder = join(root, `${kind}-${dtype}`);
  const { kvHeads: _, ...own } = sizes;
  const config = architecture(kind).config.parse(kind === "gpt2" ? { ...own, tied: false } : { ...sizes, tied: false });
  const made = initialize(makers[kind]!(false), 5);
  await save(folder, { model: made, config, tokenizerFiles: { "tokenizer.json": tinyJson() } });
  if (dtype === "bfloat16") await convert(folder, `${folder}-16`, { dtype });
  const place = dtype === "bfloat16" ? `${folder}-16` : folder;
  const file = join(place, "config.json");
  writeFileSync(file, JSON.stringify({ ...(readJson(file) as object), tie_word_embeddings: true }));
  return { folder: place, model: made };
}
const isTied = (model: Writes) => {
  const all = new Map(weights(model));
  return all.get("head.weight") === (all.get("embed.table") ?? all.get("embed.tokens.table"));
};
const ids = [3, 1, 4, 1, 5];
const answer = (model: Writes) => logits(model, ids, []).data();

describe.each(Object.keys(makers))("a head of its own in a %s whose config says that it is tied", (kind) => {
  it("is kept, and said, also through folders and GGUF", async () => {
    const { folder, model } = await claiming(kind);
    const lines: string[] = [];
    const loaded = await load(folder, { onNote: (line) => lines.push(line) });
    expect(lines.join()).toMatch(/config.json: says that the head is the embedding, but .*lm_head.weight.* differ/);
    expect(loaded.config).toMatchObject({ tied: false });
    expect(isTied(loaded.model)).toBe(false);
    expect(answer(loaded.model)).toEqual(answer(model));
    expect(answer(loaded.model)).not.toEqual(answer(tiedLike(folder)));
    const places = [join(root, `${kind}-again`), ...(architecture(kind).gguf ? [join(root, `${kind}.gguf`)] : [])];
    for (const place of places) {
      await convert(folder, place);
      const again = loadModel(place);
      expect(again.config).toMatchObject({ tied: false });
      expect(answer(again.model)).toEqual(answer(loaded.model));
    }
    expect(readJson(join(root, `${kind}-again`, "config.json"))).toMatchObject({ tie_word_embeddings: false });
  });

  /** The same folder's model with its embedding for a head. */
  function tiedLike(folder: string): Writes {
    const place = `${folder}-tied`;
    mkdirSync(place, { recursive: true });
    scope(() => {
      const { tensors } = readSafetensors(join(folder, "model.safetensors"));
      tensors.delete("lm_head.weight");
      writeSafetensors(join(place, "model.safetensors"), tensors);
    });
    writeFileSync(join(place, "config.json"), JSON.stringify(readJson(join(folder, "config.json"))));
    const { model } = loadModel(place);
    expect(isTied(model)).toBe(true);
    return model;
  }

  it("is a tie where the two are the same", async () => {
    const { folder } = await claiming(kind);
    const change = (make: (embedding: Tensor) => Tensor) =>
      scope(() => {
        const { tensors } = readSafetensors(join(folder, "model.safetensors"));
        const [name] = [...tensors.keys()].filter((one) => /embed_tokens|wte/.test(one));
        tensors.set("lm_head.weight", make(tensors.get(name!)!));
        writeSafetensors(join(folder, "same.safetensors"), tensors);
      });
    const lines: string[] = [];
    for (const make of [(x: Tensor) => x.clone(), (x: Tensor) => x.to("float64")]) {
      change(make);
      const { model } = loadModel(join(folder, "same.safetensors"), { onNote: (line) => lines.push(line) });
      expect([isTied(model), lines]).toEqual([true, []]);
    }
    for (const other of [(x: Tensor) => x.add(1e-3), (x: Tensor) => x.mul(1 + 2 ** -20)]) {
      change(other);
      expect(isTied(loadModel(join(folder, "same.safetensors")).model)).toBe(false);
    }
  });
});

it("is compared in 16 bits too, and leaves no tensor behind", async () => {
  const { folder } = await claiming("llama", "bfloat16");
  const before = liveTensors();
  const { model, config } = scope(() => loadModel(folder));
  expect((config as ModelConfig & { tied: boolean }).tied).toBe(false);
  expect(liveTensors()).toBe(before + new Set([...weights(model)].map(([, weight]) => weight)).size);
});

it("is compared in 32 bits where one of the two has them", async () => {
  const { folder } = await claiming("llama", "bfloat16");
  const file = join(folder, "model.safetensors");
  const [table, head] = ["model.embed_tokens.weight", "lm_head.weight"] as const;
  for (const [other, one] of [
    [table, head],
    [head, table],
  ] as const) {
    scope(() => {
      const { tensors } = readSafetensors(file);
      tensors.set(
        one,
        tensors
          .get(other)!
          .to("float32")
          .mul(1 + 2 ** -20),
      );
      writeSafetensors(join(folder, "mixed.safetensors"), tensors);
    });
    expect(isTied(loadModel(join(folder, "mixed.safetensors")).model)).toBe(false);
  }
});

it("is refused by name where an architecture has none", () => {
  const folder = join(root, "bert");
  mkdirSync(folder);
  writeFileSync(join(folder, "config.json"), JSON.stringify(readJson(fixturePath("bert/tiny/config.json"))));
  scope(() => {
    const { tensors } = readSafetensors(fixturePath("bert/tiny/model.safetensors"));
    const table = tensors.get("bert.embeddings.word_embeddings.weight")!;
    tensors.set("cls.predictions.decoder.weight", table.add(1));
    writeSafetensors(join(folder, "model.safetensors"), tensors);
  });
  expect(() => loadModel(folder, { able: "read" })).toThrow(
    /model.safetensors: (cls.predictions.decoder|bert.embeddings.word_embeddings).weight: differs from .*, and a bert has no head of its own here/,
  );
});
