import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { baseOf, logits, newModel } from "../../tests/contracts/intervention.ts";
import { fixturePath } from "../../tests/fixtures.ts";
import { type Intervention, intervene, LowRankDelta } from "../interventions/index.ts";
import { techniques } from "../open/with.ts";
import { adapter, prefix, prompt } from "../peft/index.ts";
import { full, liveTensors, ones, randn, scope, seed, type Tensor, zeros } from "../tensor/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { loadIntervention, saveIntervention } from "./interventions.ts";
import { loadModel } from "./load.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-interventions-"));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const newFolder = () => join(root, String(folders++));

const model = newModel();
const base = baseOf(model);
const tokens = [3, 1, 4];
const drawn = (at: string, rank: number, scale = 0.3, of = base) => {
  seed(5);
  return LowRankDelta.over(of.model, "a change", at, ({ inWidth, outWidth }) => ({
    a: randn([rank, inWidth]),
    b: randn([outWidth, rank], 0.1),
    scale,
  }));
};
const delta = drawn("blocks.*.mixer.{q,v}", 2);
const load = (folder: string, of = base) => loadIntervention(folder, of, techniques) as LowRankDelta;
const configOf = (folder: string) => JSON.parse(readFileSync(join(folder, "adapter_config.json"), "utf8"));
const values = ({ state }: Intervention) => [...state!].map(([key, tensor]) => [key, tensor.floats()]);
const scales = ({ parts }: LowRankDelta) => [...parts].map(([at, { scale }]) => [at, scale]);

/** Files of a change, damaged: in their config, or in their tensors. */
function damaged(
  config: Record<string, unknown> | string,
  tensors: (tensors: Map<string, Tensor>) => void = () => {},
  change: Intervention = delta,
): string {
  const folder = newFolder();
  saveIntervention(folder, change, base);
  const said = typeof config === "string" ? config : JSON.stringify({ ...configOf(folder), ...config });
  writeFileSync(join(folder, "adapter_config.json"), said);
  scope(() => {
    const path = join(folder, "adapter_model.safetensors");
    const file = readSafetensors(path);
    tensors(file.tensors);
    writeSafetensors(path, file.tensors, file.metadata);
  });
  return folder;
}

