/**
 * A LanguageModel behind any endpoint that speaks OpenAI's protocol: /chat/completions for a conversation, /completions for
 * a text, /embeddings, and scoring where /completions can echo a prompt with its log-probabilities.
 *
 * The protocol tells no token ids, so `tokens` stay empty and speeds come from the counts that the server reports.
 */
import { z } from "zod";
import { Endpoint } from "./openai-endpoint.ts";
import {
  type Chunk,
  type Completion,
  type EmbedOptions,
  type GenerateOptions,
  type Generation,
  type LanguageModel,
  LanguageModelError,
  type Prompt,
  type Score,
  type ScoreOptions,
} from "./port.ts";
import { checkSettings, type GenerateSettings } from "./settings.ts";
import { startGeneration } from "./start-generation.ts";
import { unit } from "./unit.ts";

export interface OpenAIOptions {
  /** Address up to and with the version, for example `http://localhost:8080/v1`. */
  url: string;
  /** The model's name there. */
  model: string;
  key?: string;
  fetch?: typeof fetch;
  /** A clock in milliseconds. */
  now?: () => number;
}

const usage = z.looseObject({ prompt_tokens: z.int(), completion_tokens: z.int().optional() }).nullish();
const finish = z.string().nullish();
const Piece = z.looseObject({
  choices: z.array(
    z.looseObject({
      text: z.string().nullish(), // /completions
      delta: z.looseObject({ content: z.string().nullish() }).optional(), // /chat/completions
      finish_reason: finish,
    }),
  ),
  usage,
});
const Echo = z.looseObject({
  choices: z
    .array(z.looseObject({ logprobs: z.looseObject({ token_logprobs: z.array(z.number().nullable()) }).nullish() }))
    .min(1),
});
const Embeddings = z.looseObject({ data: z.array(z.looseObject({ index: z.int(), embedding: z.array(z.number()) })) });

export class OpenAIModel implements LanguageModel {
  readonly name: string;
  readonly #endpoint: Endpoint;
  readonly #now: () => number;
  readonly #closed = new AbortController();

  constructor({ url, model, key, fetch = globalThis.fetch, now = () => performance.now() }: OpenAIOptions) {
    this.name = model;
    this.#endpoint = new Endpoint({ url, key, fetch });
    this.#now = now;
  }

  generate(prompt: Prompt, options: GenerateOptions = {}): Generation {
    return startGeneration(async (emit, signal) => {
      this.#checkOpen();
      const settings = checkSettings(options);
      const stop = AbortSignal.any([signal, this.#closed.signal]);
      return await this.#generate(prompt, settings, emit, stop);
    }, options.signal);
  }

  async #generate(
    prompt: Prompt,
    settings: GenerateSettings,
    emit: (chunk: Chunk) => void,
    signal: AbortSignal,
  ): Promise<Completion> {
    const chat = typeof prompt !== "string";
    const path = chat ? "/chat/completions" : "/completions";
    const body = { model: this.name, ...(chat ? { messages: prompt } : { prompt }), ...inProtocol(settings) };
    const start = this.#now();
    let first = start;
    let text = "";
    let ended: string | undefined;
    let counts = { prompt_tokens: 0, completion_tokens: 0 };
    const result = (finish: Completion["finish"]): Completion => ({
      text,
      tokens: [],
      finish,
      promptTokens: counts.prompt_tokens,
      tokensPerSecond: perSecond(counts.completion_tokens - 1, this.#now() - first),
      promptTokensPerSecond: perSecond(counts.prompt_tokens, first - start),
    });
    try {
      signal.throwIfAborted();
      for await (const { choices, usage } of this.#endpoint.stream(path, body, Piece, signal)) {
        if (usage != null) counts = { ...usage, completion_tokens: usage.completion_tokens ?? 0 };
        const choice = choices[0];
        const piece = choice?.delta?.content ?? choice?.text ?? "";
        ended = choice?.finish_reason ?? ended;
        if (piece === "") continue;
        if (text === "") first = this.#now();
        text += piece;
        emit({ text: piece, tokens: [] });
      }
    } catch (error) {
      if (signal.aborted) return result("aborted");
      throw error;
    }
    return result(ended === "length" ? "length" : "stop");
  }

  async score(text: string, { signal, window }: ScoreOptions = {}): Promise<Score> {
    this.#checkOpen();
    if (window !== undefined) this.#unsupported("score a text by windows");
    if (text === "") throw tooShort();
    const body = { model: this.name, prompt: text, max_tokens: 0, echo: true, logprobs: 1, temperature: 1 };
    const answer = await this.#endpoint.post("/completions", body, Echo, this.#signal(signal)).catch((error) => {
      if (error instanceof LanguageModelError && error.kind === "bad-request") this.#unsupported("score a text", error);
      throw error;
    });
    const [before, ...logprobs] = answer.choices[0]!.logprobs?.token_logprobs ?? [];
    if (before === undefined) this.#unsupported("score a text");
    if (logprobs.length === 0) throw tooShort();
    const known = logprobs.filter((logprob) => logprob !== null);
    const mean = known.reduce((sum, logprob) => sum + logprob, 0) / known.length;
    return { tokens: [], logprobs: known, perplexity: Math.exp(-mean) };
  }

  async embed(texts: readonly string[], options: EmbedOptions = {}): Promise<number[][][]> {
    this.#checkOpen();
    if (options.layer !== undefined) this.#unsupported("embed at a chosen layer");
    if (options.pooling !== undefined) this.#unsupported("embed with a chosen pooling");
    const body = { model: this.name, input: texts, encoding_format: "float" };
    const { data } = await this.#endpoint.post("/embeddings", body, Embeddings, this.#signal());
    return [...data]
      .sort((a, b) => a.index - b.index)
      .map(({ embedding }) => [options.normalize ? unit(embedding) : embedding]);
  }

  async close(): Promise<void> {
    this.#closed.abort(this.#closedError());
  }

  #signal(signal?: AbortSignal): AbortSignal {
    return signal === undefined ? this.#closed.signal : AbortSignal.any([signal, this.#closed.signal]);
  }
  #checkOpen(): void {
    if (this.#closed.signal.aborted) throw this.#closedError();
  }
  #closedError(): LanguageModelError {
    return new LanguageModelError("closed", `the model ${this.name} is closed`);
  }
  #unsupported(what: string, cause?: unknown): never {
    throw new LanguageModelError("unsupported", `${this.name} at ${this.#endpoint.url} cannot ${what}`, { cause });
  }
}

/** Our settings under the protocol's names; those that OpenAI does not know are sent only where they were asked for. */
function inProtocol(settings: GenerateSettings): Record<string, unknown> {
  const fields = {
    max_tokens: settings.maxTokens,
    temperature: settings.temperature,
    top_p: settings.topP,
    presence_penalty: settings.presencePenalty,
    frequency_penalty: settings.frequencyPenalty,
    stop: settings.stop,
    seed: settings.seed,
    top_k: settings.topK,
    min_p: settings.minP,
    typical_p: settings.typicalP,
    temperature_last: settings.temperatureLast,
    repetition_penalty: settings.repetitionPenalty,
    stream_options: { include_usage: true },
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function tooShort(): LanguageModelError {
  return new LanguageModelError("bad-request", "score: the text has fewer than two tokens");
}

function perSecond(count: number, milliseconds: number): number {
  return count > 0 && milliseconds > 0 ? (count * 1000) / milliseconds : 0;
}
