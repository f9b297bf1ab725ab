/**
 * A history of the protocol as a model of texts reads it, before its chat template does: as transformers' and vLLM's servers make it.
 */
import { type History, LanguageModelError, messageText, type PlainMessage, plainMessages } from "../lm/index.ts";

const NAMES: Readonly<Record<string, string>> = { image_url: "an image", image: "an image", input_audio: "audio" };

/**
 * Each content one text, its parts a line each; and what developers say is said by the system, unless the template, of this
 * source, knows developers. Throws a LanguageModelError of kind "unsupported" where a part is no text.
 */
export function textMessages(messages: History, { model, source }: { model: string; source: string }): PlainMessage[] {
  const knowsDevelopers = /["']developer["']/.test(source);
  return plainMessages(messages).map((message, i) => {
    const role = message.role === "developer" && !knowsDevelopers ? "system" : message.role;
    return {
      ...message,
      role,
      content: textOf(message.content, (j) => `${model} reads text alone: message ${i + 1}, part ${j + 1}`),
    };
  });
}

function textOf(content: unknown, where: (part: number) => string): unknown {
  if (!Array.isArray(content)) return content ?? "";
  for (const [j, { type }] of content.entries()) {
    if (type === "text") continue;
    const what = NAMES[type] ?? `of the type ${JSON.stringify(type)}`;
    throw new LanguageModelError("unsupported", `${where(j)} is ${what}`);
  }
  return messageText({ content });
}
