/**
 * LoRA: low-rank adaptation (Hu et al. 2021, arXiv:2106.09685). Notes: PEFT, low-rank adaptation.
 *
 *     y = W x + (alpha / R) B A x        A [R, in] ~ N(0, 1/in),  B [out, R] = 0
 *
 * W stays frozen; B = 0 makes the adapted model equal to the base at birth.
 * Kin: QLoRA stores W in 4 bits; ROME's edit is the case R = 1 solved in closed form.
 */
import { z } from "zod";
import { LowRankDelta } from "../interventions/index.ts";
import type { Module } from "../nn/index.ts";
import { checked } from "../sentences/index.ts";
import { keep, randn, zeros } from "../tensor/index.ts";

export const LoraConfig = z.strictObject({
  kind: z.literal("lora").default("lora"),
  at: z.string().default("blocks.*.mixer.{q,v}").describe("which linear maps to adapt"),
  rank: z.int().positive().default(8).describe("R, the width of the bottleneck"),
  alpha: z.number().positive().default(16).describe("the update is scaled by alpha / rank"),
});
export type LoraConfig = z.infer<typeof LoraConfig>;

export function lora(model: Module, input: z.input<typeof LoraConfig> = {}): LowRankDelta {
  const { at, rank, alpha } = checked(LoraConfig, input, "lora");
  return LowRankDelta.over(model, "lora", at, ({ inWidth, outWidth }) => ({
    a: keep(randn([rank, inWidth], inWidth ** -0.5)), // [R, in]
    b: keep(zeros([outWidth, rank])), // [out, R]
    scale: alpha / rank,
  }));
}
