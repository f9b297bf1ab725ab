/** What `with` lists, wherever a model is opened by its name: the one place that gives an entry its meaning. */
import { join } from "node:path";
import { type Base, loadIntervention } from "../checkpoints/index.ts";
import type { Intervention, Techniques } from "../interventions/index.ts";
import { reads } from "../nn/index.ts";
import { AdapterConfig, adapter, PrefixConfig, PromptConfig, prefix, prompt } from "../peft/index.ts";
import { checked } from "../sentences/index.ts";

/** An intervention, the folder of one, or `kind:name` of a tenant, such as `lora:alice`. */
export type With = readonly (Intervention | string)[];

/** What makes an intervention again that is no low-rank change, by its kind. */
export const techniques: Techniques = {
  adapter: (model, config) => adapter(model, checked(AdapterConfig, config)),
  prefix: (model, config) => prefix(model, checked(PrefixConfig, config)),
  prompt(model, config) {
    if (!reads(model)) throw new Error("vectors stand in front of tokens, and this model reads none");
    return prompt(model, checked(PromptConfig, config));
  },
};

/**
 * The interventions that entries name, the first outermost. `lora:alice` is the folder TENANTS/lora/alice. Throws a CheckpointError
 * where there is no such folder, or it holds an intervention of another model.
 */
export function resolveWith(
  base: Base,
  entries: With,
  { tenants = "tenants" }: { tenants?: string | undefined } = {},
): Intervention[] {
  return entries.map((entry) => {
    if (typeof entry !== "string") return entry;
    const tenant = /^([a-z][\w-]*):([\w-]+)$/.exec(entry);
    return loadIntervention(tenant === null ? entry : join(tenants, tenant[1]!, tenant[2]!), base, techniques);
  });
}