describe("a low-rank change in PEFT's files", () => {
  it.each<[string, LowRankDelta]>([
    ["of one rank and scale", delta],
    ["of an edit of one map", drawn("blocks.1.mlp.down", 1, 1)],
    ["of a scale that no whole alpha gives", drawn("blocks.*.mlp.*", 3, 1 / 3)],
    ["that takes something away", drawn("blocks.*.mixer.o", 2, -0.7)],
    [
      "of several ranks and scales",
      new LowRankDelta(
        "mixed",
        new Map([
          ...delta.parts,
          ...drawn("blocks.1.mixer.q", 5, 2).parts,
          ...drawn("blocks.*.mlp.up", 1, -0.1).parts,
          ...drawn("head", 4, 0.3).parts,
        ]),
      ),
    ],
  ])("comes back to the bit: %s", (_, change) => {
    const folder = newFolder();
    saveIntervention(folder, change, base);
    const before = liveTensors();
    const again = scope(() => load(folder));
    expect(liveTensors()).toBe(before + 2 * change.parts.size);
    expect(again.name).toBe(change.name);
    expect(new Map(values(again) as [string, unknown][])).toEqual(new Map(values(change) as [string, unknown][]));
    expect(new Map(scales(again) as [string, number][])).toEqual(new Map(scales(change) as [string, number][]));
    expect(logits(model, tokens, [again]).data()).toEqual(logits(model, tokens, [change]).data());
    expect(logits(model, tokens, [again]).data()).not.toEqual(logits(model, tokens, []).data());
    expect(readdirSync(folder).sort()).toEqual(["adapter_config.json", "adapter_model.safetensors"]);
  });

  it("names targets briefly where that tells them from other maps, and whole where not", () => {
    const targets = (change: LowRankDelta) => {
      const folder = newFolder();
      saveIntervention(folder, change, base);
      return configOf(folder).target_modules;
    };
    expect(targets(delta)).toEqual(["q_proj", "v_proj"]);
    expect(targets(drawn("blocks.1.mixer.{q,v}", 2))).toEqual([
      "model.layers.1.self_attn.q_proj",
      "model.layers.1.self_attn.v_proj",
    ]);
  });

  it("is of one map of GPT-2 where q, k and v are: with one A they keep their rank, else ranks add", () => {
    const gpt2 = loadModel(fixturePath("architectures/gpt2/tied"));
    const whole = drawn("blocks.*.{mixer,mlp}.*", 2, 0.3, gpt2);
    const a = (block: number) => whole.parts.get(`blocks.${block}.mixer.q`)!.a;
    const shared = [...whole.parts].filter(([path]) => /mixer\.[qkv]/.test(path));
    const alike = shared.map(([path, part]) => [path, { ...part, a: a(Number(path[7])) }] as const);
    for (const [change, rank] of [
      [whole, 6],
      [drawn("blocks.*.mixer.{q,v}", 2, 0.3, gpt2), 4],
      [new LowRankDelta("alike", new Map(alike)), 2],
    ] as const) {
      const folder = newFolder();
      saveIntervention(folder, change, gpt2);
      const again = load(folder, gpt2);
      const [riding, expected] = [again, change].map((one) => logits(gpt2.model, tokens, [one]));
      expect(riding!.sub(expected!).abs().max().item()).toBeLessThan(1e-5);
      expect(again.parts.get("blocks.0.mixer.q")!.a.shape[0]).toBe(rank);
      expect(configOf(folder).fan_in_fan_out).toBe(true);
    }
  });

  it.each<[string, Record<string, unknown>]>([
    ["a newer PEFT's fields that ask for nothing", { tomorrow_config: null, use_tomorrow: false, drops: 0, list: [] }],
    ["what concerns training alone", { lora_dropout: 0.1, inference_mode: false, init_lora_weights: "gaussian" }],
    ["a pattern", { target_modules: ".*\\.self_attn\\.(q|v)_proj" }],
    ["a pattern of another case, with a name", { target_modules: "(?i).*_ATTN\\.(?P<which>[qv])\\_proj" }],
    ["layers", { layers_to_transform: [0, 1], layers_pattern: "layers" }],
    ["an exclusion", { target_modules: ["q_proj", "v_proj", "k_proj"], exclude_modules: ["k_proj"] }],
    [
      "all maps but those that are excluded",
      { target_modules: "all-linear", exclude_modules: ".*(k_proj|o_proj|mlp.*)" },
    ],
    ["more patterns than fit", { rank_pattern: { nothing: 9 }, alpha_pattern: { "q.*": 0.6, q_proj: 7 } }],
  ])("is read with %s", (_, config) => {
    expect(scales(load(damaged(config)))).toEqual(scales(delta));
  });

  it("has the scale that its config says", () => {
    const scaleOf = (config: Record<string, unknown>, path = "blocks.1.mixer.v") =>
      load(damaged(config)).parts.get(path)!.scale;
    expect(scaleOf({ lora_alpha: 3 })).toBe(1.5);
    expect(scaleOf({ lora_alpha: 3, use_rslora: true })).toBe(3 / Math.SQRT2);
    expect(scaleOf({ alpha_pattern: { "layers.1.self_attn.v_proj": 8 } })).toBe(4);
    expect(scaleOf({ alpha_pattern: { v_proj: 8, "layers.1.self_attn.v_proj": 1 } })).toBe(4); // the first that fits
    expect(scaleOf({ alpha_pattern: { _proj: 8 } })).toBe(0.3); // behind a dot
    expect(scaleOf({ alpha_pattern: { "1.*v_proj": 8 } }, "blocks.0.mixer.v")).toBe(0.3);
  });

  it("is float32 where it is stored in half precision", () => {
    const halved = (tensors: Map<string, Tensor>) => {
      for (const [key, tensor] of tensors) tensors.set(key, tensor.to("bfloat16"));
    };
    const { a } = load(damaged({}, halved)).parts.get("blocks.0.mixer.q")!;
    expect(a.dtype).toBe("float32");
  });
});

