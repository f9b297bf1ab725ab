import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { base, damaged, delta, drawn, load, model, newFolder, tokens } from "../../tests/adapter-files.ts";
import { logits } from "../../tests/contracts/intervention.ts";
import { intervene, LowRankDelta } from "../interventions/index.ts";
import { full, liveTensors, ones, scope, zeros } from "../tensor/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { saveIntervention } from "./interventions.ts";

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
    [
      "a pattern without an end",
      [{ target_modules: "(?:.*.*)*x" }],
      'target_modules: "(?:.*.*)*x" takes more than 2 s',
    ],
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
    const empty = newFolder();
    expect(() => load(empty)).toThrow(`${empty}: holds no adapter_config.json`); // not there
    mkdirSync(empty);
    expect(() => load(empty)).toThrow(`${empty}: holds no adapter_config.json`);
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
