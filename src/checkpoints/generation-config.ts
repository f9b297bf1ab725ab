/**
 * `generation_config.json`: how the answers of a model are drawn, as its makers have it. Each field of transformers' GenerationConfig
 * is honoured, passed over by name, or known to change no token; any other is named too.
 *
 * A field that is missing says nothing: what holds then is the default of `generate`, and not that of transformers, which is greedy
 * and keeps 50 tokens once it samples. `do_sample: false` is temperature 0, and numbers of sampling without a word on `do_sample` are meant.
 */
import { z } from "zod";
import type { Constraints, GenerationDefaults } from "../generation/index.ts";
import { check } from "../sentences/index.ts";
import { malformed } from "./checkpoint-error.ts";

const field = <T>(what: string, holds: (value: unknown) => boolean) =>
  z
    .custom<T>(holds, `expected ${what}`)
    .nullish()
    .transform((value) => value ?? undefined);

const isNumber = (value: unknown) => typeof value === "number";
const within = (least: number, most: number) => (value: unknown) =>
  isNumber(value) && Number(value) >= least && Number(value) <= most;
const isIds = (value: unknown): value is number[] => Array.isArray(value) && value.every(Number.isInteger);
const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 0;

const number = (what: string, least: number, most = Number.MAX_VALUE) => field<number>(what, within(least, most));
const fraction = number("a number from 0 to 1", 0, 1);
const count = field<number>("a whole number, at least 0", isCount);
const ids = field<number[]>("a list of ids", isIds);
const isBiases = (value: unknown) =>
  Array.isArray(value) && value.every((one) => Array.isArray(one) && isIds(one[0]) && isNumber(one[1]));

/** What is honoured. */
const Honoured = z.looseObject({
  do_sample: field<boolean>("true or false", (value) => typeof value === "boolean"),
  temperature: number("a number, at least 0", 0),
  top_k: field<number>("a whole number", Number.isInteger),
  top_p: fraction,
  min_p: fraction,
  typical_p: number("a number above 0, at most 1", Number.MIN_VALUE, 1),
  repetition_penalty: number("a number above 0", Number.MIN_VALUE),
  max_new_tokens: count,
  max_length: count,
  min_new_tokens: count,
  min_length: count,
  stop_strings: field<string | string[]>("a text or a list of texts", (value) =>
    [value].flat().every((one) => typeof one === "string"),
  ),
  suppress_tokens: ids,
  begin_suppress_tokens: ids,
  bad_words_ids: field<number[][]>("a list of lists of ids", (value) => Array.isArray(value) && value.every(isIds)),
  sequence_bias: field<[number[], number][]>("a list of pairs, ids and a number", isBiases),
  no_repeat_ngram_size: count,
});
type Honoured = z.output<typeof Honoured>;

/** What nothing here does, and the values that ask for nothing. */
const PASSED_OVER: Readonly<Record<string, readonly unknown[]>> = {
  num_beams: [1],
  num_beam_groups: [1],
  num_return_sequences: [1],
  penalty_alpha: [0],
  guidance_scale: [1],
  encoder_repetition_penalty: [1],
  encoder_no_repeat_ngram_size: [0],
  top_h: [1],
  epsilon_cutoff: [0, 1],
  eta_cutoff: [0, 1],
  exponential_decay_length_penalty: [],
  forced_bos_token_id: [],
  forced_eos_token_id: [],
  max_time: [],
  remove_invalid_values: [false],
  token_healing: [false],
  watermarking_config: [],
  constraints: [],
  force_words_ids: [],
  dola_layers: [],
};

