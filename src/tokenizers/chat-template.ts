/**
 * Chat templates: a Jinja program in the checkpoint that writes a conversation the way the model was trained to see it.
 * Text and errors are those of transformers' `apply_chat_template`, but that a number without a fraction is an int:
 * JavaScript cannot tell 1.0 from 1.
 */

import { JinjaError, Template } from "../jinja/index.ts";
import type { Message } from "../lm/index.ts";

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

/** A template that cannot be read, or that refuses what it was given. */
export class ChatTemplateError extends Error {
  override readonly name = "ChatTemplateError";
  readonly sentence = true;
}

export class ChatTemplate {
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
   * The text of a conversation. Messages reach the template as they are, so one for texts wants them plain, as `plainMessages`
   * of `tenon/lm` makes them.
   * @throws ChatTemplateError with the template's own words where it calls `raise_exception`
   */
  render(messages: readonly Message[], options: RenderOptions = {}): string {
    // transformers passes no variable at all for a token that the checkpoint lacks.
    const given = Object.entries({ ...contextOf(messages, options), ...options.variables });
    const variables = Object.fromEntries(given.filter(([, value]) => value !== undefined));
    try {
      return this.#program.render(variables, { now: options.now });
    } catch (cause) {
      if (!(cause instanceof JinjaError)) throw cause;
      const own = cause.exception === "TemplateError";
      throw new ChatTemplateError(own ? cause.reason : `The chat template failed: ${cause.message}`, { cause });
    }
  }
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
