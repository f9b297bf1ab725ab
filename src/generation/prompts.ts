/**
 * Prompts as ids, for a model of our own: a text with the special tokens of its own checkpoint, a conversation as the chat
 * template writes it, up to where the answer begins.
 */
import {
  type GenerateRequest,
  type History,
  LanguageModelError,
  type Message,
  type Prompt,
  readArguments,
} from "../lm/index.ts";
import { type ChatTemplate, ChatTemplateError, type ConversationText, type Tokenizer } from "../tokenizers/index.ts";
import { textMessages } from "./text-messages.ts";

/** What of a request is read before the answer. */
type Opening = Partial<Pick<GenerateRequest, "tools" | "documents" | "variables" | "prefill" | "controlTokens">>;
type Written = Pick<ConversationText, "text" | "quoted">;

export interface PromptsOptions {
  /** The model's, for errors. */
  readonly name: string;
  readonly tokenizer: Tokenizer;
  /** Today, for chat templates that print the date. */
  readonly today?: () => Date;
}

export class Prompts {
  readonly #name: string;
  readonly #tokenizer: Tokenizer;
  readonly #today: () => Date;

  constructor({ name, tokenizer, today = () => new Date() }: PromptsOptions) {
    this.#name = name;
    this.#tokenizer = tokenizer;
    this.#today = today;
  }

  /** The ids of a prompt. Throws a LanguageModelError where there are none, or the chat template lacks what was asked for. */
  encode(prompt: Prompt, opening: Opening = {}): number[] {
    const ids = this.#ids(prompt, this.#written(prompt, opening));
    if (ids.length === 0) throw new LanguageModelError("bad-request", "the prompt is empty");
    return ids;
  }

  /**
   * The ids of a prompt and those of an answer behind it. Both are encoded as one text, as lm-evaluation-harness does, and cut
   * behind the prompt's own ids. Where these are not how the whole begins (a token would reach across the seam) each is
   * encoded apart, so that what is scored is always what follows the very prompt that `generate` reads.
   */
  encodeAnswer(prompt: Prompt, answer: string): { before: number[]; behind: number[] } {
    const before = this.encode(prompt);
    const { text, quoted } = this.#written(prompt, {});
    const whole = this.#ids(prompt, { text: text + answer, quoted });
    const stable = whole.length > before.length && before.every((id, i) => whole[i] === id);
    const behind = stable ? whole.slice(before.length) : this.#tokenizer.encode(answer, { addSpecialTokens: false });
    return { before, behind };
  }

  #ids(prompt: Prompt, { text, quoted }: Written): number[] {
    // A template writes the tokens around a conversation itself.
    return this.#tokenizer.encode(text, { addSpecialTokens: typeof prompt === "string", literal: quoted });
  }

  #written(prompt: Prompt, opening: Opening): Written {
    return typeof prompt === "string" ? { text: prompt, quoted: [] } : this.#conversation(prompt, opening);
  }

  #conversation(messages: readonly Message[], asked: Opening): Written {
    const { tools, documents, variables, prefill, controlTokens } = asked; // what comes is a whole request
    const opening = { tools, documents, variables, controlTokens };
    const { source } = this.#templateFor(opening);
    const begun: readonly Message[] = prefill === undefined ? [] : [{ role: "assistant", content: prefill }];
    const told = textMessages([...messages, ...begun], { model: this.#name, source });
    const turn = prefill === undefined ? { addGenerationPrompt: true } : { continueFinalMessage: true };
    const trace = (history: History) =>
      this.#tokenizer.traceConversation(history, { ...opening, ...turn, now: this.#today() });
    try {
      return trace(readArguments(told));
    } catch (error) {
      // Some templates join the arguments of calls to their text, and take them as the JSON that the model wrote.
      if (!(error instanceof ChatTemplateError) || told.every(({ tool_calls: calls }) => calls == null)) throw error;
      try {
        return trace(told);
      } catch {
        throw error;
      }
    }
  }

  /** The template that this will be written by, which must read all of it. */
  #templateFor({ tools, documents, variables = {} }: Opening): ChatTemplate {
    const { chatTemplates } = this.#tokenizer;
    if (chatTemplates.sources.size === 0) throw this.#unsupported("has no chat template: prompt it with a text");
    const template = chatTemplates.choose({ tools });
    for (const [option, given] of Object.entries({ tools, documents })) {
      if (given === undefined || template.names.has(option)) continue;
      throw this.#unsupported(`cannot take the option ${option}: its chat template knows none`);
    }
    const unread = Object.keys(variables).find((name) => !template.names.has(name));
    if (unread === undefined) return template;
    throw this.#unsupported(`has a chat template that reads no variable ${JSON.stringify(unread)}`);
  }

  #unsupported(what: string): LanguageModelError {
    return new LanguageModelError("unsupported", `${this.#name} ${what}`);
  }
}
