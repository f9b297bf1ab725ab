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
import { optionsOf } from "../sentences/index.ts";
import {
  type ChatTemplate,
  ChatTemplateError,
  type ConversationText,
  type Range,
  type RenderOptions,
  type Tokenizer,
} from "../tokenizers/index.ts";
import { textMessages } from "./text-messages.ts";

/** What of a request is read before the answer. */
type Opening = Partial<Pick<GenerateRequest, "documents" | "variables" | "prefill" | "controlTokens">> & {
  readonly tools?: readonly unknown[] | undefined;
};
type Written = Pick<ConversationText, "text" | "quoted">;

/** A prompt as ids, and what is said behind it. */
export interface Turn {
  /** As `generate` reads the prompt. */
  readonly before: number[];
  /** The answer, and the token that ends it. */
  readonly behind: number[];
}

/** Whose prompts are written. */
export interface PromptsOptions {
  /** The model's, for errors. */
  readonly name: string;
  /** What turns text into ids, with its chat templates. */
  readonly tokenizer: Tokenizer;
  /** Today, for chat templates that print the date. */
  readonly today?: () => Date;
}

const checkPrompts = optionsOf<PromptsOptions>("Prompts", { name: "text", tokenizer: "object", today: "function?" });

/** Writes prompts and answers as the ids of one model. */
export class Prompts {
  readonly #name: string;
  readonly #tokenizer: Tokenizer;
  readonly #today: () => Date;

  /** Throws an ArgumentError where an option is none. */
  constructor(options: PromptsOptions) {
    checkPrompts(options);
    const { name, tokenizer, today = () => new Date() } = options;
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
  encodeAnswer(prompt: Prompt, answer: string): Turn {
    const written = this.#written(prompt, {});
    return this.#behind(prompt, written, { text: written.text + answer, quoted: written.quoted });
  }

  /**
   * A history, and the assistant's turn behind it as the chat template writes that: what it adds to the opening of the turn, up to the
   * token that ends it, or where it writes none, the tokenizer's own. Throws as `encode` does.
   */
  encodeTurn(history: readonly Message[], turn: Message, opening: Opening = {}): Turn {
    const before = this.#written(history, opening);
    const { text, quoted } = this.#conversation([...history, turn], opening, {});
    // Some templates open a turn by more than they write of one that was said: what is asked is what `generate` asks.
    let shared = 0;
    while (shared < before.text.length && text[shared] === before.text[shared]) shared++;
    const moved = before.text.length - shared;
    const own = quoted.filter(([start]) => start >= shared).map(([start, end]): Range => [start + moved, end + moved]);
    const whole = { text: before.text + text.slice(shared), quoted: [...before.quoted, ...own] };
    const encoded = this.#behind(history, before, whole);
    return { ...encoded, behind: this.#ended(encoded.behind) };
  }

  /** The ids of what is written, and of what the whole has behind it. */
  #behind(prompt: Prompt, before: Written, { text, quoted }: Written): Turn {
    const first = this.#ids(prompt, before);
    if (first.length === 0) throw new LanguageModelError("bad-request", "the prompt is empty");
    const whole = this.#ids(prompt, { text, quoted });
    const stable = whole.length > first.length && first.every((id, i) => whole[i] === id);
    if (stable) return { before: first, behind: whole.slice(first.length) };
    const from = before.text.length;
    const literal = quoted.filter(([start]) => start >= from).map(([start, end]): Range => [start - from, end - from]);
    return { before: first, behind: this.#tokenizer.encode(text.slice(from), { addSpecialTokens: false, literal }) };
  }

  /** An answer up to the last token that ends it; with one where it has none. */
  #ended(behind: readonly number[]): number[] {
    const { turnEnds, eosId } = this.#tokenizer;
    const end = behind.findLastIndex((id) => turnEnds.has(id));
    return end < 0 ? [...behind, ...(eosId === undefined ? [] : [eosId])] : behind.slice(0, end + 1);
  }

  #ids(prompt: Prompt, { text, quoted }: Written): number[] {
    // A template writes the tokens around a conversation itself.
    return this.#tokenizer.encode(text, { addSpecialTokens: typeof prompt === "string", literal: quoted });
  }

  #written(prompt: Prompt, opening: Opening): Written {
    if (typeof prompt === "string") return { text: prompt, quoted: [] };
    const { tools, documents, variables, prefill, controlTokens } = opening; // what comes is a whole request
    const asked = { tools, documents, variables, controlTokens };
    if (prefill === undefined) return this.#conversation(prompt, asked, { addGenerationPrompt: true });
    return this.#conversation([...prompt, { role: "assistant", content: prefill }], asked, {
      continueFinalMessage: true,
    });
  }

  /** Messages as the template writes them, and how it leaves the last turn. */
  #conversation(
    messages: readonly Message[],
    opening: Omit<Opening, "prefill">,
    turn: Pick<RenderOptions, "addGenerationPrompt" | "continueFinalMessage">,
  ): Written {
    const { source } = this.#templateFor(opening);
    const told = textMessages(messages, { model: this.#name, source });
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
