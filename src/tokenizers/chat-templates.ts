import { ChatTemplate, ChatTemplateError } from "./chat-template.ts";

const DEFAULT = "default";
const WITH_TOOLS = "tool_use";

/**
 * The chat templates of a checkpoint, by name: `default`, and some have `tool_use` or `rag` besides. Each is read when it is first
 * asked for, so that one which cannot be read spoils nothing else.
 */
export class ChatTemplates {
  /** Programs as the files have them, by name. */
  readonly sources: ReadonlyMap<string, string>;
  readonly #read = new Map<string, ChatTemplate>();

  constructor(sources: Iterable<readonly [name: string, source: string]> = []) {
    this.sources = new Map(sources);
  }

  /**
   * The template of a name; without one, as transformers chooses: where tools are given the one named "tool_use", if there is one,
   * else "default".
   * @throws ChatTemplateError where there is no such template, or it cannot be read
   */
  choose({ name, tools }: { readonly name?: string | undefined; readonly tools?: unknown } = {}): ChatTemplate {
    const chosen = name ?? (tools != null && this.sources.has(WITH_TOOLS) ? WITH_TOOLS : DEFAULT);
    const source = this.sources.get(chosen);
    if (source === undefined) throw this.#missing(name);
    const read = this.#read.get(chosen) ?? new ChatTemplate(source);
    this.#read.set(chosen, read);
    return read;
  }

  #missing(name: string | undefined): ChatTemplateError {
    const names = [...this.sources.keys()].join(", ");
    if (names === "") return new ChatTemplateError("This checkpoint has no chat template.");
    const asked = name === undefined ? "default" : JSON.stringify(name);
    return new ChatTemplateError(`This checkpoint has no chat template ${asked}, but: ${names}.`);
  }
}
