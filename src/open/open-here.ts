import { load } from "../checkpoints/index.ts";
import { LocalEncoder, LocalLM } from "../generation/index.ts";
import { type LanguageModel, LanguageModelError } from "../lm/index.ts";
import { recalls, writes } from "../nn/index.ts";
import { threads } from "../tensor/index.ts";
import type { OpenOptions } from "./options.ts";

/** Loads a model in this thread. */
export async function openHere(name: string, { threads: count, ...options }: OpenOptions): Promise<LanguageModel> {
  const { model, tokenizer, facts } = await load(name, { ...options, able: "read" });
  if (count !== undefined) threads(count);
  if (recalls(model))
    throw new LanguageModelError("unsupported", `${name} writes from a source, which a prompt is not`);
  const { context = Number.POSITIVE_INFINITY } = facts;
  return writes(model)
    ? new LocalLM({ name, model, tokenizer, context })
    : new LocalEncoder({ name, model, tokenizer, context });
}
