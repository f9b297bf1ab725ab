import { z } from "zod";
import { LowRankDelta } from "../interventions/index.ts";
import type { Module } from "../nn/index.ts";
import { checked, strictObject } from "../sentences/index.ts";
import { keep, randn, zeros } from "../tensor/index.ts";

/** What `lora` takes: which maps, and the rank and scale of their change. */
export const LoraConfig = strictObject({
  /** The technique, by which a saved change is made again. */
  kind: z.literal("lora").default("lora"),
  /** Pattern of the paths of the linear maps to adapt. */
  at: z.string().default("blocks.*.mixer.{q,v}"),
  /** R, the inner width of A [R, in] and B [out, R]. */
  rank: z.int().positive().default(8),
  /** The update is scaled by it, so that the rank can change while the learning rate stays. */
  alpha: z.number().positive().default(16),
  /** How the scale falls with the rank: alpha / R, or alpha / sqrt R, which keeps updates of high ranks from vanishing. */
  method: z.enum(["lora", "rslora"]).default("lora"),
});
export type LoraConfig = z.infer<typeof LoraConfig>;

/**
 * LoRA: low-rank adaptation (Hu et al. 2021, arXiv:2106.09685). Notes: PEFT, low-rank adaptation.
 *
 *     y = W x + (alpha / R) B A x        A [R, in] ~ N(0, 1/in),  B [out, R] = 0
 *
 * rsLoRA (Kalajdzievski 2023, arXiv:2312.03732) has alpha / sqrt(R) in its place.
 *
 * W stays frozen; B = 0 makes the adapted model equal to the base at birth.
 * Kin: QLoRA stores W in 4 bits; ROME's edit is the case R = 1 solved in closed form.
 *
 * A part for each linear map [out, in] whose path fits `at`. Throws where the config is no `LoraConfig` or no map fits.
 */
export function lora(model: Module, input: z.input<typeof LoraConfig> = {}): LowRankDelta {
  const { at, rank, alpha, method } = checked(LoraConfig, input, "lora");
  const scale = alpha / (method === "rslora" ? Math.sqrt(rank) : rank);
  return LowRankDelta.over(model, "lora", at, ({ inWidth, outWidth }) => ({
    a: keep(randn([rank, inWidth], inWidth ** -0.5)), // [R, in]
    b: keep(zeros([outWidth, rank])), // [out, R]
    scale,
  }));
}
