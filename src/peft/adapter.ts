/**
 * Series adapter (Houlsby et al. 2019, arXiv:1902.00751). Notes: PEFT, adapters.
 *
 *     y <- y + U silu(D y)        D [R, D] ~ N(0, 1/D),  U [D, R] = 0
 *
 * Behind a sublayer; U = 0 makes the adapted model equal to the base at birth.
 */
import { z } from "zod";
import { checkBehind, glob, type Intervention, intervene } from "../interventions/index.ts";
import { type Module, modules } from "../nn/index.ts";
import { checked } from "../sentences/index.ts";
import { keep, linear, randn, type Tensor, zeros } from "../tensor/index.ts";

export const AdapterConfig = z.strictObject({
  kind: z.literal("adapter").default("adapter"),
  at: z.string().default("blocks.*.{mixer,mlp}").describe("behind which sublayers"),
  width: z.int().positive().describe("D, width of the stream"),
  rank: z.int().positive().default(16).describe("R, width of the bottleneck"),
});
export type AdapterConfig = z.infer<typeof AdapterConfig>;

export function adapter(model: Module, input: z.input<typeof AdapterConfig>): Intervention {
  const config = checked(AdapterConfig, input, "adapter");
  const { at, width, rank } = config;
  const fits = glob(at);
  const state = new Map<string, Tensor>();
  const places: string[] = [];
  for (const { path } of modules(model)) {
    if (!fits(path)) continue;
    places.push(path);
    state.set(`${path}.down`, keep(randn([rank, width], width ** -0.5))); // [R, D]
    state.set(`${path}.up`, keep(zeros([width, rank]))); // [D, R]
  }
  const behind = intervene("adapter", at, ({ path }) => (x, next) => {
    const y = next(x); // [..., D]
    const hidden = linear(y, state.get(`${path}.down`)!).silu(); // [..., R]
    return y.add(linear(hidden, state.get(`${path}.up`)!));
  });
  const checkFits = (other: Module) => {
    behind.checkFits?.(other);
    checkBehind("adapter", other, places, width);
  };
  checkFits(model);
  return { ...behind, checkFits, state, config };
}
