/**
 * LocalLM: the LanguageModel port on a model of our own, in this thread. Between two passes it lets the event loop turn, so
 * that a signal is heard, other answers go on and collected tensors are freed.
 */
import { setImmediate as turn } from "node:timers/promises";
import {
  type Chunk,
  type Completion,
  checkSettings,
  type EmbedOptions,
  type GenerateOptions,
  type Generation,
  type LanguageModel,
  LanguageModelError,
  type Prompt,
  type Score,
  type ScoreOptions,
  startGeneration,
} from "../lm/index.ts";
import { type Interrupt, Interrupted, releaseModel, type Writes } from "../nn/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import { Decoding } from "./decoding.ts";
import { embedTexts } from "./embed-texts.ts";
import { processors } from "./processors.ts";
import { greedy, multinomial } from "./sampler.ts";
import { scoreWindows } from "./score-tokens.ts";
import { Transcript } from "./transcript.ts";

export interface LocalOptions {
  name: string;
  /** Belongs to the LocalLM from now on: `close` frees its weights. */
  model: Writes;
  tokenizer: Tokenizer;
  /** Longest sequence, prompt and answer together, in tokens. */
  context: number;
  /** A clock in milliseconds. */
  now?: () => number;
  /** Today, for chat templates that print the date. */
  today?: () => Date;
  /** The seed of an answer that was asked for without one. */
  drawSeed?: () => number;
}

export class LocalLM implements LanguageModel {
  readonly name: string;
  readonly #model: Writes;
  readonly #tokenizer: Tokenizer;
  readonly #context: number;
  readonly #now: () => number;
  readonly #today: () => Date;
  readonly #drawSeed: () => number;
  readonly #closed = new AbortController();
  /** Work under way, which `close` waits for. */
  readonly #running = new Set<Promise<unknown>>();

  constructor(options: LocalOptions) {
    this.name = options.name;
    this.#model = options.model;
    this.#tokenizer = options.tokenizer;
    this.#context = options.context;
    this.#now = options.now ?? (() => performance.now());
    this.#today = options.today ?? (() => new Date());
    this.#drawSeed = options.drawSeed ?? (() => Math.floor(Math.random() * 2 ** 32));
  }

