/** Conversations as ids: written by the checkpoint's chat template, the assistant's own tokens told from the others. */
import type { History } from "../lm/index.ts";
import { optionsOf } from "../sentences/index.ts";
import {
  type ChatTemplate,
  ChatTemplateError,
  type ConversationText,
  RENDERING,
  type RenderOptions,
} from "./chat-template.ts";
import { Quotable } from "./quotes.ts";
import type { Range } from "./ranges.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** `now` is the time that a template may print; the bos and other tokens are the tokenizer's own. */
export interface ApplyChatTemplateOptions
  extends Omit<RenderOptions, "bosToken" | "eosToken" | "padToken" | "unkToken"> {
  /** The name of the template. Default: "tool_use" where tools are given and there is one, else "default". */
  readonly template?: string | undefined;
  /**
   * What control tokens are where somebody says them: in messages, results and schemas of tools, documents and variables. As "text",
   * the default, nobody but the template ends a turn or begins one; as "control" they are what they are in any text.
   */
  readonly controlTokens?: "text" | "control" | undefined;
}

const checkOptions = optionsOf<ApplyChatTemplateOptions>("applyChatTemplate", {
  ...RENDERING,
  template: "text?",
  controlTokens: "text?",
});

/** A conversation as ids, the assistant's own told from the others. */
export interface ConversationEncoding {
  /** The template's special tokens among them; nothing stands around them besides. */
  readonly ids: number[];
  /**
   * 1 for each token of the assistant's, as the template marks them by `{% generation %}`, else 0: transformers'
   * `return_assistant_tokens_mask`. All 0 where the template marks none.
   */
  readonly assistantMask: number[];
}

/** Writes conversations for one tokenizer. */
export class Conversations {
  readonly #tokenizer: Tokenizer;
  /** What may be said without being meant, by the template that would mean it. */
  readonly #control = new Map<ChatTemplate, Quotable>();

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
  }

  trace(messages: History, options: ApplyChatTemplateOptions = {}): ConversationText {
    checkOptions(options);
    const { template: name, controlTokens = "text", ...asked } = options;
    const template = this.#tokenizer.chatTemplates.choose({ name, tools: asked.tools });
    const rendering = { ...this.#roles(), ...asked };
    return template.trace(messages, rendering, controlTokens === "text" ? this.#controlOf(template) : undefined);
  }

  encode(messages: History, options: ApplyChatTemplateOptions = {}): ConversationEncoding {
    const { text, generated, quoted } = this.trace(messages, options);
    const { ids, offsets } = this.#tokenizer.encodeWithOffsets(text, { addSpecialTokens: false, literal: quoted });
    return { ids, assistantMask: maskOf(offsets, generated) };
  }

  #roles(): RenderOptions {
    const { bosId, eosId, padId, unkId } = this.#tokenizer;
    const token = (id: number | undefined) => (id === undefined ? undefined : this.#tokenizer.idToToken(id));
    return { bosToken: token(bosId), eosToken: token(eosId), padToken: token(padId), unkToken: token(unkId) };
  }

  #controlOf(template: ChatTemplate): Quotable {
    const known = this.#control.get(template) ?? new Quotable(this.#controlTokens(template));
    this.#control.set(template, known);
    return known;
  }

  /**
   * Special tokens, those that end a turn, and those that the template parts turns by, special or not: DeepSeek's `<｜User｜>` is not.
   * Others, such as `<think>`, are words that a history may hold.
   */
  #controlTokens(template: ChatTemplate): string[] {
    const turns = partingTurns(template, this.#roles());
    return this.#tokenizer.addedTokens
      .filter(({ id, special, content }) => special || this.#tokenizer.stopIds.has(id) || turns.includes(content))
      .map(({ content }) => content)
      .filter((content) => content.trim() !== "");
  }
}

/** A small conversation as the template writes it; "" where it refuses. */
function partingTurns(template: ChatTemplate, roles: RenderOptions): string {
  const said = ["user", "assistant", "user"] as const;
  try {
    return template.render(
      said.map((role) => ({ role, content: "x" })),
      { ...roles, now: new Date(0) },
    );
  } catch (error) {
    if (error instanceof ChatTemplateError) return "";
    throw error;
  }
}

/** From the first token that reaches into a range to the first that holds its last character: transformers leaves the bytes behind it out. */
function maskOf(offsets: readonly Range[], ranges: readonly Range[]): number[] {
  const mask = offsets.map(() => 0);
  let from = 0;
  for (const [start, end] of ranges) {
    if (start === end) continue;
    while (from < offsets.length && offsets[from]![1] <= start) from++;
    for (let i = from; i < offsets.length && offsets[i]![0] < end; i++) {
      mask[i] = 1;
      if (offsets[i]![1] >= end) break;
    }
  }
  return mask;
}
