/** `editing/oracle.json.gz`: edits in numbers with their scores, and updates of two editors, by numpy in float64. */
import { z } from "zod";

const rivals = { target: z.number(), original: z.number() };
const said = z.array(z.boolean());
const vector = z.array(z.number());
const matrix = z.array(vector);

export const EditingFixture = z.strictObject({
  cases: z.array(
    z.strictObject({
      rewrite: z.strictObject({ ...rivals, said }),
      paraphrases: z.array(z.strictObject({ ...rivals, said })),
      neighbours: z.array(z.strictObject(rivals)),
      /** zsRE's texts that an edit should not touch. */
      loc: z.array(said),
    }),
  ),
  scores: z.record(z.string(), z.number()),
  zsre: z.record(z.string(), z.number()),
  lambda: z.number(),
  W: matrix,
  C: matrix,
  k: vector,
  v: vector,
  /** D [D, F] with (W + D) k = v. */
  rome: matrix,
  K: matrix,
  R: matrix,
  /** D [D, F] of least squares. */
  memit: matrix,
});
