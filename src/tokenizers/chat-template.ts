/**
 * Chat templates: a Jinja program in the checkpoint that writes a conversation the way the model was trained to see it.
 * Text equals that of transformers' `apply_chat_template`: blocks trimmed, `tojson` as Python's `json.dumps`, and
 * `raise_exception` and `strftime_now` for the template to call.
 *
 * Known to differ: 1.0 is written as 1, since JavaScript has one kind of number, and a list or mapping printed without
 * `tojson` is written as JSON, not as Python's repr.
 */

import { Environment, Interpreter, parse, tokenize } from "@huggingface/jinja";
import type { Message } from "../lm/index.ts";
import { inPython, pythonFunctions } from "./python-dialect.ts";
import { strftime } from "./strftime.ts";

export interface RenderOptions {
  /** End with the opening of the assistant's turn. Default false. */
  readonly addGenerationPrompt?: boolean | undefined;
  /** JSON Schemas of the tools that the model may call. */
  readonly tools?: readonly unknown[] | undefined;
  readonly bosToken?: string | undefined;
  readonly eosToken?: string | undefined;
  readonly padToken?: string | undefined;
  readonly unkToken?: string | undefined;
  /** The time, for templates that print it; read as local time. */
  readonly now?: Date | undefined;
  /** Variables that this template knows besides, such as `enable_thinking`. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
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
   * The text of a conversation. Messages reach the template as they are, so one for texts wants them plain, as `plainMessages`
   * of `tenon/lm` makes them.
   * @throws ChatTemplateError with the template's own words where it calls `raise_exception`
   */
  render(messages: readonly Message[], options: RenderOptions = {}): string {
    const environment = new Environment();
    const variables = { ...globals(options.now), ...contextOf(messages, options), ...options.variables };
    for (const [name, value] of Object.entries(variables)) {
      // transformers passes no variable at all for a token that the checkpoint lacks.
      if (value !== undefined) environment.set(name, value);
    }
    try {
      return String(new Interpreter(environment).run(this.#program).value);
    } catch (cause) {
      if (cause instanceof Refusal) throw new ChatTemplateError(cause.message, { cause });
      throw new ChatTemplateError(`The chat template failed: ${messageOf(cause)}`, { cause });
    }
  }
}

/** What the template itself says against the messages. */
class Refusal extends Error {}

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

function contextOf(messages: readonly Message[], options: RenderOptions): Record<string, unknown> {
  return {
    messages,
    tools: options.tools ?? null,
    documents: null,
    add_generation_prompt: options.addGenerationPrompt ?? false,
    bos_token: options.bosToken,
    eos_token: options.eosToken,
    pad_token: options.padToken,
    unk_token: options.unkToken,
  };
}

/** Python's range(stop), range(start, stop) or range(start, stop, step). */
function range(first: number, second?: number, step = 1): number[] {
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  if (step === 0) throw new Error("range() needs a step other than 0");
  return Array.from({ length: Math.max(Math.ceil((stop - start) / step), 0) }, (_, i) => start + i * step);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
