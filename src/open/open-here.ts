import { load } from "../checkpoints/index.ts";
import { LocalEncoder, LocalLM } from "../generation/index.ts";
import type { LanguageModel } from "../lm/index.ts";
import { Decoder } from "../nn/index.ts";
import { threads } from "../tensor/index.ts";
import type { OpenOptions } from "./options.ts";
import { resolveWith } from "./with.ts";

/** Loads a model in this thread. */
export async function openHere(
  name: string,
  { threads: count, with: entries = [], tenants, ...options }: OpenOptions,
): Promise<LanguageModel> {
  const { model, tokenizer, config, fast } = await load(name, { ...options, family: "any" });
  if (count !== undefined) threads(count);
  const { context } = config;
  const reader = { name, tokenizer, context, fast, with: resolveWith(model, entries, { tenants }) };
  return model instanceof Decoder ? new LocalLM({ ...reader, model }) : new LocalEncoder({ ...reader, model });
}
