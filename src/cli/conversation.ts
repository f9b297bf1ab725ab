import { writeFileSync } from "node:fs";
import type { Completion, Message } from "../lm/index.ts";

/** What was said so far, and how a turn that went wrong leaves it: always one a model can go on from. */
export class Conversation {
  #system: string | undefined;
  #messages: Message[] = [];

  constructor(system?: string) {
    this.#system = system;
  }

  get messages(): readonly Message[] {
    return this.#system === undefined ? this.#messages : [{ role: "system", content: this.#system }, ...this.#messages];
  }

  /** The conversation with one more question. It becomes part of it with its answer. */
  with(question: string): readonly Message[] {
    return [...this.messages, { role: "user", content: question }];
  }

  /** Keeps a question and its answer, a broken-off one too; one that was stopped before its first word leaves no trace. */
  keep(question: string, { text, finish }: Pick<Completion, "text" | "finish">): void {
    if (finish === "aborted" && text === "") return;
    this.#messages.push({ role: "user", content: question }, { role: "assistant", content: text });
  }

  reset(): void {
    this.#messages = [];
  }

  /** Sets the system message, or takes it away, and begins anew. */
  setSystem(text: string): void {
    this.#system = text === "" ? undefined : text;
    this.reset();
  }

  save(path: string): void {
    writeFileSync(path, `${JSON.stringify(this.messages, null, 2)}\n`);
  }
}
