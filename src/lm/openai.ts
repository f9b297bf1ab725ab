import { z } from "zod";
import { Closing } from "./closing.ts";
import { LanguageModelError } from "./error.ts";
import { type Counts, countsOf, Echo, type EchoedLogprobs, Embeddings, Piece } from "./openai-answers.ts";
import { Endpoint } from "./openai-endpoint.ts";
import { ToolCallPieces } from "./openai-tool-calls.ts";
import { perSecond } from "./per-second.ts";
import type {
  AnswerScore,
  Chunk,
  Completion,
  EmbedOptions,
  GenerateOptions,
  Generation,
  LanguageModel,
  Prompt,
  Score,
  ScoreOptions,
} from "./port.ts";
import {
  checkAnswers,
  checkEmbed,
  checkOptions,
  checkRequest,
  checkScore,
  type GenerateRequest,
  type OptionName,
  signalOf,
} from "./request.ts";
import { inProtocol } from "./sdk-parts.ts";
import { noOptions } from "./settings.ts";
import { startGeneration } from "./start-generation.ts";
import { writeArguments } from "./tool-arguments.ts";
import { unit } from "./unit.ts";

const text = z.string({ error: "must be a text" }).min(1, { error: "must not be empty" });
const isFunction = <F>() =>
  z.custom<F>((value) => typeof value === "function", { error: "must be a function" }).optional();
const Options = z.strictObject(
  {
    url: text,
    model: text,
    key: z.string({ error: "must be a text" }).optional(),
    fetch: isFunction<typeof fetch>(),
    now: isFunction<() => number>(),
  },
  noOptions,
);

/** Where an endpoint is, and what it is told. */
export interface OpenAIOptions {
  /** Address up to and with the version, for example `http://localhost:8080/v1`. */
  url: string;
  /** The model's name there. */
  model: string;
  /** Sent as a bearer token. Default: none is sent. */
  key?: string;
  /** What makes requests. Default: the global one. */
  fetch?: typeof fetch;
  /** A clock in milliseconds. */
  now?: () => number;
}

/** What can be asked with a conversation; with a text the protocol knows none of it. */
const TAKES: readonly OptionName[] = ["tools", "format", "variables"];

/**
 * A LanguageModel behind any endpoint that speaks OpenAI's protocol: /chat/completions for a conversation, /completions for
 * a text, /embeddings, and scoring where /completions can echo a prompt with its log-probabilities.
 *
 * The protocol tells no token ids, so `tokens` stay empty and speeds come from the counts that the server reports.
 */
export class OpenAIModel implements LanguageModel {
  readonly name: string;
  readonly #endpoint: Endpoint;
  readonly #now: () => number;
  readonly #closing: Closing;

  /** Throws a LanguageModelError of kind "bad-request" where url or model is missing, or an option is not known. */
  constructor(options: OpenAIOptions) {
    const {
      url,
      model,
      key,
      fetch = globalThis.fetch,
      now = () => performance.now(),
    } = checkOptions("OpenAIModel", Options, options);
    this.name = model;
    this.#closing = new Closing(model);
    this.#endpoint = new Endpoint({ url, key, fetch });
    this.#now = now;
  }

