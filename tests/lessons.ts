/** Reference values of the lessons in `examples/`. */
import { z } from "zod";
import { fixture } from "./fixtures.ts";

const numbers = z.array(z.number());

/** `lessons/margins.json.gz`, by `tools/margin_parity.py`. */
const MarginsFixture = z.strictObject({
  made: z.strictObject({ "scikit-learn": z.string() }),
  cases: z.array(
    z.strictObject({
      above: z.array(numbers),
      below: z.array(numbers),
      weight: numbers, // of unit length
      bias: z.number(),
      margin: z.number(),
    }),
  ),
});

/** Pairs of point clouds, and the plane of the widest margin between them. */
export const margins = () => fixture("lessons/margins.json.gz", MarginsFixture).cases;
