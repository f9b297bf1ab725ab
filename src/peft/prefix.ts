import { z } from "zod";
import type { Intervention } from "../interventions/index.ts";
import { type Module, modules, remembers, type Slots } from "../nn/index.ts";
import { checked, strictObject } from "../sentences/index.ts";
import { keep, randn, type Tensor } from "../tensor/index.ts";

/** What `prefix` takes: how long, and how it is drawn. */
export const PrefixConfig = strictObject({
  /** The technique, by which a saved change is made again. */
  kind: z.literal("prefix").default("prefix"),
  /** P, tokens that the prefix stands for in every mixer's memory. */
  length: z.int().positive().default(10),
  /** Standard deviation of the normal distribution that keys and values are drawn from at birth. */
  std: z.number().positive().default(0.02),
});
export type PrefixConfig = z.infer<typeof PrefixConfig>;

/**
 * Prefix-tuning (Li & Liang 2021, arXiv:2101.00190). Notes: PEFT, prompts.
 *
 *     keys <- [P_k ; keys],   values <- [P_v ; values]        P [1, G, P, K], learned, one pair for each block
 *
 * The prefix is what memory holds before the first token, so positions start behind it. The paper draws P through an
 * MLP while training; here it is learned directly. Not neutral at birth: attention shares its mass with the prefix.
 * Kin: prompt tuning learns vectors in front of the embedding only.
 *
 * For models whose mixers remember keys. Throws where the config is no `PrefixConfig` or no mixer holds keys.
 */
export function prefix(model: Module, input: z.input<typeof PrefixConfig> = {}): Intervention {
  const config = checked(PrefixConfig, input, "prefix");
  const { length, std } = config;
  const memory = new Map<string, Slots>();
  for (const mixer of modules(model)) {
    if (!remembers(mixer) || mixer.slots.keys === undefined) continue;
    const draw = (shape: readonly number[]) => keep(randn([1, ...shape.slice(0, -1), length, shape.at(-1)!], std));
    const drawn = Object.entries(mixer.slots).map(([name, shape]) => [name, draw(shape)]); // [1, G, P, K]
    memory.set(mixer.path, Object.fromEntries(drawn));
  }
  if (memory.size === 0) throw new Error("prefix: no mixer of this model holds keys");
  const state = [...memory].flatMap(([path, slots]) =>
    Object.entries(slots).map(([name, tensor]): [string, Tensor] => [`${path}.${name}`, tensor]),
  );
  return { name: "prefix", hook: () => undefined, begins: { memory }, state: new Map(state), config };
}