  /** As `LanguageModel.generate`; a conversation takes tools, a format and template variables. */
  generate(prompt: Prompt, options: GenerateOptions = {}): Generation {
    return startGeneration(async (emit, signal) => {
      this.#closing.check();
      const takes = typeof prompt === "string" ? [] : TAKES;
      const request = checkRequest(prompt, options, { name: this.#who, takes });
      return await this.#generate(prompt, request, emit, this.#signal(signal));
    }, signalOf(options));
  }

  async #generate(
    prompt: Prompt,
    request: GenerateRequest,
    emit: (chunk: Chunk) => void,
    signal: AbortSignal,
  ): Promise<Completion> {
    const chat = typeof prompt !== "string";
    const path = chat ? "/chat/completions" : "/completions";
    const body = {
      model: this.name,
      ...(chat ? { messages: writeArguments(prompt.flatMap(inProtocol)) } : { prompt }),
      ...inTheirWords(request),
    };
    const start = this.#now();
    let first = start;
    let text = "";
    let ended: string | undefined;
    const calls = new ToolCallPieces();
    let counts: Counts = { prompt: 0, cached: 0, completion: 0 };
    const result = (finish: Completion["finish"]): Completion => ({
      text,
      tokens: [],
      toolCalls: finish === "stop" ? calls.whole : [],
      finish,
      promptTokens: counts.prompt,
      cachedTokens: counts.cached,
      tokensPerSecond: perSecond(counts.completion - 1, this.#now() - first),
      promptTokensPerSecond: perSecond(counts.prompt - counts.cached, first - start),
    });
    try {
      signal.throwIfAborted();
      if (request.maxTokens === 0) return result("length"); // the protocol has servers that refuse it
      for await (const { choices, usage } of this.#endpoint.stream(path, body, Piece, signal)) {
        if (usage != null) counts = countsOf(usage);
        const choice = choices[0];
        const piece = choice?.delta?.content ?? choice?.text ?? "";
        ended = choice?.finish_reason ?? ended;
        calls.push(choice?.delta?.tool_calls ?? []);
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

  /**
   * As `LanguageModel.score`, by an echo of the text. Throws a LanguageModelError, of kind "unsupported" for windows
   * and where the server cannot echo.
   */
  async score(text: string, options: ScoreOptions = {}): Promise<Score> {
    this.#closing.check();
    const { signal, window } = checkScore(text, options);
    if (window !== undefined) this.#unsupported("score a text by windows");
    if (text === "") throw tooShort();
    const { token_logprobs } = await this.#echo(text, "score a text", this.#signal(signal));
    const [, ...logprobs] = token_logprobs;
    if (logprobs.length === 0) throw tooShort();
    const known = logprobs.filter((logprob) => logprob !== null);
    return { tokens: [], logprobs: known, perplexity: Math.exp(-sum(known) / known.length) };
  }

  /** As `LanguageModel.scoreAnswers`, for a text alone: the protocol echoes no conversation. Throws a LanguageModelError. */
  async scoreAnswers(
    prompt: Prompt,
    answers: readonly string[],
    options: Pick<ScoreOptions, "signal"> = {},
  ): Promise<AnswerScore[]> {
    this.#closing.check();
    const { signal } = checkAnswers(prompt, answers, options);
    if (typeof prompt !== "string") this.#unsupported("score an answer in a conversation");
    if (prompt === "") throw new LanguageModelError("bad-request", "the prompt is empty");
    const stop = this.#signal(signal);
    return await Promise.all(answers.map((answer) => this.#scoreAnswer(prompt, answer, stop)));
  }

  /** The protocol takes the whole text, so the answer's tokens are those that begin at the seam or behind it. */
  async #scoreAnswer(prompt: string, answer: string, signal: AbortSignal): Promise<AnswerScore> {
    const { token_logprobs, text_offset } = await this.#echo(prompt + answer, "score an answer", signal);
    const first = text_offset?.indexOf([...prompt].length) ?? -1;
    if (first < 0)
      this.#unsupported("score an answer whose first token begins in the prompt, or tell that it does not");
    const logprobs = token_logprobs.slice(first).filter((logprob) => logprob !== null);
    return { tokens: [], logprobs, logprob: sum(logprobs) };
  }

  /** The log-probabilities of a text, given back without a token written. */
  async #echo(prompt: string, what: string, signal: AbortSignal): Promise<EchoedLogprobs> {
    const body = { model: this.name, prompt, max_tokens: 0, echo: true, logprobs: 1, temperature: 1 };
    const { choices } = await this.#endpoint.post("/completions", body, Echo, signal).catch((error) => {
      if (error instanceof LanguageModelError && error.kind === "bad-request") this.#unsupported(what, error);
      throw error;
    });
    const { logprobs } = choices[0]!;
    if (logprobs == null || logprobs.token_logprobs.length === 0) this.#unsupported(what);
    return logprobs;
  }

  /** As `LanguageModel.embed`, a vector for each text as the server pools it. Throws a LanguageModelError. */
  async embed(texts: readonly string[], options: EmbedOptions = {}): Promise<number[][][]> {
    this.#closing.check();
    const { layer, pooling, normalize, truncate } = checkEmbed(texts, options);
    if (layer !== undefined) this.#unsupported("embed at a chosen layer");
    if (pooling !== undefined) this.#unsupported("embed with a chosen pooling");
    if (truncate !== undefined) this.#unsupported("be told whether to cut a long text");
    const body = { model: this.name, input: texts, encoding_format: "float" };
    const { data } = await this.#endpoint.post("/embeddings", body, Embeddings, this.#signal());
    return [...data]
      .sort((a, b) => a.index - b.index)
      .map(({ embedding }) => [normalize ? unit(embedding) : embedding]);
  }

  async close(): Promise<void> {
    await this.#closing.close();
  }

  /** Ours and that of `close`. */
  #signal(signal?: AbortSignal): AbortSignal {
    return signal === undefined ? this.#closing.signal : AbortSignal.any([signal, this.#closing.signal]);
  }
  get #who(): string {
    return `${this.name} at ${this.#endpoint.url}`;
  }
  #unsupported(what: string, cause?: unknown): never {
    throw new LanguageModelError("unsupported", `${this.#who} cannot ${what}`, { cause });
  }
}

/** Our settings under the protocol's names; those that OpenAI does not know are sent only where they were asked for. */
function inTheirWords({ format, ...settings }: GenerateRequest): Record<string, unknown> {
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
    tools: settings.tools,
    response_format: format && { type: "json_schema", json_schema: { name: "answer", strict: true, ...format } },
    chat_template_kwargs: settings.variables,
    stream_options: { include_usage: true },
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function tooShort(): LanguageModelError {
  return new LanguageModelError("bad-request", "score: the text has fewer than two tokens");
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
