/** `interpretability/probe.json.gz`: probes by scikit-learn, written by `tools/probe_parity.py`. */
import { z } from "zod";
import { fixture, packed } from "../fixtures.ts";

const numbers = z.array(z.number());

const ProbeFixture = z.strictObject({
  made: z.strictObject({ "scikit-learn": z.string() }),
  cases: z.array(
    z.strictObject({
      penalty: z.number(),
      states: packed("float32"), // [N, D]
      labels: numbers,
      others: packed("float32"), // [n, D], which the probe has not seen
      truth: numbers,
      weight: packed("float64"), // [C, D], or of two classes [1, D]
      bias: packed("float64"),
      scores: packed("float64"), // [n, C], log-probabilities
      said: numbers,
      auc: z.number(), // of two classes the second's, otherwise the mean of each against the rest
    }),
  ),
  /** Areas under curves of scores of which many are equal. */
  curves: z.array(z.strictObject({ scores: numbers, truth: z.array(z.boolean()), auc: z.number() })),
});

export const probes = () => fixture("interpretability/probe.json.gz", ProbeFixture);