const A = "base_model.model.model.layers.1.self_attn.q_proj.lora_A.weight";
const B = A.replace("lora_A", "lora_B");

describe("what is refused of an adapter, in one sentence", () => {
  it.each<[string, Parameters<typeof damaged>, string]>([
    ["no JSON", ["{"], "adapter_config.json: is no JSON"],
    ["a list", ["[]"], "adapter_config.json: is [], and must be an object"],
    ["no type", ["{}"], "adapter_config.json: peft_type: is missing"],
    [
      "another type",
      [{ peft_type: "IA3" }],
      'peft_type: "IA3" is not supported (known: LORA, PREFIX_TUNING, PROMPT_TUNING, P_TUNING, TENON_ADAPTER',
    ],
    ["rank 0", [{ r: 0 }], "r: is 0, and must be a number above 0"],
    ["a rank in words", [{ r: "2" }], 'r: is "2", and must be a number'],
    ["a rank of 0 in a pattern", [{ rank_pattern: { q_proj: 0 } }], "rank_pattern.q_proj: is 0, and must be"],
    ["an alpha that is none", [{ lora_alpha: null }], "lora_alpha: is null, and must be a number"],
    ["no targets", [{ target_modules: null }], "target_modules: is null, and must be a list or a text"],
    ["DoRA", [{ use_dora: true }], "use_dora: is true, which is not computed here"],
    ["biases", [{ bias: "all" }], 'bias: is "all", and must be "none"'],
    [
      "whole modules",
      [{ modules_to_save: ["lm_head"] }],
      'modules_to_save: is ["lm_head"], which is not computed here',
    ],
    ["a base that was changed", [{ init_lora_weights: "pissa" }], "init_lora_weights: is "],
    ["something newer", [{ use_tomorrow: true }], "use_tomorrow: is true, which is not computed here"],
    ["a pattern that is none", [{ target_modules: "(" }], 'target_modules: "(" is no regular expression here'],
    ["a pattern that JavaScript reads otherwise", [{ rank_pattern: { "\\Zx": 2 } }], "is no regular expression here"],
    [
      "a map more in its targets",
      [{ target_modules: ["q_proj", "v_proj", "o_proj"] }],
      "o_proj.lora_A.weight: is missing",
    ],
    [
      "a map less in its targets",
      [{ target_modules: ["v_proj"] }],
      "q_proj.lora_A.weight: is of a map that target_modules",
    ],
    ["a layer less", [{ layers_to_transform: 0 }], `${A}: is of a map that target_modules does not ask for`],
    ["all maps, without their factors", [{ target_modules: "all-linear" }], "k_proj.lora_A.weight: is missing, and"],
    ["another rank", [{ r: 4 }], "lora_A.weight: its shape is [2, 16], and rank 4 asks for [4, in]"],
    ["no A", [{}, (t) => t.delete(A)], `${A}: is missing`],
    ["no B", [{}, (t) => t.delete(B)], `${B}: is missing`],
    ["neither", [{}, (t) => [A, B].map((key) => t.delete(key))], `${A}: is missing, and target_modules asks for it`],
    ["nothing", [{}, (t) => t.clear()], "adapter_model.safetensors: holds no factors"],
    ["a tensor more", [{}, (t) => t.set("extra", ones([1]))], "extra: is no factor of a linear map"],
    ["a vector", [{}, (t) => t.set(A, ones([16]))], `${A}: its shape is [16], and rank 2 asks for [2, in]`],
    [
      "B of another rank",
      [{}, (t) => t.set(B, ones([16, 3]))],
      `${B}: its shape is [16, 3], and rank 2 asks for [out, 2]`,
    ],
    [
      "another width",
      [{}, (t) => t.set(A, ones([2, 8]))],
      `${A}: is a change of a map from 8 to 16, and the model's goes`,
    ],
    ["numbers that are none", [{}, (t) => t.set(A, full([2, 16], Number.NaN))], `${A}: is not finite`],
    ["infinity", [{}, (t) => t.set(B, full([16, 2], Number.NEGATIVE_INFINITY))], `${B}: is not finite`],
    ["whole numbers", [{}, (t) => t.set(A, ones([2, 16]).to("int64"))], `${A}: is int64, no float`],
  ])("%s", (_, what, sentence) => {
    const folder = damaged(...what);
    const before = liveTensors();
    expect(() => load(folder)).toThrow(CheckpointError);
    expect(() => load(folder)).toThrow(folder);
    expect(() => load(folder)).toThrow(sentence);
    expect(liveTensors()).toBe(before);
  });

  it("a pickle, and a folder without either file", () => {
    const folder = damaged({});
    rmSync(join(folder, "adapter_model.safetensors"));
    expect(() => load(folder)).toThrow(`${folder}: holds no adapter_model.safetensors`);
    writeFileSync(join(folder, "adapter_model.bin"), "");
    expect(() => load(folder)).toThrow(`${folder}/adapter_model.bin: is a pickle`);
    expect(() => load(root)).toThrow(`${root}: holds no adapter_config.json`);
    expect(() => load(join(root, "nowhere"))).toThrow("nowhere: holds no adapter_config.json");
  });

  it("a map that the model has not", () => {
    const change = new LowRankDelta("elsewhere", new Map([["blocks.7.mlp.up", delta.parts.get("blocks.0.mixer.q")!]]));
    expect(() => saveIntervention(newFolder(), change, base)).toThrow(
      "blocks.7.mlp.up: the llama has no such linear map",
    );
    const folder = damaged({ target_modules: ["q_proj", "v_proj", "x"] }, (tensors) => {
      for (const factor of ["A", "B"]) tensors.set(`base_model.model.x.lora_${factor}.weight`, ones([2, 2]));
    });
    expect(() => load(folder)).toThrow("x.lora_A.weight: is of a linear map that the llama has not");
  });

  it("nothing to save, what no technique could make again, and numbers that are not finite, leaving what was there", () => {
    const still = intervene("still", "blocks.0", () => (x, next) => next(x));
    const folder = damaged({});
    const before = readFileSync(join(folder, "adapter_model.safetensors"));
    for (const [change, sentence] of [
      [still, '"still" holds nothing to save'],
      [{ ...still, state: new Map([["bias", zeros([16])]]) }, "is of no technique by which it could be made again"],
      [
        new LowRankDelta(
          "lost",
          new Map([["blocks.0.mixer.q", { a: full([2, 16], Number.NaN), b: ones([16, 2]), scale: 1 }]]),
        ),
        "is not finite",
      ],
      [
        new LowRankDelta(
          "lost",
          new Map([["blocks.0.mixer.q", { a: ones([2, 16]), b: ones([16, 2]), scale: Number.NaN }]]),
        ),
        "its scale is NaN",
      ],
    ] as const)
      expect(() => saveIntervention(folder, change, base)).toThrow(sentence);
    expect(readFileSync(join(folder, "adapter_model.safetensors")).equals(before)).toBe(true);
    expect(readdirSync(folder)).toHaveLength(2);
  });
});

