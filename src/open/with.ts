/** What `with` lists, wherever a model is opened by its name: the one place that gives an entry its meaning. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CheckpointError, loadIntervention } from "../checkpoints/index.ts";
import type { Intervention, Techniques } from "../interventions/index.ts";
import { type Module, reads } from "../nn/index.ts";
import { AdapterConfig, adapter, PrefixConfig, PromptConfig, prefix, prompt } from "../peft/index.ts";
import { checked } from "../sentences/index.ts";

/** An intervention, the folder of one, or `kind:name` of a tenant, such as `lora:alice`. */
export type With = readonly (Intervention | string)[];

/** The file in the folder of an intervention. */
export const INTERVENTION = "intervention.safetensors";

const techniques: Techniques = {
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
  model: Module,
  entries: With,
  { tenants = "tenants" }: { tenants?: string | undefined } = {},
): Intervention[] {
  return entries.map((entry) => {
    if (typeof entry !== "string") return entry;
    const tenant = /^([a-z][\w-]*):([\w-]+)$/.exec(entry);
    const folder = tenant === null ? entry : join(tenants, tenant[1]!, tenant[2]!);
    const file = join(folder, INTERVENTION);
    if (!existsSync(file)) throw new CheckpointError(folder, "", `holds no ${INTERVENTION}`);
    return loadIntervention(file, model, techniques);
  });
}
