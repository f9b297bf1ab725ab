import { load } from "../checkpoints/index.ts";
import { LocalEncoder, LocalLM } from "../generation/index.ts";
import type { LanguageModel } from "../lm/index.ts";
import { Decoder } from "../nn/index.ts";
import { threads } from "../tensor/index.ts";
import type { OpenOptions } from "./options.ts";

/** Loads a model in this thread. */
export async function openHere(name: string, { threads: count, ...options }: OpenOptions): Promise<LanguageModel> {
  const { model, tokenizer, config, fast } = await load(name, { ...options, family: "any" });
  if (count !== undefined) threads(count);
  const { context } = config;
  return model instanceof Decoder
    ? new LocalLM({ name, model, tokenizer, context, fast })
    : new LocalEncoder({ name, model, tokenizer, context, fast });
}
