/**
 * Prefix-tuning (Li & Liang 2021, arXiv:2101.00190). Notes: PEFT, prompts.
 *
 *     keys <- [P_k ; keys],   values <- [P_v ; values]        P [1, G, P, K], learned, one pair for each block
 *
 * The prefix is what the cache holds before the first token, so positions start behind it. The paper draws P through an
 * MLP while training; here it is learned directly. Not neutral at birth: attention shares its mass with the prefix.
 * Kin: prompt tuning learns vectors in front of the embedding only.
 */
import { z } from "zod";
import type { Intervention } from "../interventions/index.ts";
import { Attention, type Module, modules } from "../nn/index.ts";
import { keep, randn, type Tensor } from "../tensor/index.ts";

export const PrefixConfig = z.strictObject({
  kind: z.literal("prefix").default("prefix"),
  length: z.int().positive().default(10).describe("P, tokens that the prefix stands for"),
  std: z.number().positive().default(0.02).describe("standard deviation at birth"),
});
export type PrefixConfig = z.infer<typeof PrefixConfig>;

export function prefix(model: Module, input: z.input<typeof PrefixConfig> = {}): Intervention {
  const { length, std } = PrefixConfig.parse(input);
  const mixers = [...modules(model)].filter((module): module is Attention => module instanceof Attention);
  const shape = ({ k, headWidth }: Attention) => [1, k.outWidth / headWidth, length, headWidth];
  const draw = (mixer: Attention) => keep(randn(shape(mixer), std)); // [1, G, P, K]
  const cache = new Map(mixers.map((mixer) => [mixer.path, { keys: draw(mixer), values: draw(mixer) }]));
  const state = [...cache].flatMap(([path, { keys, values }]): [string, Tensor][] => [
    [`${path}.keys`, keys],
    [`${path}.values`, values],
  ]);
  return { name: "prefix", hook: () => undefined, begins: { cache }, state: new Map(state) };
}
