import { load } from "../checkpoints/index.ts";
import { LocalEncoder, LocalLM } from "../generation/index.ts";
import { type LanguageModel, LanguageModelError } from "../lm/index.ts";
import { recalls, writes } from "../nn/index.ts";
import { threads } from "../tensor/index.ts";
import type { OpenOptions } from "./options.ts";
import { resolveWith } from "./with.ts";

/** Loads a model in this thread. */
export async function openHere(
  name: string,
  { threads: count, with: entries = [], tenants, ...options }: OpenOptions,
): Promise<LanguageModel> {
  const { model, tokenizer, facts, fast, generation, sentence } = await load(name, { ...options, able: "read" });
  if (count !== undefined) threads(count);
  if (recalls(model))
    throw new LanguageModelError("unsupported", `${name} writes from a source, which a prompt is not`);
  const { context = Number.POSITIVE_INFINITY } = facts;
  const reader = { name, tokenizer, context, fast, sentence, with: resolveWith(model, entries, { tenants }) };
  return writes(model)
    ? new LocalLM({ ...reader, model, defaults: generation })
    : new LocalEncoder({ ...reader, model });
}
