/**
 * Prompts as ids, for a model of our own: a text with the special tokens of its own checkpoint, a conversation as the chat
 * template writes it, up to where the answer begins.
 */
import { type GenerateRequest, LanguageModelError, type Message, type Prompt, plainMessages } from "../lm/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";

/** What of a request is read before the answer. */
type Opening = Partial<Pick<GenerateRequest, "tools" | "variables" | "prefill">>;

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
    const ids = this.#ids(prompt, this.#text(prompt, opening));
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
    const whole = this.#ids(prompt, this.#text(prompt, {}) + answer);
    const stable = whole.length > before.length && before.every((id, i) => whole[i] === id);
    const behind = stable ? whole.slice(before.length) : this.#tokenizer.encode(answer, { addSpecialTokens: false });
    return { before, behind };
  }

  #ids(prompt: Prompt, text: string): number[] {
    return this.#tokenizer.encode(text, { addSpecialTokens: typeof prompt === "string" }); // a template writes its own
  }

  #text(prompt: Prompt, opening: Opening): string {
    return typeof prompt === "string" ? prompt : this.#conversation(prompt, opening);
  }

  #conversation(messages: readonly Message[], { tools, variables, prefill = "" }: Opening): string {
    const { chatTemplate } = this.#tokenizer;
    if (chatTemplate === undefined) throw this.#unsupported("has no chat template: prompt it with a text");
    const read = [...(tools === undefined ? [] : ["tools"]), ...Object.keys(variables ?? {})];
    const unread = read.find((name) => !chatTemplate.names.has(name));
    if (unread === "tools") throw this.#unsupported("cannot take the option tools: its chat template knows none");
    if (unread !== undefined) {
      throw this.#unsupported(`has a chat template that reads no variable ${JSON.stringify(unread)}`);
    }
    const options = { addGenerationPrompt: true, now: this.#today(), tools, variables };
    return this.#tokenizer.applyChatTemplate(plainMessages(messages, this.#name), options) + prefill;
  }

  #unsupported(what: string): LanguageModelError {
    return new LanguageModelError("unsupported", `${this.#name} ${what}`);
  }
}
