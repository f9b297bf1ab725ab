/**
 * Prompt tuning (Lester et al. 2021, arXiv:2104.08691). Notes: PEFT, prompts.
 *
 *     x <- [P ; E[ids]]        P [P, D] ~ N(0, std^2), learned
 *
 * Vectors in front of the first token, where embedded words would stand: positions start with them. Not neutral at birth.
 * Kin: prefix-tuning learns keys and values in every block.
 */
import { z } from "zod";
import { type Intervention, tableOf } from "../interventions/index.ts";
import type { Reads } from "../nn/index.ts";
import { checked } from "../sentences/index.ts";
import { keep, randn } from "../tensor/index.ts";

export const PromptConfig = z.strictObject({
  kind: z.literal("prompt").default("prompt"),
  length: z.int().positive().default(20).describe("P, vectors in front of the first token"),
  std: z.number().positive().default(0.02).describe("standard deviation at birth"),
});
export type PromptConfig = z.infer<typeof PromptConfig>;

export function prompt(model: Reads, input: z.input<typeof PromptConfig> = {}): Intervention {
  const config = checked(PromptConfig, input, "prompt");
  const { length, std } = config;
  const { D } = tableOf(model).table.dims("V D");
  const vectors = keep(randn([length, D], std));
  return { name: "prompt", hook: () => undefined, begins: { vectors }, state: new Map([["vectors", vectors]]), config };
}
