import { JinjaError, Template } from "../jinja/index.ts";
import { type History, LanguageModelError, type PlainMessage, plainData } from "../lm/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { openEnd, openLast } from "./continuation.ts";
import { Quotable, Quotes } from "./quotes.ts";
import type { Range } from "./ranges.ts";
import { ConversationError, templateMessages } from "./template-messages.ts";

/** What a template is given besides the messages. */
export interface RenderOptions {
  /** End with the opening of the assistant's turn. Default false. */
  readonly addGenerationPrompt?: boolean | undefined;
  /** End where the last message ends, its turn left open, so that a model goes on with it. Default false. */
  readonly continueFinalMessage?: boolean | undefined;
  /** JSON Schemas of the tools that the model may call. */
  readonly tools?: readonly unknown[] | undefined;
  /** Texts to answer from, for templates that know documents: objects, most often with `title` and `text`. */
  readonly documents?: readonly unknown[] | undefined;
  /** What the template calls `bos_token`. */
  readonly bosToken?: string | undefined;
  /** What the template calls `eos_token`. */
  readonly eosToken?: string | undefined;
  /** What the template calls `pad_token`. */
  readonly padToken?: string | undefined;
  /** What the template calls `unk_token`. */
  readonly unkToken?: string | undefined;
  /** The time, for templates that print it; read as local time. */
  readonly now?: Date | undefined;
  /** Variables that this template knows besides, such as `enable_thinking`. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** The kinds of `RenderOptions`, for what checks them. */
export const RENDERING = {
  addGenerationPrompt: "flag?",
  continueFinalMessage: "flag?",
  tools: "any?",
  documents: "any?",
  now: "object?",
  variables: "object?",
} as const;
const checkRender = optionsOf<RenderOptions>("render", {
  ...RENDERING,
  bosToken: "text?",
  eosToken: "text?",
  padToken: "text?",
  unkToken: "text?",
});

/** A conversation as text, and what its parts are; ranges are of UTF-16 units. */
export interface ConversationText {
  /** As the model is to read it. */
  readonly text: string;
  /** What the template holds for the assistant's own words: its `{% generation %}` blocks. */
  readonly generated: readonly Range[];
  /** Where the text holds a string that was to be found again because somebody said it, and not the template. */
  readonly quoted: readonly Range[];
}

/** A template that cannot be read, or that refuses what it was given. */
export class ChatTemplateError extends Error {
  override readonly name = "ChatTemplateError";
  /** The message is written for people: commands print it as it is. */
  readonly sentence = true;
}

/**
 * Chat templates: a Jinja program in the checkpoint that writes a conversation the way the model was trained to see it.
 * Text and errors are those of transformers' `apply_chat_template`, but that a number without a fraction is an int:
 * JavaScript cannot tell 1.0 from 1.
 */
export class ChatTemplate {
  /** The program, as the checkpoint has it. */
  readonly source: string;
  /** Every name that the program reads: a variable that is none of them changes nothing. */
  readonly names: ReadonlySet<string>;
  readonly #program: Template;

  /** @throws ChatTemplateError where `source` is not a template */
  constructor(source: string) {
    this.source = source;
    try {
      this.#program = new Template(source);
    } catch (cause) {
      throw cause instanceof JinjaError
        ? new ChatTemplateError(`The chat template cannot be read: ${cause.message}`, { cause })
        : cause;
    }
    this.names = this.#program.names;
  }

  /**
   * The text of a conversation, a history as OpenAI's protocol or the AI SDK has it. As in transformers, keys that say nothing are
   * dropped, reasoning stands under each name that templates read it by, and arguments of calls stay as they were given, JSON text
   * or values.
   * @throws ChatTemplateError where something is no conversation, or with the template's own words where it calls `raise_exception`
   */
  render(messages: History, options: RenderOptions = {}): string {
    return this.trace(messages, options).text;
  }

  /**
   * As `render`, and tells where the text holds what messages, tools, documents or variables say of `quotable`. Throws
   * a ChatTemplateError as `render` does.
   */
  trace(messages: History, options: RenderOptions = {}, quotable = new Quotable([])): ConversationText {
    checkRender(options);
    try {
      return this.#trace(messages, options, quotable);
    } catch (cause) {
      throw isRefusal(cause) ? new ChatTemplateError(sentenceOf(cause), { cause }) : cause;
    }
  }

  #trace(messages: History, options: RenderOptions, quotable: Quotable): ConversationText {
    const { last, ...said } = saidIn(messages, options, this.source);
    const quotes = new Quotes(quotable, said);
    const context = contextOf(quotes.mark(said), options);
    const { text: whole, generated } = this.#program.trace(context, { now: options.now });
    const { text, ranges, place } = quotes.unmark(whole);
    const spans = generated.map(({ start, end }): Range => [place(start), place(end)]);
    const end = last === undefined ? text.length : openEnd(text, last);
    return { text: text.slice(0, end), generated: spans, quoted: ranges };
  }
}

type Refusal = LanguageModelError | ConversationError | JinjaError;

const isRefusal = (cause: unknown): cause is Refusal =>
  [LanguageModelError, ConversationError, JinjaError].some((kind) => cause instanceof kind);

/** What a template says itself by `raise_exception` stands alone. */
function sentenceOf(cause: Refusal): string {
  if (!(cause instanceof JinjaError)) return cause.message;
  return cause.exception === "TemplateError" ? cause.reason : `The chat template failed: ${cause.message}`;
}

/** All that somebody else than the template says. */
interface Said {
  readonly messages: readonly PlainMessage[];
  readonly tools: unknown;
  readonly documents: unknown;
  readonly variables: object;
  /** What the last message says, where it is to be continued. */
  readonly last: string | undefined;
}

function saidIn(messages: History, options: RenderOptions, source: string): Said {
  if (options.continueFinalMessage && options.addGenerationPrompt) {
    throw new ConversationError("either the last message is continued or a new one begun: not both");
  }
  const plain = templateMessages(messages, source);
  const opened = options.continueFinalMessage ? openLast(plain) : undefined;
  return {
    messages: opened?.messages ?? plain,
    last: opened?.said,
    tools: objects("tool", options.tools),
    documents: objects("document", options.documents),
    variables: Object(plainData(options.variables ?? {})) as object,
  };
}

/** A list that a template may ask for; none, and not an empty one, where nothing was given. */
function objects(what: string, list: readonly unknown[] | undefined): unknown {
  if (list == null) return null;
  if (!Array.isArray(list)) throw new ConversationError(`${what}s must be a list`);
  const bad = list.findIndex((item) => typeof item !== "object" || item === null || Array.isArray(item));
  if (bad >= 0) throw new ConversationError(`${what} ${bad + 1} must be an object`);
  return plainData(list);
}

function contextOf({ variables, ...said }: Omit<Said, "last">, options: RenderOptions): Record<string, unknown> {
  const given = {
    ...said,
    add_generation_prompt: options.addGenerationPrompt ?? false,
    bos_token: options.bosToken,
    eos_token: options.eosToken,
    pad_token: options.padToken,
    unk_token: options.unkToken,
    ...variables,
  };
  // transformers passes no variable at all for a token that the checkpoint lacks.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