describe("what PEFT has no type for", () => {
  const made = () => adapter(model, { width: 16, rank: 3 });

  it("stands in the same two files, under a type of its own", () => {
    const [folder, change] = [newFolder(), made()];
    saveIntervention(folder, change, base);
    expect(configOf(folder)).toMatchObject({ peft_type: "TENON_ADAPTER", tenon: { kind: "adapter", rank: 3 } });
    expect(values(load(folder))).toEqual(values(change));
  });

  it.each<[string, Parameters<typeof damaged>, string]>([
    [
      "another kind",
      [{ peft_type: "TENON_UNHEARD" }],
      'peft_type: "TENON_UNHEARD" is not supported (known: LORA, PREFIX_TUNING, PROMPT_TUNING, P_TUNING, TENON_ADAPTER',
    ],
    ["no config", [{ tenon: 1 }], "adapter_config.json: tenon: is 1, and must be an object"],
    ["a config with a rank in words", [{ tenon: { kind: "adapter", width: 16, rank: "3" } }], 'rank: is "3"'],
    [
      "another shape",
      [{}, (t) => t.set("blocks.0.mlp.up", ones([2, 2]))],
      'blocks.0.mlp.up: is [2, 2], and "adapter" has [16, 3]',
    ],
    ["a tensor more", [{}, (t) => t.set("extra", ones([1]))], 'extra: is [1], and "adapter" has nothing there'],
  ])("is refused in one sentence with %s", (_, [config, tensors], sentence) => {
    const folder = damaged(config, tensors, made());
    expect(() => load(folder)).toThrow(folder);
    expect(() => load(folder)).toThrow(sentence);
  });
});

