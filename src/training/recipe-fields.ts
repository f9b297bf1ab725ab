/** What every recipe says, whatever it trains. */
import { z } from "zod";
import { AdamWConfig } from "../optim/index.ts";
import { strictObject } from "../sentences/index.ts";

export const count = z.int().positive();

export const NAMED = {
  /** Letters, digits, - and _: what the run's folder and report are called. */
  name: z.string().regex(/^[\w-]+$/, { error: "must be letters, digits, - and _" }),
};

/** How weights move. */
export const LEARNING = {
  /** Steps all parameters, or all that `muon` does not. */
  optimizer: AdamWConfig.prefault({}),
  /** How the learning rate goes up and down over the steps. */
  schedule: strictObject({
    /** Its course behind the warm-up. */
    kind: z.enum(["constant", "cosine", "linear", "wsd"]).default("cosine"),
    /** Steps in which the rate rises. */
    warmup: z.int().nonnegative().default(0),
    /** Share of the full rate in the end. */
    floor: z.number().min(0).max(1).default(0),
  }).prefault({}),
  /** Largest norm of the gradients. */
  clip: z.number().positive().default(1),
  /** What products are computed in; weights and sums stay float32. */
  precision: z.enum(["float32", "bfloat16"]).default("float32"),
  /** Whether activations are computed twice and not kept. */
  recompute: z.boolean().default(false),
  /** Draws the weights and the order of the rows. */
  seed: z.int().nonnegative().default(0),
};
