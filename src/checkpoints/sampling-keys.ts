/** How answers are drawn, in GGUF's keys: fields of `generation_config.json` under llama.cpp's names, as far as it has any. */

import { GENERATION } from "./files.ts";
import { readGeneration, saidOf } from "./generation-config.ts";
import type { GgufValue } from "./gguf-writing.ts";

/** Theirs beside the field of `generation_config.json`. */
const FIELDS: Readonly<Record<string, string>> = {
  temp: "temperature",
  top_k: "top_k",
  top_p: "top_p",
  min_p: "min_p",
  penalty_repeat: "repetition_penalty",
};
const key = (name: string) => `general.sampling.${name}`;

/** As many digits as tell a float32 apart: 0.6 and not 0.6000000238418579. */
function shortest(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

/** The fields of a `generation_config.json` that GGUF metadata stand for. */
export function generationFromGguf(metadata: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const said = Object.entries(FIELDS).flatMap(([name, field]): [string, unknown][] => {
    const value = metadata[key(name)];
    return value === undefined ? [] : [[field, typeof value === "number" ? shortest(value) : value]];
  });
  const fields = Object.fromEntries(said);
  return said.length > 0 ? { do_sample: fields.temperature !== 0, ...fields } : {};
}

/** What llama.cpp asks for besides, and neither we nor transformers do: xtc, mirostat, an order of samplers, a penalty on the last tokens alone. */
export function unreadSampling(metadata: Readonly<Record<string, unknown>>): string[] {
  const idle: Readonly<Record<string, unknown>> = { penalty_last_n: -1, xtc_probability: 0, mirostat: 0 };
  const names = Object.keys(metadata).filter((name) => name.startsWith(key("")));
  return names.filter((name) => {
    const own = name.slice(key("").length);
    return !Object.hasOwn(FIELDS, own) && !/^(xtc_threshold|mirostat_)/.test(own) && metadata[name] !== idle[own];
  });
}

/** A `generation_config.json` as GGUF metadata; `tell` hears which of its fields have no key there. */
export function samplingKeys(file: unknown, tell: (line: string) => void = () => {}): Record<string, GgufValue> {
  if (file === undefined) return {};
  const { settings } = readGeneration(GENERATION, file);
  const { temperature, topK, topP, minP, repetitionPenalty } = settings;
  const lost = saidOf(file).filter((field) => field !== "do_sample" && !Object.values(FIELDS).includes(field));
  if (lost.length > 0) tell(`${GENERATION}: left out, since a GGUF file has no key for it: ${lost.join(", ")}`);
  return {
    ...(temperature !== undefined && { [key("temp")]: { float32: temperature } }),
    ...(topK !== undefined && { [key("top_k")]: { int32: topK } }),
    ...(topP !== undefined && { [key("top_p")]: { float32: topP } }),
    ...(minP !== undefined && { [key("min_p")]: { float32: minP } }),
    ...(repetitionPenalty !== undefined && {
      [key("penalty_repeat")]: { float32: repetitionPenalty },
      [key("penalty_last_n")]: { int32: -1 }, // all tokens, where llama.cpp's own default is the last 64
    }),
  };
}
