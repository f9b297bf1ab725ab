import { z } from "zod";
import { checkBehind, glob, type Intervention, intervene } from "../interventions/index.ts";
import { type Module, modules } from "../nn/index.ts";
import { checked, strictObject } from "../sentences/index.ts";
import { keep, linear, randn, type Tensor, zeros } from "../tensor/index.ts";

/** What `adapter` takes: behind which sublayers, and how wide. */
export const AdapterConfig = strictObject({
  /** The technique, by which a saved change is made again. */
  kind: z.literal("adapter").default("adapter"),
  /** Pattern of the paths of the modules that an adapter stands behind. */
  at: z.string().default("blocks.*.{mixer,mlp}"),
  /** D, the width of the stream, and of what the modules give. */
  width: z.int().positive(),
  /** R, the width of the bottleneck. */
  rank: z.int().positive().default(16),
});
export type AdapterConfig = z.infer<typeof AdapterConfig>;

/**
 * Series adapter (Houlsby et al. 2019, arXiv:1902.00751). Notes: PEFT, adapters.
 *
 *     y <- y + U silu(D y)        D [R, D] ~ N(0, 1/D),  U [D, R] = 0
 *
 * Behind a sublayer; U = 0 makes the adapted model equal to the base at birth.
 *
 * One pair of maps for each module that fits `at`, whose output is [..., D]. Throws where the config is no
 * `AdapterConfig`, or a module's output is of another width.
 */
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
