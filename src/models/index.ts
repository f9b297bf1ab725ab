/** Architectures: one file each, and the list that loading reads. */
import type { z } from "zod";
import type { Architecture } from "./architecture.ts";
import { llamaArchitecture } from "./llama.ts";
import { qwen2Architecture } from "./qwen2.ts";

export type { Architecture, GgufNumber, NameMap } from "./architecture.ts";
export { LlamaConfig, llama, llamaNames } from "./llama.ts";
export { translate } from "./names.ts";
export { Qwen2Config, qwen2, qwen2Names } from "./qwen2.ts";

export type ModelConfig = z.infer<(typeof llamaArchitecture)["config"]> | z.infer<(typeof qwen2Architecture)["config"]>;

export const architectures = [llamaArchitecture, qwen2Architecture] as const;

/** The architecture of a kind, for example "llama". Throws where there is none. */
export function architecture(kind: string): Architecture<ModelConfig> {
  const found = architectures.find((a) => a.kind === kind);
  if (found === undefined) {
    throw new Error(`no architecture "${kind}" (known: ${architectures.map((a) => a.kind).join(", ")})`);
  }
  // Each entry reads only configs of its own kind, which `config` has checked.
  return found as unknown as Architecture<ModelConfig>;
}
