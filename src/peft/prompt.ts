import { z } from "zod";
import { type Intervention, tableOf } from "../interventions/index.ts";
import type { Reads } from "../nn/index.ts";
import { checked, strictObject } from "../sentences/index.ts";
import { keep, randn } from "../tensor/index.ts";

/** What `prompt` takes: how long, and how it is drawn. */
export const PromptConfig = strictObject({
  /** The technique, by which a saved change is made again. */
  kind: z.literal("prompt").default("prompt"),
  /** P, vectors in front of the first token. */
  length: z.int().positive().default(20),
  /** Standard deviation of the normal distribution that the vectors are drawn from at birth. */
  std: z.number().positive().default(0.02),
});
export type PromptConfig = z.infer<typeof PromptConfig>;

/**
 * Prompt tuning (Lester et al. 2021, arXiv:2104.08691). Notes: PEFT, prompts.
 *
 *     x <- [P ; E[ids]]        P [P, D] ~ N(0, std^2), learned
 *
 * Vectors in front of the first token, where embedded words would stand: positions start with them. Not neutral at birth.
 * Kin: prefix-tuning learns keys and values in every block.
 *
 * For models that look tokens up in a table [V, D]. Throws where the config is no `PromptConfig` or there is no table.
 */
export function prompt(model: Reads, input: z.input<typeof PromptConfig> = {}): Intervention {
  const config = checked(PromptConfig, input, "prompt");
  const { length, std } = config;
  const { D } = tableOf(model).table.dims("V D");
  const vectors = keep(randn([length, D], std));
  return { name: "prompt", hook: () => undefined, begins: { vectors }, state: new Map([["vectors", vectors]]), config };
}
