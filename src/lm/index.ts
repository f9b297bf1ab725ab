/** The LanguageModel port and the models that need no tensor: a scripted fake and an OpenAI-compatible client. */
export { OpenAIModel, type OpenAIOptions } from "./openai.ts";
export * from "./port.ts";
export { type Call, type Script, ScriptedLM, type ScriptedOptions } from "./scripted.ts";
export { checkSettings, firstIssue, GenerateSettings } from "./settings.ts";
export { startGeneration, type Write } from "./start-generation.ts";
export { StopStrings } from "./stops.ts";
export { unit } from "./unit.ts";
