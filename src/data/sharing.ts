/** Batches that processes share: each takes its part of every batch. */
import { z } from "zod";

/** The fields that say so. */
export const SHARING = {
  /** B: rows of a batch, over all ranks together. */
  batch: z.int().positive(),
  /** Decides the order of the rows. */
  seed: z.int().nonnegative().default(0),
  /** This process's number among `worldSize` that share every batch. */
  rank: z.int().nonnegative().default(0),
  /** How many processes share every batch. */
  worldSize: z.int().positive().default(1),
};

/** Options with these fields, of which each process can take an equal part. */
export const shared = <T extends z.ZodType<{ batch: number; rank: number; worldSize: number }>>(options: T) =>
  options
    .refine(({ rank, worldSize }) => rank < worldSize, { path: ["rank"], error: "must be less than worldSize" })
    .refine(({ batch, worldSize }) => batch % worldSize === 0, {
      path: ["batch"],
      error: "must be a multiple of worldSize",
    });
