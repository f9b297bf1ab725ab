/**
 * Causal tracing of facts that SmolLM2 knows, on a map of places that subjects of any length share: the subject's first token, those in its
 * middle, its last one, the one behind it, further ones, and the prompt's last.
 */
import { type CausalTrace, corrupt, locate, type TraceOptions, traced } from "../../src/interpretability/index.ts";
import { type Intervention, Run, tableOf } from "../../src/interventions/index.ts";
import type { Writes } from "../../src/nn/index.ts";
import { cat, Generator, ids, infer, randn, zeros } from "../../src/tensor/index.ts";
import type { Tokenizer } from "../../src/tokenizers/index.ts";
import { mean } from "../harness/statistics.ts";
import type { Fact } from "./known-facts.ts";

/** A model that is traced, and its tokenizer. */
export interface Traced {
  readonly model: Writes;
  readonly tokenizer: Tokenizer;
}

/** Places of a prompt, by the words that figures call them. */
export const PLACES = ["first", "middle", "last", "next", "further", "end"] as const;
export type Place = (typeof PLACES)[number];

/** What a place of a prompt stands for; nothing in front of the subject. */
export function placeOf(
  token: number,
  { tokens, subject: [from, to] }: Pick<CausalTrace, "tokens" | "subject">,
): Place | undefined {
  if (token < from) return undefined;
  if (token === to - 1) return "last";
  if (token === from) return "first";
  if (token < to) return "middle";
  if (token === tokens.length - 1) return "end";
  return token === to ? "next" : "further";
}

/** Three times the standard deviation of the embedded tokens of all subjects. */
export function noiseOf({ model, tokenizer }: Traced, facts: readonly Fact[]): number {
  return infer(() => {
    const tokens = facts.flatMap(({ subject }) => tokenizer.encode(` ${subject}`));
    const own = tableOf(model).table.indexSelect(0, ids(tokens));
    return 3 * own.sub(own.mean()).pow(2).mean().sqrt().item();
  });
}

/** A fact's indirect effects: its clean and corrupted probability, and at each place of it, a mean over tokens, those of the layers. */
export interface Effects {
  readonly clean: number;
  readonly corrupted: number;
  readonly at: Partial<Record<Place, readonly number[]>>;
}

/** Traces a fact at some places of its prompt. Throws where the model says something else. */
export function effectsOf(
  { model, tokenizer }: Traced,
  { prompt, subject, answer }: Fact,
  options: Omit<TraceOptions, "prompt" | "subject">,
  places: readonly Place[] = PLACES,
): Effects {
  const tracing = traced(model, tokenizer, { prompt, subject, ...options });
  try {
    const { clean, corrupted } = tracing;
    if (tracing.answer !== answer) throw new Error(`"${prompt}" goes on with "${tracing.answer}", not "${answer}"`);
    const at: Partial<Record<Place, readonly number[]>> = {};
    for (const place of places) {
      const own = [...tracing.tokens.keys()].filter((token) => placeOf(token, tracing) === place);
      if (own.length === 0) continue;
      const rows = own.map((token) => tracing.effects(token));
      at[place] = tracing.layers.map((_, layer) => mean(rows.map((row) => row[layer]! - corrupted)));
    }
    return { clean, corrupted, at };
  } finally {
    tracing.release();
  }
}

/** Every third block of SmolLM2's 30: ten. */
export const LAYERS = [1, 4, 7, 10, 13, 16, 19, 22, 25, 28];

/** The mean over the layers that are neither of the first fifth nor of the last. */
export function middle(effects: readonly number[]): number {
  const cut = Math.round(effects.length / 5);
  return mean(effects.slice(cut, effects.length - cut));
}

/** Probability of the answer under noise and interventions on whole rows, row 0 clean: the slow way. */
export function byHooks(
  { model, tokenizer }: Traced,
  { prompt, subject }: Fact,
  { samples, noise, seed = 0 }: { samples: number; noise: number; seed?: number },
  change: readonly Intervention[],
): number {
  const { ids: tokens, subject: [from, to] } = locate(tokenizer, prompt, subject); // biome-ignore format: one line
  const [T, D] = [tokens.length, tableOf(model).table.shape[1]!];
  return infer(() => {
    const struck = randn([samples, to - from, D], noise, { generator: new Generator(seed) });
    const rows = cat([zeros([samples, from, D]), struck, zeros([samples, T - to, D])], 1); // [S, T, D]
    const run = new Run(model, { with: [...change, corrupt(cat([zeros([1, T, D]), rows]))] });
    const said = run
      .read(
        ids(tokens)
          .unsqueeze(0)
          .expand([samples + 1, T]),
      )
      .logits("last")
      .softmax(-1); // [1 + S, V]
    const answer = said.select(0, 0).argmax().item();
    return said.narrow(0, 1, samples).select(1, answer).mean().item();
  });
}
