/** The kinds of files that are damaged: what a whole one is, what stands beside it, and how it is read. */
import { createHash } from "node:crypto";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  load,
  loadIntervention,
  loadModel,
  readGguf,
  readSafetensors,
  readTokenizerFiles,
  save,
  saveIntervention,
} from "../../src/checkpoints/index.ts";
import { distinctWeights, type Writes } from "../../src/nn/index.ts";
import { lora } from "../../src/peft/index.ts";
import { release, scope, type Tensor } from "../../src/tensor/index.ts";
import { tokenizerFromJson } from "../../src/tokenizers/index.ts";
import { fixturePath } from "../../tests/fixtures.ts";
import { generator, mutate, type Random } from "../../tests/mutations.ts";
import { changeGguf, changeJson, changeSafetensors } from "./structure.ts";

interface Whole {
  readonly bytes: Buffer;
  /** Bytes of it that a reader believes; most damage falls there. */
  readonly header: number;
  change(bytes: Buffer, random: Random): Buffer;
}

export interface Kind {
  /** The file that is damaged. */
  readonly file: string;
  /** What a sentence about it says: its name, or for what contradicts another file, what it is. */
  readonly named: RegExp;
  readonly wholes: readonly Whole[];
  /** Lays out what stands beside it. */
  prepare(folder: string): Promise<void>;
  /** Reads it as a user would, and every byte it gives. */
  read(path: string, folder: string): Promise<void>;
}

const changeText = (bytes: Buffer, random: Random) => Buffer.from(changeJson(bytes.toString(), random));
const json = (bytes: Buffer): Whole => ({ bytes, header: bytes.length, change: changeText });
const fixture = (name: string) => readFileSync(fixturePath(name));

function gguf(name: string): Whole {
  const bytes = fixture(name);
  const last = bytes.indexOf("output_norm.weight");
  return { bytes, header: last < 0 ? bytes.length : last + 50, change: changeGguf };
}
const tensorsOf = (bytes: Buffer): Whole => ({
  bytes,
  header: 8 + Number(bytes.readBigUInt64LE()),
  change: changeSafetensors,
});

/** Reads every byte of tensors, which may lie where a file ends. */
function touch(tensors: Iterable<Tensor>): void {
  for (const tensor of tensors) scope(() => void tensor.clone());
}
function touchModel(model: Writes): void {
  const all = [...distinctWeights(model)].map(([, weight]) => weight);
  touch(all);
  release(...all);
}

/** The index of a small model in several files. */
const MODEL = "llama/tiny";
const INDEX = "model.safetensors.index.json";
const SHARD_BYTES = 30_000;
const SEED = 3;
const TEXT = "The 2 joints of <|im_start|>the bench\n\n aren't  naïve: 榫卯 🔨";

async function beside(folder: string, name: string): Promise<void> {
  cpSync(fixturePath(`${MODEL}/${name}`), join(folder, name));
}

/** An adapter's two files, of which `file` is damaged. */
function adapter(whole: string, file: string, as: (bytes: Buffer) => Whole): Kind {
  return {
    file,
    named: /adapter_(config\.json|model\.safetensors)/, // what contradicts the other file may be told of either
    wholes: [as(readFileSync(join(whole, file)))],
    prepare: async (place) => cpSync(whole, place, { recursive: true }),
    async read(_, place) {
      const base = loadModel(fixturePath(MODEL));
      try {
        const { state } = loadIntervention(place, base, {});
        touch(state!.values());
        release(...state!.values());
      } finally {
        touchModel(base.model);
      }
    },
  };
}

export async function kinds(folder: string): Promise<Record<string, Kind>> {
  const { model, config } = loadModel(fixturePath(MODEL));
  await save(join(folder, "sharded"), { model, config, shardBytes: SHARD_BYTES });
  const adapted = join(folder, "adapted");
  saveIntervention(adapted, lora(model, { rank: 2, at: "blocks.*.mixer.{q,v}" }), {
    model,
    config,
  });
  touchModel(model);
  return {
    gguf: {
      file: "model.gguf",
      named: /model\.gguf/,
      wholes: [gguf("checkpoints/tiny.gguf"), gguf("checkpoints/tiny.gguf"), gguf("checkpoints/metadata.gguf")],
      prepare: async () => {},
      async read(path) {
        scope(() => touch([...readGguf(path).tensors.values()].map(({ bytes }) => bytes)));
        const { model, tokenizer } = await load(path);
        tokenizer.decode(tokenizer.encode(TEXT));
        touchModel(model);
      },
    },
    safetensors: {
      file: "model.safetensors",
      named: /model\.safetensors/,
      wholes: [`${MODEL}/model.safetensors`, "checkpoints/dtypes.safetensors"].map((name) => tensorsOf(fixture(name))),
      prepare: (place) => beside(place, "config.json"),
      async read(path, place) {
        scope(() => touch(readSafetensors(path).tensors.values()));
        touchModel(loadModel(place).model);
      },
    },
    index: {
      file: INDEX,
      named: /model\.safetensors\.index\.json/,
      wholes: [json(readFileSync(join(folder, "sharded", INDEX)))],
      prepare: async (place) => cpSync(join(folder, "sharded"), place, { recursive: true }),
      read: async (_, place) => touchModel(loadModel(place).model),
    },
    tokenizer: {
      file: "tokenizer.json",
      named: /tokenizer\.json/,
      wholes: ["gpt2", "qwen2", "llama3"].map((name) => json(fixture(`tokenizers/${name}.tokenizer.json`))),
      prepare: async () => {},
      async read(_, place) {
        const tokenizer = tokenizerFromJson(readTokenizerFiles(place));
        tokenizer.decode(tokenizer.encode(TEXT));
        tokenizer.encodeWithOffsets(TEXT);
      },
    },
    config: {
      file: "config.json",
      named: /config/,
      wholes: [json(fixture(`${MODEL}/config.json`)), json(fixture("qwen2/tied/config.json"))],
      prepare: (place) => beside(place, "model.safetensors"),
      read: async (_, place) => touchModel(loadModel(place).model),
    },
    adapter: adapter(adapted, "adapter_model.safetensors", tensorsOf),
    "adapter config": adapter(adapted, "adapter_config.json", json),
  };
}

/**
 * Damaged files of a kind, for ever, none like another or like a whole one: bytes damaged in the first, structure in the
 * second, and so on.
 */
export function* damagedFiles({ wholes }: Kind): Iterable<Buffer> {
  const hash = (bytes: Buffer) => createHash("sha256").update(bytes).digest("base64");
  const seen = new Set(wholes.map(({ bytes }) => hash(bytes)));
  const random = generator(SEED);
  for (let i = 0; ; i++) {
    const { bytes, header, change } = wholes[Math.floor(i / 2) % wholes.length]!;
    let damaged: Buffer;
    do damaged = i % 2 === 0 ? mutate(bytes, header, random) : change(bytes, random);
    while (seen.has(hash(damaged)));
    seen.add(hash(damaged));
    yield damaged;
  }
}
