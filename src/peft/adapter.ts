/**
 * Series adapter (Houlsby et al. 2019, arXiv:1902.00751). Notes: PEFT, adapters.
 *
 *     y <- y + U silu(D y)        D [R, D] ~ N(0, 1/D),  U [D, R] = 0
 *
 * Behind a sublayer; U = 0 makes the adapted model equal to the base at birth.
 */
import { z } from "zod";
import { type Intervention, intervene } from "../interventions/index.ts";
import { keep, linear, randn, zeros } from "../tensor/index.ts";

export const AdapterConfig = z.strictObject({
  kind: z.literal("adapter").default("adapter"),
  at: z.string().default("blocks.*.{mixer,mlp}").describe("behind which sublayers"),
  width: z.int().positive().describe("D, width of the stream"),
  rank: z.int().positive().default(16).describe("R, width of the bottleneck"),
});
export type AdapterConfig = z.infer<typeof AdapterConfig>;

export function adapter(input: z.input<typeof AdapterConfig>): Intervention {
  const { at, width, rank } = AdapterConfig.parse(input);
  return intervene("adapter", at, () => {
    const down = keep(randn([rank, width], width ** -0.5)); // [R, D]
    const up = keep(zeros([width, rank])); // [D, R]
    return (x, next) => {
      const y = next(x); // [..., D]
      return y.add(linear(linear(y, down).silu(), up));
    };
  });
}