/** Ids (`eos_token_id` is the tokenizer's affair), caches, ways to the same tokens by guessing ahead, what beams alone ask for, what is returned. */
const HARMLESS: readonly string[] = [
  ...["bos_token_id", "eos_token_id", "pad_token_id", "decoder_start_token_id", "renormalize_logits"],
  ...["use_cache", "cache_implementation", "cache_config", "max_cache_len", "return_legacy_cache", "low_memory"],
  ...["prefill_chunk_size", "compile_config", "disable_compile", "continuous_batching_config", "use_mtp"],
  ...["is_assistant", "num_assistant_tokens", "num_assistant_tokens_schedule", "assistant_confidence_threshold"],
  ...["prompt_lookup_num_tokens", "max_matching_ngram_size", "assistant_early_exit", "assistant_lookbehind"],
  ...["target_lookbehind", "assistant_ensemble_weight", "speculation_type"],
  ...["early_stopping", "length_penalty", "diversity_penalty"],
  ...["output_attentions", "output_hidden_states", "output_scores", "output_logits", "return_dict_in_generate"],
  ...["_from_model_config", "transformers_version", "generation_kwargs"],
];

/** What a file says of answers, and the fields of it that nothing here reads. */
export interface GenerationFile extends GenerationDefaults {
  readonly passedOver: readonly string[];
}

/** Reads a parsed `generation_config.json`; undefined is a file that says nothing. Throws a CheckpointError that names the field. */
export function readGeneration(path: string, file: unknown = {}): GenerationFile {
  const { data, fault } = check(Honoured, file);
  if (fault !== undefined) throw malformed(path, fault);
  const passedOver = Object.entries(data)
    .filter(([name, value]) => !(name in Honoured.shape) && !HARMLESS.includes(name) && value != null)
    .filter(([name, value]) => !(Object.hasOwn(PASSED_OVER, name) && PASSED_OVER[name]!.includes(value)))
    .map(([name]) => name);
  return { settings: settingsOf(data), constraints: constraintsOf(data), passedOver };
}

/** Numbers that change nothing are left out. */
function settingsOf(file: Honoured): GenerationDefaults["settings"] {
  const { do_sample, top_k = 0, top_p = 1, min_p = 0, typical_p = 1, repetition_penalty = 1 } = file;
  const stop = [file.stop_strings ?? []].flat().filter((text) => text !== "");
  const temperature = do_sample === false ? 0 : (file.temperature ?? (do_sample ? 1 : undefined));
  const topK = top_p === 0 ? 1 : top_k; // the best token alone
  return {
    ...(temperature !== undefined && { temperature }),
    ...(topK > 0 && { topK }),
    ...(top_p > 0 && top_p < 1 && { topP: top_p }),
    ...(min_p > 0 && { minP: min_p }),
    ...(typical_p < 1 && { typicalP: typical_p }),
    ...(repetition_penalty !== 1 && { repetitionPenalty: repetition_penalty }),
    ...(file.max_new_tokens && { maxTokens: file.max_new_tokens }),
    ...(stop.length > 0 && { stop }),
  };
}

function constraintsOf(file: Honoured): Constraints {
  const ends: readonly unknown[] = [file.eos_token_id].flat();
  // An end alone is no bad word to transformers either.
  const words = (file.bad_words_ids ?? []).filter((word) => word.length > 1 || !ends.includes(word[0]));
  const biases = [
    ...(file.sequence_bias ?? []).map(([tokens, add]) => ({ tokens, add })),
    ...words.map((tokens) => ({ tokens, add: Number.NEGATIVE_INFINITY })),
  ];
  const { suppress_tokens: suppress, begin_suppress_tokens: suppressFirst, no_repeat_ngram_size: noRepeat } = file;
  const { min_new_tokens: minTokens, min_length: minLength, max_length: maxLength } = file;
  return {
    ...(suppress?.length && { suppress }),
    ...(suppressFirst?.length && { suppressFirst }),
    ...(biases.some(({ tokens }) => tokens.length > 0) && { biases: biases.filter(({ tokens }) => tokens.length > 0) }),
    ...(noRepeat && { noRepeat }),
    ...(minTokens ? { minTokens } : minLength && { minLength }),
    ...(maxLength && { maxLength }),
  };
}

/** The fields of a file that are honoured here and ask for something. */
export function saidOf(file: unknown): string[] {
  const { data } = check(Honoured, file);
  return data === undefined ? [] : Object.keys(Honoured.shape).filter((name) => data[name] !== undefined);
}
