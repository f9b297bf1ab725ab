import { setImmediate as turn } from "node:timers/promises";
import { checkRun } from "../interventions/index.ts";
import {
  type AnswerScore,
  Closing,
  checkEmbed,
  type EmbedOptions,
  type Generation,
  type LanguageModel,
  LanguageModelError,
  type Score,
  startGeneration,
} from "../lm/index.ts";
import { releaseModel } from "../nn/index.ts";
import { embedTexts, type Reader } from "./embed-texts.ts";

/**
 * LocalEncoder: the LanguageModel port on an encoder of our own, in this thread. It embeds. Writing from left to right and the
 * probability of a text given what stands before are no questions to a model that has seen what follows, and are refused.
 */
export class LocalEncoder implements LanguageModel {
  readonly name: string;
  readonly #reader: Reader;
  readonly #closing: Closing;

  /** The model belongs to the LocalEncoder from now on: `close` frees its weights. Throws as `checkRun` does. */
  constructor(reader: Reader) {
    this.name = reader.name;
    checkRun(reader.model, reader);
    this.#reader = reader;
    this.#closing = new Closing(reader.name);
  }

  generate(): Generation {
    return startGeneration(async () => {
      throw this.#refusal("is an encoder: it reads a text whole and writes none");
    });
  }

  /** Rejects with a LanguageModelError of kind "unsupported". */
  async score(): Promise<Score> {
    throw this.#refusal(NO_PROBABILITY);
  }

  /** Rejects with a LanguageModelError of kind "unsupported". */
  async scoreAnswers(): Promise<AnswerScore[]> {
    throw this.#refusal(NO_PROBABILITY);
  }

  async embed(texts: readonly string[], options: EmbedOptions = {}): Promise<number[][][]> {
    return await this.#closing.track(this.#embed(texts, options));
  }

  async #embed(texts: readonly string[], options: EmbedOptions): Promise<number[][][]> {
    const request = checkEmbed(texts, options);
    await turn();
    this.#closing.check();
    const { signal } = this.#closing;
    return embedTexts(this.#reader, texts, request, { interrupt: signal, turn, reason: () => signal.reason });
  }

  async close(): Promise<void> {
    await this.#closing.close(() => releaseModel(this.#reader.model));
  }

  #refusal(why: string): unknown {
    const { signal } = this.#closing;
    return signal.aborted ? signal.reason : new LanguageModelError("unsupported", `${this.name} ${why}`);
  }
}

const NO_PROBABILITY = "is an encoder: it gives no probability of a token given those before alone";