  generate(prompt: Prompt, options: GenerateOptions = {}): Generation {
    const generation = startGeneration((emit, signal) => this.#generate(prompt, options, emit, signal), options.signal);
    this.#track(generation.completion);
    return generation;
  }

  async #generate(
    prompt: Prompt,
    options: GenerateOptions,
    emit: (chunk: Chunk) => void,
    signal: AbortSignal,
  ): Promise<Completion> {
    const settings = checkSettings(options);
    await turn();
    const interrupt = this.#interrupt(signal, options.signal);
    const tokens = this.#encode(prompt);
    const room = this.#context - tokens.length;
    if (room < 1) throw this.#tooLong("the prompt", tokens.length);

    const sampler = settings.temperature === 0 ? greedy : multinomial(settings.seed ?? this.#drawSeed());
    const decoding = new Decoding(this.#model, [{ prompt: tokens, sampler }], {
      interrupt,
      processors: processors(settings),
    });
    const transcript = new Transcript(this.#tokenizer, { ...settings, maxTokens: Math.min(settings.maxTokens, room) });
    const start = this.#now();
    const times: number[] = [];
    const show = (chunk: Chunk) => {
      if (chunk.text !== "" || chunk.tokens.length > 0) emit(chunk);
    };
    try {
      while (decoding.read()) await turn();
      while (transcript.finish === undefined) {
        const { token } = decoding.write()[0]!;
        times.push(this.#now());
        show(transcript.push(token));
        await turn();
      }
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      transcript.abort();
    } finally {
      decoding.release();
    }
    show(transcript.flush());
    const [first = this.#now(), last = first] = [times[0], times.at(-1)];
    return {
      text: transcript.text,
      tokens: transcript.tokens,
      finish: transcript.finish ?? "aborted",
      promptTokens: tokens.length,
      tokensPerSecond: perSecond(times.length - 1, last - first),
      promptTokensPerSecond: times.length === 0 ? 0 : perSecond(tokens.length, first - start),
    };
  }

  async score(text: string, options: ScoreOptions = {}): Promise<Score> {
    return await this.#track(this.#score(text, options));
  }

  async #score(text: string, { signal, window, stride = window }: ScoreOptions): Promise<Score> {
    await turn();
    const interrupt = this.#interrupt(signal);
    const tokens = this.#tokenizer.encode(text);
    if (tokens.length < 2) throw new LanguageModelError("bad-request", "score: the text has fewer than two tokens");
    if (window === undefined && tokens.length > this.#context) throw this.#tooLong("the text", tokens.length);
    const windows = { window: window ?? tokens.length, stride: stride ?? tokens.length };
    checkWindows(windows, Math.max(this.#context, 2));
    const logprobs = await scoreWindows(this.#model, tokens, { ...windows, interrupt, turn }).catch((error) => {
      throw error instanceof Interrupted ? (signal?.reason ?? this.#closed.signal.reason) : error;
    });
    const mean = logprobs.reduce((sum, logprob) => sum + logprob, 0) / logprobs.length;
    return { tokens, logprobs, perplexity: Math.exp(-mean) };
  }

  async embed(texts: readonly string[], options: EmbedOptions = {}): Promise<number[][][]> {
    return await this.#track(this.#embed(texts, options));
  }

  async #embed(texts: readonly string[], options: EmbedOptions): Promise<number[][][]> {
    await turn();
    const reader = { name: this.name, model: this.#model, tokenizer: this.#tokenizer, context: this.#context };
    const reason = () => this.#closed.signal.reason;
    return embedTexts(reader, texts, options, { interrupt: this.#interrupt(), turn, reason });
  }

  async close(): Promise<void> {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort(this.#closedError());
    await Promise.allSettled(this.#running);
    releaseModel(this.#model);
  }

  /** The ids of a prompt: a text with the special tokens of its own checkpoint, a conversation by the chat template. */
  #encode(prompt: Prompt): number[] {
    const tokens =
      typeof prompt === "string"
        ? this.#tokenizer.encode(prompt)
        : this.#tokenizer.encode(this.#conversation(prompt), { addSpecialTokens: false });
    if (tokens.length === 0) throw new LanguageModelError("bad-request", "the prompt is empty");
    return tokens;
  }

  #conversation(prompt: Exclude<Prompt, string>): string {
    if (this.#tokenizer.chatTemplate === undefined) {
      throw new LanguageModelError("unsupported", `${this.name} has no chat template: prompt it with a text`);
    }
    const messages = prompt.map((message) => ({ ...message }));
    return this.#tokenizer.applyChatTemplate(messages, { addGenerationPrompt: true, now: this.#today() });
  }

  /** Says stop when one of the signals or `close` does. Throws where the model is closed already. */
  #interrupt(...signals: (AbortSignal | undefined)[]): Interrupt {
    const closed = this.#closed.signal;
    if (closed.aborted) throw this.#closedError();
    return {
      get aborted() {
        return closed.aborted || signals.some((signal) => signal?.aborted);
      },
    };
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    const done = () => this.#running.delete(work);
    work.then(done, done);
    return work;
  }

  #tooLong(what: string, length: number): LanguageModelError {
    const limit = `${this.name} reads at most ${this.#context}, the answer included`;
    return new LanguageModelError("bad-request", `${what} has ${length} tokens, and ${limit}`);
  }
  #closedError(): LanguageModelError {
    return new LanguageModelError("closed", `the model ${this.name} is closed`);
  }
}

function perSecond(count: number, milliseconds: number): number {
  return count > 0 && milliseconds > 0 ? (count * 1000) / milliseconds : 0;
}

function checkWindows({ window, stride }: { window: number; stride: number }, context: number): void {
  const whole = (name: string, value: number, from: number, to: number) => {
    if (Number.isInteger(value) && value >= from && value <= to) return;
    throw new LanguageModelError("bad-request", `score: ${name} must be a whole number from ${from} to ${to}`);
  };
  whole("window", window, 2, context);
  whole("stride", stride, 1, window);
}