describe("what begins a sequence, in PEFT's files", () => {
  const made = () => prefix(model, { length: 3 });

  it.each<[string, Intervention, string]>([
    ["a prefix", made(), "PREFIX_TUNING"],
    ["a prompt", prompt(model, { length: 2 }), "PROMPT_TUNING"],
  ])("comes back to the bit: %s", (_, change, type) => {
    const folder = newFolder();
    saveIntervention(folder, change, base);
    expect(configOf(folder)).toMatchObject({ peft_type: type });
    expect([...readSafetensors(join(folder, "adapter_model.safetensors")).tensors.keys()]).toEqual([
      "prompt_embeddings",
    ]);
    expect(values(load(folder))).toEqual(values(change));
  });

  it.each<[string, Parameters<typeof damaged>, string]>([
    ["no length", [{ num_virtual_tokens: undefined }], "num_virtual_tokens: is missing"],
    [
      "another length",
      [{ num_virtual_tokens: 4 }],
      "prompt_embeddings: its shape is [3, 32], and the model and the config ask for [4, 32]",
    ],
    ["two submodules", [{ num_transformer_submodules: 2 }], "num_transformer_submodules: is 2, and must be 1"],
    ["whole modules", [{ modules_to_save: ["x"] }], "modules_to_save: is ["],
    ["a tensor more", [{}, (t) => t.set("extra", ones([1]))], "extra: is not prompt_embeddings"],
    ["no tensor", [{}, (t) => t.clear()], "prompt_embeddings: is missing"],
    ["another width", [{}, (t) => t.set("prompt_embeddings", ones([3, 8]))], "its shape is [3, 8]"],
  ])("is refused in one sentence with %s", (_, [config, tensors], sentence) => {
    const folder = damaged(config, tensors, made());
    expect(() => load(folder)).toThrow(folder);
    expect(() => load(folder)).toThrow(sentence);
  });
});

describe("damaged files", () => {
  /** Whether a folder is read as a change of the model, or refused in a sentence that names it. */
  const outcome = (folder: string) => {
    try {
      scope(() => logits(model, tokens, [load(folder)]).data());
      return "read";
    } catch (error) {
      if (error instanceof CheckpointError && error.message.startsWith(folder)) return "refused";
      throw error;
    }
  };

  it("are refused in a sentence or read as what they then say, wherever a bit flips or they end", () => {
    const whole = damaged({}, undefined, drawn("blocks.0.mixer.q", 1));
    const outcomes = new Map<string, number>();
    let at = 12345;
    for (const file of ["adapter_config.json", "adapter_model.safetensors"]) {
      const bytes = readFileSync(join(whole, file));
      for (let i = 0; i < 80; i++) {
        at = (Math.imul(at, 1664525) + 1013904223) >>> 0;
        const folder = newFolder();
        cpSync(whole, folder, { recursive: true });
        if (i % 5 === 0) truncateSync(join(folder, file), at % bytes.length);
        else {
          const flipped = Buffer.from(bytes);
          flipped[(at >>> 3) % bytes.length]! ^= 1 << (at & 7);
          writeFileSync(join(folder, file), flipped);
        }
        const found = outcome(folder);
        outcomes.set(found, (outcomes.get(found) ?? 0) + 1);
      }
    }
    expect(outcomes.get("refused")).toBeGreaterThan(50);
    expect(outcomes.get("read")).toBeGreaterThan(10);
  });
});
