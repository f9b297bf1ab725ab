import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  base,
  configOf,
  damaged,
  delta,
  drawn,
  load,
  model,
  newFolder,
  scales,
  tokens,
  values,
} from "../../tests/adapter-files.ts";
import { logits } from "../../tests/contracts/intervention.ts";
import { fixturePath } from "../../tests/fixtures.ts";
import { type Intervention, LowRankDelta } from "../interventions/index.ts";
import { weights } from "../nn/index.ts";
import { adapter, prefix, prompt } from "../peft/index.ts";
import { liveTensors, ones, scope, type Tensor } from "../tensor/index.ts";
import { saveIntervention } from "./interventions.ts";
import { loadModel } from "./load.ts";
import { readSafetensors } from "./safetensors.ts";

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

  it("says in its config what PEFT asks for, r and alpha of most maps and patterns of the others", () => {
    const folder = newFolder();
    const [most, other] = [drawn("blocks.*.mixer.q", 2, 1.5), drawn("blocks.0.mlp.up", 4, 0.5)];
    saveIntervention(folder, new LowRankDelta("a change", new Map([...most.parts, ...other.parts])), {
      ...base,
      name: "somebody/model",
    });
    const up = "model\\.layers\\.0\\.mlp\\.up_proj";
    expect(configOf(folder)).toEqual({
      ...{ peft_type: "LORA", task_type: "CAUSAL_LM", base_model_name_or_path: "somebody/model" },
      ...{ r: 2, lora_alpha: 3, rank_pattern: { [up]: 4 }, alpha_pattern: { [up]: 2 } },
      target_modules: ["model.layers.0.mlp.up_proj", "q_proj"],
      ...{ inference_mode: true, fan_in_fan_out: false, bias: "none", lora_dropout: 0, use_rslora: false },
      init_lora_weights: true,
    });
  });

  it("may stand beside a weight of the base, which is the model's own but for how it was stored", () => {
    const path = "base_model.model.model.layers.0.self_attn.q_proj.base_layer.weight";
    const own = new Map(weights(model)).get("blocks.0.mixer.q.weight")!;
    const beside = (weight: Tensor) => () => load(damaged({}, (tensors) => tensors.set(path, weight)));
    for (const same of [own.clone(), own.to("bfloat16")]) expect(scales(beside(same)())).toEqual(scales(delta));
    for (const other of [own.mul(1.02), own.t().contiguous().narrow(0, 0, 8), own.add(0.01)])
      expect(beside(other)).toThrow(`${path}: is a weight of the base, and another than the model's`);
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
    [
      "layers behind a pattern with a choice",
      { layers_to_transform: [1, 0], layers_pattern: ["h", "(layers|blocks)"] },
    ],
    ["layers, wherever the first number stands", { layers_to_transform: [0, 1] }],
    ["no choice of layers", { layers_to_transform: [], layers_pattern: "nothing" }],
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
