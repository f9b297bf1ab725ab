/** The LanguageModel port and the models that need no tensor: a scripted fake and an OpenAI-compatible client. */
export { Closing } from "./closing.ts";
export { LanguageModelError, type LanguageModelErrorKind } from "./error.ts";
export {
  type AudioPart,
  type Content,
  type ContentPart,
  type FilePart,
  type ImagePart,
  type Message,
  messageText,
  type ReadToolCall,
  type RefusalPart,
  type TextPart,
  type Tool,
  type ToolCall,
} from "./message.ts";
export { OpenAIModel, type OpenAIOptions } from "./openai.ts";
export { perSecond } from "./per-second.ts";
export { type History, type PlainMessage, plainData, plainMessages } from "./plain-messages.ts";
export * from "./port.ts";
export {
  checkAnswers,
  checkEmbed,
  checkGenerate,
  checkRequest,
  checkScore,
  type GenerateRequest,
  type OptionName,
  signalOf,
} from "./request.ts";
export { type Call, type Script, type ScriptedAnswer, ScriptedLM, type ScriptedOptions } from "./scripted.ts";
export type { SdkPart } from "./sdk-parts.ts";
export { firstIssue, GenerateSettings } from "./settings.ts";
export { startGeneration, type Write } from "./start-generation.ts";
export { StopStrings } from "./stops.ts";
export { readArguments } from "./tool-arguments.ts";
export { unit } from "./unit.ts";
