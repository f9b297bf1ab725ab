import { load } from "../checkpoints/index.ts";
import { LocalLM } from "../generation/index.ts";
import { threads } from "../tensor/index.ts";
import type { OpenOptions } from "./options.ts";

/** Loads a model in this thread. */
export async function openHere(name: string, { threads: count, ...options }: OpenOptions): Promise<LocalLM> {
  const { model, tokenizer, config } = await load(name, options);
  if (count !== undefined) threads(count);
  return new LocalLM({ name, model, tokenizer, context: config.context });
}
