/**
 * LocalEncoder: the LanguageModel port on an encoder of our own, in this thread. It embeds. Writing from left to right and the
 * probability of a text given what stands before are no questions to a model that has seen what follows, and are refused.
 */
import { setImmediate as turn } from "node:timers/promises";
import {
  type EmbedOptions,
  type Generation,
  type LanguageModel,
  LanguageModelError,
  type Score,
  startGeneration,
} from "../lm/index.ts";
import { releaseModel } from "../nn/index.ts";
import { embedTexts, type Reader } from "./embed-texts.ts";

export class LocalEncoder implements LanguageModel {
  readonly name: string;
  readonly #reader: Reader;
  readonly #closed = new AbortController();
  readonly #running = new Set<Promise<unknown>>();

  /** The model belongs to the LocalEncoder from now on: `close` frees its weights. */
  constructor(reader: Reader) {
    this.name = reader.name;
    this.#reader = reader;
  }

  generate(): Generation {
    return startGeneration(async () => {
      throw this.#refusal("is an encoder: it reads a text whole and writes none");
    });
  }

  async score(): Promise<Score> {
    throw this.#refusal("is an encoder: it gives no probability of a token given those before alone");
  }

  async embed(texts: readonly string[], options: EmbedOptions = {}): Promise<number[][][]> {
    const work = this.#embed(texts, options);
    this.#running.add(work);
    const done = () => this.#running.delete(work);
    work.then(done, done);
    return await work;
  }

  async #embed(texts: readonly string[], options: EmbedOptions): Promise<number[][][]> {
    await turn();
    const { signal } = this.#closed;
    signal.throwIfAborted();
    return embedTexts(this.#reader, texts, options, { interrupt: signal, turn, reason: () => signal.reason });
  }

  async close(): Promise<void> {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort(new LanguageModelError("closed", `the model ${this.name} is closed`));
    await Promise.allSettled(this.#running);
    releaseModel(this.#reader.model);
  }

  #refusal(why: string): unknown {
    const { signal } = this.#closed;
    return signal.aborted ? signal.reason : new LanguageModelError("unsupported", `${this.name} ${why}`);
  }
}
