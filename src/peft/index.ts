/** Parameter-efficient fine-tuning: small changes that learn, while the model stays as it is. */
export { AdapterConfig, adapter } from "./adapter.ts";
export { LoraConfig, lora } from "./lora.ts";
export { PrefixConfig, prefix } from "./prefix.ts";
export { PromptConfig, prompt } from "./prompt.ts";
