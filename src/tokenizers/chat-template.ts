/**
 * Chat templates: a Jinja program in the checkpoint that writes a conversation the way the model was trained to see it.
 * Text equals that of transformers' `apply_chat_template`: blocks trimmed, `tojson` as Python's `json.dumps`, and
 * `raise_exception` and `strftime_now` for the template to call.
 *
 * Known to differ: 1.0 is written as 1, since JavaScript has one kind of number, and a list or mapping printed without
 * `tojson` is written as JSON, not as Python's repr.
 */

import { Environment, Interpreter, parse, tokenize } from "@huggingface/jinja";
import { type History, LanguageModelError, type PlainMessage, plainData } from "../lm/index.ts";
import { openEnd, openLast } from "./continuation.ts";
import { inPython, pythonFunctions } from "./python-dialect.ts";
import { Quotable, Quotes } from "./quotes.ts";
import type { Range } from "./ranges.ts";
import { strftime } from "./strftime.ts";
import { ConversationError, templateMessages } from "./template-messages.ts";

export interface RenderOptions {
  /** End with the opening of the assistant's turn. Default false. */
  readonly addGenerationPrompt?: boolean | undefined;
  /** End where the last message ends, its turn left open, so that a model goes on with it. Default false. */
  readonly continueFinalMessage?: boolean | undefined;
  /** JSON Schemas of the tools that the model may call. */
  readonly tools?: readonly unknown[] | undefined;
  /** Texts to answer from, for templates that know documents: objects, most often with `title` and `text`. */
  readonly documents?: readonly unknown[] | undefined;
  readonly bosToken?: string | undefined;
  readonly eosToken?: string | undefined;
  readonly padToken?: string | undefined;
  readonly unkToken?: string | undefined;
  /** The time, for templates that print it; read as local time. */
  readonly now?: Date | undefined;
  /** Variables that this template knows besides, such as `enable_thinking`. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** A conversation as text, and what its parts are; ranges are of UTF-16 units. */
export interface Rendering {
  readonly text: string;
  /** What the template holds for the assistant's own words: its `{% generation %}` blocks. */
  readonly generated: readonly Range[];
  /** Where the text holds a string that was to be found again because somebody said it, and not the template. */
  readonly quoted: readonly Range[];
}

/** A token of a program, as the library's lexer has it. */
interface Token {
  readonly type: string;
  readonly value: string;
}

/** A template that cannot be read, or that refuses what it was given. */
export class ChatTemplateError extends Error {
  override readonly name = "ChatTemplateError";
  readonly sentence = true;
}

export class ChatTemplate {
  readonly source: string;
  /** Every name in the program: a variable that is none of them changes nothing. */
  readonly names: ReadonlySet<string>;
  readonly #program: ReturnType<typeof parse>;

  /** @throws ChatTemplateError where `source` is not a template */
  constructor(source: string) {
    this.source = source;
    try {
      const tokens: readonly Token[] = tokenize(source, { lstrip_blocks: true, trim_blocks: true });
      this.names = new Set(tokens.filter(({ type }) => type === "Identifier").map(({ value }) => value));
      this.#program = inPython(parse(tokens));
    } catch (cause) {
      throw new ChatTemplateError(`The chat template cannot be read: ${messageOf(cause)}`, { cause });
    }
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

  /** As `render`, and tells where the text holds what messages, tools, documents or variables say of `quotable`. */
  trace(messages: History, options: RenderOptions = {}, quotable = new Quotable([])): Rendering {
    try {
      return this.#trace(messages, options, quotable);
    } catch (cause) {
      if (cause instanceof LanguageModelError || cause instanceof ConversationError || cause instanceof Refusal) {
        throw new ChatTemplateError(cause.message, { cause });
      }
      throw new ChatTemplateError(`The chat template failed: ${messageOf(cause)}`, { cause });
    }
  }

  #trace(messages: History, options: RenderOptions, quotable: Quotable): Rendering {
    const said = saidIn(messages, options, this.source);
    const quotes = new Quotes(quotable, said);
    const { text: whole, generated } = this.#run(contextOf(quotes.mark(said), options), options.now);
    const { text, ranges, place } = quotes.unmark(whole);
    const spans = generated.map(([start, end]): Range => [place(start), place(end)]);
    const end = options.continueFinalMessage ? openEnd(text) : text.length;
    return { text: text.slice(0, end), generated: spans, quoted: ranges };
  }

  #run(context: Readonly<Record<string, unknown>>, now: Date | undefined): Omit<Rendering, "quoted"> {
    const environment = new Environment();
    for (const [name, value] of Object.entries({ ...globals(now), ...context })) {
      // transformers passes no variable at all for a token that the checkpoint lacks.
      if (value !== undefined) environment.set(name, value);
    }
    return { text: String(new Interpreter(environment).run(this.#program).value), generated: [] };
  }
}

/** What the template itself says against the messages. */
class Refusal extends Error {}

/** All that somebody else than the template says. */
interface Said {
  readonly messages: readonly PlainMessage[];
  readonly tools: unknown;
  readonly documents: unknown;
  readonly variables: object;
}

function saidIn(messages: History, options: RenderOptions, source: string): Said {
  if (options.continueFinalMessage && options.addGenerationPrompt) {
    throw new ConversationError("either the last message is continued or a new one begun: not both");
  }
  const plain = templateMessages(messages, source);
  return {
    messages: options.continueFinalMessage ? openLast(plain) : plain,
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

function globals(now: Date | undefined): Record<string, unknown> {
  return {
    true: true,
    True: true,
    false: false,
    False: false,
    none: null,
    None: null,
    range,
    ...pythonFunctions,
    raise_exception(message: unknown) {
      throw new Refusal(String(message));
    },
    strftime_now(format: string) {
      if (now === undefined) throw new Error("it prints the date, so the option `now` must be given");
      return strftime(now, format);
    },
  };
}

function contextOf({ variables, ...said }: Said, options: RenderOptions): Record<string, unknown> {
  return {
    ...said,
    add_generation_prompt: options.addGenerationPrompt ?? false,
    bos_token: options.bosToken,
    eos_token: options.eosToken,
    pad_token: options.padToken,
    unk_token: options.unkToken,
    ...variables,
  };
}

/** Python's range(stop), range(start, stop) or range(start, stop, step). */
function range(first: number, second?: number, step = 1): number[] {
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  if (step === 0) throw new Error("range() needs a step other than 0");
  return Array.from({ length: Math.max(Math.ceil((stop - start) / step), 0) }, (_, i) => start + i * step);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
