import { load } from "../checkpoints/index.ts";
import { LocalEncoder, LocalLM, PrefixCache } from "../generation/index.ts";
import { type LanguageModel, LanguageModelError } from "../lm/index.ts";
import { recalls, writes } from "../nn/index.ts";
import { threads } from "../tensor/index.ts";
import { intact } from "./intact.ts";
import type { OpenOptions } from "./options.ts";
import { resolveWith } from "./with.ts";

/** Loads a model in this thread. */
export async function openHere(
  name: string,
  { threads: count, with: entries = [], tenants, ...options }: OpenOptions,
): Promise<LanguageModel> {
  const loaded = await load(name, { ...options, able: "read" });
  const { model, tokenizer, facts, fast, path, generation, sentence } = loaded;
  if (count !== undefined) threads(count);
  if (recalls(model))
    throw new LanguageModelError("unsupported", `${name} writes from a source, which a prompt is not`);
  const { context = Number.POSITIVE_INFINITY } = facts;
  const reader = { name, tokenizer, context, fast, sentence, with: resolveWith(loaded, entries, { tenants }) };
  if (!writes(model)) return new LocalEncoder({ ...reader, model });
  // What comes from files stays as it is; an intervention of the caller's may learn between two answers, or count what it sees.
  const fixed = entries.every((entry) => typeof entry === "string");
  const prefixes = fixed ? new PrefixCache() : undefined;
  return new LocalLM({ ...reader, model, defaults: generation, intact: intact(path), prefixes });
}
