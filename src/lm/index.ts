/** The LanguageModel port and the models that need no tensor: a scripted fake and an OpenAI-compatible client. */
export * from "./port.ts";
