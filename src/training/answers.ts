/** Examples as rows of tokens: what is asked is read, what is answered is learned. */
import type { Example, TargetedRow } from "../data/index.ts";
import { Prompts, type Turn } from "../generation/index.ts";
import type { Message } from "../lm/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";

/** A question as `generate` takes it, and what it was answered in the example. */
export interface Question {
  readonly asked: string | readonly Message[];
  /** The last thing that is asked, as text; of a conversation as a line. */
  readonly shown: string;
  readonly answer: string;
}

export interface AnswersOptions {
  /** The model's, for errors. */
  readonly name: string;
  readonly tokenizer: Tokenizer;
  /** T: tokens of a row at most. */
  readonly length: number;
}

/** Words of a plain text that a sample goes on with. */
const BEGINNING = /^\s*(?:\S+\s+){0,6}\S+/;

/**
 * Writes examples for one model, exactly as it is asked later: the conversation up to each turn of the assistant's with the opening of
 * that turn, and behind it, as targets, the turn with the token that ends it. A prompt is a user's message where the model has a chat
 * template, and plain text where it has none.
 */
export class Answers {
  readonly #prompts: Prompts;
  readonly #tokenizer: Tokenizer;
  readonly #length: number;

  constructor({ name, tokenizer, length }: AnswersOptions) {
    this.#prompts = new Prompts({ name, tokenizer });
    this.#tokenizer = tokenizer;
    this.#length = length;
  }

  /**
   * The rows of an example: one, or several where a text is longer than a row, or the template writes a history in another way than the
   * answers in it. Throws an Error that says why where an answer does not fit, or the template refuses it.
   */
  rows(example: Example): TargetedRow[] {
    if ("text" in example) return this.#pieces(example.text);
    const rows: { ids: number[]; targets: [number, number][] }[] = [];
    for (const { before, behind } of this.#turns(example)) {
      const length = before.length + behind.length;
      if (length > this.#length)
        throw new Error(
          `its answer does not fit: with what is asked it has ${length} tokens, and the length is ${this.#length}`,
        );
      const last = rows.at(-1);
      const target: [number, number] = [before.length, length];
      if (last?.ids.every((id, i) => before[i] === id)) {
        last.ids = [...before, ...behind];
        last.targets.push(target);
      } else rows.push({ ids: [...before, ...behind], targets: [target] });
    }
    return rows;
  }

  /** What an example asks first. */
  question(example: Example): Question {
    if ("text" in example) {
      const [asked = example.text] = BEGINNING.exec(example.text) ?? [];
      return { asked, shown: asked, answer: example.text.slice(asked.length) };
    }
    if ("prompt" in example) {
      const { prompt, completion } = example;
      if (!this.#chats) return { asked: prompt, shown: prompt, answer: completion };
      return { asked: [{ role: "user", content: prompt }], shown: `${prompt}\n`, answer: completion };
    }
    const messages = example.messages as readonly Message[];
    const first = messages.findIndex(({ role }) => role === "assistant");
    const asked = messages.slice(0, first);
    return { asked, shown: `${saidBy(asked.at(-1)!)}\n`, answer: saidBy(messages[first]!) };
  }

  get #chats(): boolean {
    return this.#tokenizer.chatTemplate !== undefined;
  }

  #turns(example: Exclude<Example, { text: string }>): Turn[] {
    if ("messages" in example) {
      const messages = example.messages as readonly Message[];
      const tools = example.tools === undefined ? {} : { tools: example.tools };
      return messages.flatMap((message, i) =>
        message.role === "assistant" ? [this.#prompts.encodeTurn(messages.slice(0, i), message, tools)] : [],
      );
    }
    const { prompt, completion } = example;
    if (this.#chats)
      return [
        this.#prompts.encodeTurn([{ role: "user", content: prompt }], { role: "assistant", content: completion }),
      ];
    const { before, behind } = this.#prompts.encodeAnswer(prompt, completion);
    return [{ before, behind: [...behind, ...this.#end] }];
  }

  /** A text in rows that follow each other, all of it foretold but its first token, and its end with it. */
  #pieces(text: string): TargetedRow[] {
    const ids = [...this.#tokenizer.encode(text), ...this.#end];
    const rows: TargetedRow[] = [];
    for (let start = 0; start + 1 < ids.length; start += this.#length - 1) {
      const piece = ids.slice(start, start + this.#length);
      rows.push({ ids: piece, targets: [[1, piece.length]] });
    }
    if (rows.length === 0) throw new Error("its text is one token, which nothing foretells");
    return rows;
  }

  /** What ends a text. */
  get #end(): number[] {
    const { eosId } = this.#tokenizer;
    return eosId === undefined ? [] : [eosId];
  }
}

function saidBy({ content }: Message): string {
  return typeof content === "string" ? content : JSON.stringify(content ?? "");
}
