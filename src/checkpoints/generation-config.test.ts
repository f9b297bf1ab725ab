import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fixture } from "../../tests/fixtures.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { readGeneration } from "./generation-config.ts";

const read = (file: unknown) => readGeneration("generation_config.json", file);

describe("each field of transformers' GenerationConfig", () => {
  const { fields } = fixture("generation/defaults.json.gz", z.looseObject({ fields: z.array(z.string()) }));
  /** A value that asks for something, of the type that a field has. */
  const asks: Readonly<Record<string, unknown>> = {
    ...{ do_sample: false, temperature: 0.5, top_k: 3, top_p: 0.5, min_p: 0.5, typical_p: 0.5 },
    ...{ repetition_penalty: 1.5, max_new_tokens: 3, max_length: 9, min_new_tokens: 2, min_length: 2 },
    ...{ stop_strings: "x", suppress_tokens: [1], begin_suppress_tokens: [1], no_repeat_ngram_size: 2 },
    ...{ bad_words_ids: [[1, 2]], sequence_bias: [[[1], 2.5]] },
  };
  const idle = { settings: {}, constraints: {} };

  it("is honoured, passed over by name, or known to change nothing", () => {
    const honoured = fields.filter((name) => name in asks);
    expect(honoured.length).toBe(Object.keys(asks).length);
    for (const name of honoured) {
      const { passedOver, ...said } = read({ [name]: asks[name] });
      expect({ name, passedOver, idle: JSON.stringify(said) === JSON.stringify(idle) }).toEqual({
        name,
        passedOver: [],
        idle: false,
      });
    }
    const others = fields.filter((name) => !(name in asks));
    const told = others.filter((name) => read({ [name]: { some: "thing" } }).passedOver.length > 0);
    expect(told).toEqual(
      [
        ...["constraints", "dola_layers", "encoder_no_repeat_ngram_size", "encoder_repetition_penalty"],
        ...["epsilon_cutoff", "eta_cutoff", "exponential_decay_length_penalty", "force_words_ids"],
        ...["forced_bos_token_id", "forced_eos_token_id", "guidance_scale", "max_time", "num_beam_groups", "num_beams"],
        ...["num_return_sequences", "penalty_alpha", "remove_invalid_values", "token_healing", "top_h"],
        "watermarking_config",
      ].sort(),
    );
    expect(read({ never_heard_of: 1 }).passedOver).toEqual(["never_heard_of"]);
  });

  it("asks for nothing where it is null, or the value that changes nothing", () => {
    for (const name of fields) expect(read({ [name]: null })).toEqual({ ...idle, passedOver: [] });
    const neutral = {
      ...{ top_k: 0, top_p: 1, min_p: 0, typical_p: 1, repetition_penalty: 1, no_repeat_ngram_size: 0, min_length: 0 },
      ...{ num_beams: 1, num_return_sequences: 1, guidance_scale: 1, penalty_alpha: 0, suppress_tokens: [] },
      ...{ bad_words_ids: [], stop_strings: [], min_new_tokens: 0, max_length: 0, epsilon_cutoff: 0.0, eta_cutoff: 0 },
    };
    expect(read(neutral)).toEqual({ ...idle, passedOver: [] });
    expect(read(undefined)).toEqual({ ...idle, passedOver: [] });
  });

  it.each<[object, object]>([
    [{ do_sample: false, temperature: 0.6 }, { temperature: 0 }],
    [{ do_sample: true }, { temperature: 1 }],
    [{ temperature: 0.6 }, { temperature: 0.6 }],
    [{ top_p: 0.9 }, { topP: 0.9 }],
    [
      { do_sample: true, top_p: 0 },
      { temperature: 1, topK: 1 },
    ],
    [{ top_k: -1 }, {}],
    [{ stop_strings: ["a", ""] }, { stop: ["a"] }],
    [{ stop_strings: "a" }, { stop: ["a"] }],
    [{ top_k: 1 }, { topK: 1 }],
    [{ min_p: 0.1 }, { minP: 0.1 }],
    [{ typical_p: 0.9 }, { typicalP: 0.9 }],
    [{ repetition_penalty: 0.5 }, { repetitionPenalty: 0.5 }],
    [{ max_new_tokens: 1 }, { maxTokens: 1 }],
    [{ temperature: 0 }, { temperature: 0 }],
  ])("means what it means to transformers and vLLM: %j", (file, settings) => {
    expect(read(file).settings).toEqual(settings);
  });

  const never = Number.NEGATIVE_INFINITY;
  it.each<[object, object]>([
    [{ suppress_tokens: [1, 2] }, { suppress: [1, 2] }],
    [{ begin_suppress_tokens: [3] }, { suppressFirst: [3] }],
    [{ no_repeat_ngram_size: 3 }, { noRepeat: 3 }],
    [{ min_new_tokens: 2 }, { minTokens: 2 }],
    [{ min_length: 4 }, { minLength: 4 }],
    [{ min_new_tokens: 2, min_length: 4 }, { minTokens: 2 }],
    [{ min_new_tokens: 0, min_length: 4 }, { minLength: 4 }],
    [{ max_length: 9 }, { maxLength: 9 }],
    [{ sequence_bias: [[[1, 2], -0.5]] }, { biases: [{ tokens: [1, 2], add: -0.5 }] }],
    [{ bad_words_ids: [[7], [1, 2]] }, { biases: [[7], [1, 2]].map((tokens) => ({ tokens, add: never })) }],
    [
      { bad_words_ids: [[7], [8], [7, 8]], eos_token_id: 7 },
      { biases: [[8], [7, 8]].map((tokens) => ({ tokens, add: never })) },
    ],
    [{ bad_words_ids: [[7]], eos_token_id: [5, 7] }, {}],
    [
      {
        sequence_bias: [
          [[], 1],
          [[1], 2],
        ],
        bad_words_ids: [[]],
      },
      { biases: [{ tokens: [1], add: 2 }] },
    ],
  ])("constrains the tokens of an answer: %j", (file, constraints) => {
    expect(read(file)).toEqual({ settings: {}, constraints, passedOver: [] });
  });

  it.each([
    ["temperature", [0, 2], [-0.1]],
    ["top_p", [0, 1], [-0.1, 1.1]],
    ["min_p", [0, 1], [-0.1, 1.1]],
    ["typical_p", [1e-3, 1], [0, 1.1]],
    ["repetition_penalty", [1e-3, 9], [0, -1]],
    ["top_k", [-1, 0, 9], [0.5]],
    ["max_length", [0, 1], [-1, 0.5]],
    ["no_repeat_ngram_size", [0, 1], [-1, 0.5]],
    ["suppress_tokens", [[], [1]], [[0.5], 1]],
    ["bad_words_ids", [[], [[1]]], [[[0.5]], [1]]],
    ["sequence_bias", [[], [[[1], 0.5]]], [[[1, 0.5]], [[[1], "x"]], [1]]],
    ["stop_strings", ["x", ["x", "y"]], [1, ["x", 1]]],
    ["do_sample", [true, false], [0, "true"]],
  ])("%s may be any of %j and none of %j", (name, taken, not) => {
    for (const value of taken) expect(read({ [name]: value }).passedOver).toEqual([]);
    for (const value of not) expect(() => read({ [name]: value })).toThrow(`${name}: `);
  });

  it.each([
    ["num_beams", 1, 2],
    ["num_beam_groups", 1, 2],
    ["num_return_sequences", 1, 2],
    ["penalty_alpha", 0, 0.6],
    ["guidance_scale", 1, 2],
    ["encoder_repetition_penalty", 1, 2],
    ["encoder_no_repeat_ngram_size", 0, 2],
    ["top_h", 1, 0.5],
    ["epsilon_cutoff", 0, 0.1],
    ["epsilon_cutoff", 1, 0.1],
    ["eta_cutoff", 0, 0.1],
    ["eta_cutoff", 1, 0.1],
    ["remove_invalid_values", false, true],
    ["token_healing", false, true],
  ])("%s asks for nothing at %j, and is passed over by name at %j", (name, idle, asking) => {
    expect([read({ [name]: idle }).passedOver, read({ [name]: asking }).passedOver]).toEqual([[], [name]]);
  });

  it.each<[object, string]>([
    [{ temperature: "hot" }, 'temperature: is "hot", and must be a number, at least 0'],
    [{ temperature: -1 }, "temperature: is -1, and must be a number, at least 0"],
    [{ top_p: 1.5 }, "top_p: is 1.5, and must be a number from 0 to 1"],
    [{ typical_p: 0 }, "typical_p: is 0, and must be a number above 0, at most 1"],
    [{ repetition_penalty: 0 }, "repetition_penalty: is 0, and must be a number above 0"],
    [{ max_new_tokens: 2.5 }, "max_new_tokens: is 2.5, and must be a whole number, at least 0"],
    [{ suppress_tokens: "1" }, 'suppress_tokens: is "1", and must be a list of ids'],
    [{ bad_words_ids: [1] }, "bad_words_ids: is [1], and must be a list of lists of ids"],
    [{ sequence_bias: [[1, 2]] }, "sequence_bias: is [[1,2]], and must be a list of pairs, ids and a number"],
    [{ do_sample: "no" }, 'do_sample: is "no", and must be true or false'],
    [{ stop_strings: [1] }, "stop_strings: is [1], and must be a text or a list of texts"],
  ])("is refused in one sentence: %j", (file, sentence) => {
    expect(() => read(file)).toThrow(`generation_config.json: ${sentence}`);
  });

  it("is read or refused, whatever it holds, and never by another error", () => {
    let deep: unknown = 1;
    for (let i = 0; i < 20_000; i++) deep = [deep];
    const odd = [
      deep,
      {},
      [],
      [[]],
      [[[]]],
      [[[], 1]],
      [null],
      "",
      "x",
      -1,
      0,
      0.5,
      1e308,
      -1e308,
      true,
      [1e99],
      [[1e99]],
    ];
    for (const name of [...fields, "strange", "__proto__", "constructor"]) {
      for (const value of odd) {
        try {
          const { constraints } = read(Object.fromEntries([[name, value]]));
          expect(constraints.biases?.every(({ tokens }) => tokens.length > 0) ?? true).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(CheckpointError);
          expect((error as Error).message.length).toBeLessThan(600);
        }
      }
    }
  });

  it("is refused where the file is no object", () => {
    for (const file of [[], "x", 3, null])
      expect(() => read(file)).toThrow(/^generation_config\.json: is .*, and must be an object$/);
  });
});
