import { setImmediate as turn } from "node:timers/promises";
import { checkRun, type RunSettings } from "../interventions/index.ts";
import {
  type AnswerScore,
  type Chunk,
  Closing,
  type Completion,
  checkAnswers,
  checkEmbed,
  checkRequest,
  checkScore,
  type EmbedOptions,
  type GenerateOptions,
  type Generation,
  type LanguageModel,
  LanguageModelError,
  type Prompt,
  perSecond,
  type Score,
  type ScoreOptions,
  signalOf,
  startGeneration,
} from "../lm/index.ts";
import { type Interrupt, Interrupted, releaseModel, type Writes } from "../nn/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";
import { constraining, type GenerationDefaults, tokensLeft } from "./constraints.ts";
import { Decoding } from "./decoding.ts";
import { embedTexts, type SentenceDefaults } from "./embed-texts.ts";
import { checkLocal, type LocalOptions } from "./local-options.ts";
import type { PrefixCache } from "./prefix-cache.ts";
import { processors } from "./processors.ts";
import { Prompts } from "./prompts.ts";
import { greedy, multinomial } from "./sampler.ts";
import { checkWindows, scoreTokens, scoreWindows } from "./score-tokens.ts";
import { Transcript } from "./transcript.ts";

/** Options beyond the settings that it takes. */
const TAKES = ["tools", "documents", "variables", "prefill", "controlTokens"] as const;

/**
 * LocalLM: the LanguageModel port on a model of our own, in this thread. Between two passes it lets the event loop turn, so
 * that a signal is heard, other answers go on and collected tensors are freed.
 */
export class LocalLM implements LanguageModel {
  readonly name: string;
  readonly #model: Writes;
  readonly #tokenizer: Tokenizer;
  readonly #context: number;
  readonly #prompts: Prompts;
  readonly #now: () => number;
  readonly #drawSeed: () => number;
  readonly #settings: Pick<RunSettings, "with" | "fast">;
  readonly #defaults: GenerationDefaults;
  readonly #sentence: SentenceDefaults | undefined;
  readonly #prefixes: PrefixCache | undefined;
  readonly #intact: () => void;
  readonly #closing: Closing;

  /** The model belongs to the LocalLM from now on: `close` frees its weights. Throws as `checkRun` does. */
  constructor(options: LocalOptions) {
    checkLocal(options);
    this.name = options.name;
    this.#model = options.model;
    this.#tokenizer = options.tokenizer;
    this.#context = options.context;
    this.#prompts = new Prompts({
      name: options.name,
      tokenizer: options.tokenizer,
      ...(options.today && { today: options.today }),
    });
    this.#settings = { with: options.with, fast: options.fast };
    checkRun(options.model, this.#settings);
    this.#defaults = options.defaults ?? { settings: {}, constraints: {} };
    this.#sentence = options.sentence;
    this.#prefixes = options.prefixes;
    this.#intact = options.intact ?? (() => {});
    this.#closing = new Closing(options.name);
    this.#now = options.now ?? (() => performance.now());
    this.#drawSeed = options.drawSeed ?? (() => Math.floor(Math.random() * 2 ** 32));
  }

  generate(prompt: Prompt, options: GenerateOptions = {}): Generation {
    const generation = startGeneration(
      (emit, signal) => this.#generate(prompt, options, emit, signal),
      signalOf(options),
    );
    this.#closing.track(generation.completion);
    return generation;
  }

  async #generate(
    prompt: Prompt,
    options: GenerateOptions,
    emit: (chunk: Chunk) => void,
    signal: AbortSignal,
  ): Promise<Completion> {
    const { settings: defaults, constraints } = this.#defaults;
    const settings = checkRequest(prompt, options, { name: this.name, takes: TAKES, defaults });
    await this.#turn();
    const interrupt = this.#interrupt(signal, signalOf(options));
    const tokens = this.#prompts.encode(prompt, settings);
    const room = this.#context - tokens.length;
    if (room < 1) throw this.#tooLong("the prompt", tokens.length);

    const ends = typeof prompt === "string" ? this.#tokenizer.stopIds : this.#tokenizer.turnEnds;
    const said = options.maxTokens ?? defaults.maxTokens ?? tokensLeft(constraints, tokens.length);
    const maxTokens = Math.min(said ?? settings.maxTokens, room);
    const transcript = new Transcript(this.#tokenizer, { ...settings, ends, maxTokens });
    const sampler = settings.temperature === 0 ? greedy : multinomial(settings.seed ?? this.#drawSeed());
    const held = this.#prefixes?.take(tokens);
    const cachedTokens = held?.tokens.length ?? 0;
    const decoding = new Decoding(this.#model, [{ prompt: tokens, sampler }], {
      ...this.#settings,
      interrupt,
      held,
      processors: [...constraining(constraints, ends), ...processors(settings)],
    });
    const start = this.#now();
    const times: number[] = [];
    const show = (chunk: Chunk) => {
      if (chunk.text !== "" || chunk.tokens.length > 0) emit(chunk);
    };
    try {
      while (transcript.finish === undefined && decoding.read()) await this.#turn();
      while (transcript.finish === undefined) {
        const { token } = decoding.write()[0]!;
        times.push(this.#now());
        show(transcript.push(token));
        await this.#turn();
      }
    } catch (error) {
      if (!(error instanceof Interrupted)) {
        decoding.release();
        throw error;
      }
    }
    if (this.#prefixes === undefined) decoding.release();
    else this.#prefixes.put(decoding.leave());
    show(transcript.flush());
    const [first = this.#now(), last = first] = [times[0], times.at(-1)];
    return {
      text: transcript.text,
      tokens: transcript.tokens,
      toolCalls: [], // a call stands in the text, as the model's own format has it
      finish: transcript.finish ?? "aborted", // what did not end was interrupted
      promptTokens: tokens.length,
      cachedTokens,
      tokensPerSecond: perSecond(times.length - 1, last - first),
      promptTokensPerSecond: times.length === 0 ? 0 : perSecond(tokens.length - cachedTokens, first - start),
    };
  }

  async score(text: string, options: ScoreOptions = {}): Promise<Score> {
    return await this.#closing.track(this.#score(text, options));
  }

  async #score(text: string, options: ScoreOptions): Promise<Score> {
    const { signal, window: asked, stride } = checkScore(text, options);
    await this.#turn();
    const interrupt = this.#interrupt(signal);
    const tokens = this.#tokenizer.encode(text);
    if (tokens.length < 2) throw new LanguageModelError("bad-request", "score: the text has fewer than two tokens");
    if (asked === undefined && tokens.length > this.#context) throw this.#tooLong("the text", tokens.length);
    const window = asked ?? tokens.length;
    const windows = { window, stride: stride ?? window - 1 };
    checkWindows(windows, Math.max(this.#context, 2));
    const scored = scoreWindows(this.#model, tokens, { ...this.#settings, ...windows, interrupt, turn: this.#turn });
    const logprobs = await scored.catch((error) => this.#stopped(error, signal));
    return { tokens, logprobs, perplexity: Math.exp(-sum(logprobs) / logprobs.length) };
  }

  async scoreAnswers(
    prompt: Prompt,
    answers: readonly string[],
    options: Pick<ScoreOptions, "signal"> = {},
  ): Promise<AnswerScore[]> {
    return await this.#closing.track(this.#scoreAnswers(prompt, answers, options));
  }

  async #scoreAnswers(
    prompt: Prompt,
    answers: readonly string[],
    options: Pick<ScoreOptions, "signal">,
  ): Promise<AnswerScore[]> {
    const { signal } = checkAnswers(prompt, answers, options);
    await this.#turn();
    const interrupt = this.#interrupt(signal);
    const sequences = answers.map((answer) => this.#prompts.encodeAnswer(prompt, answer));
    for (const [i, { before, behind }] of sequences.entries()) {
      const length = before.length + behind.length;
      if (length > this.#context) throw this.#tooLong(`the prompt with answer ${i + 1} of ${answers.length}`, length);
    }
    const scores: AnswerScore[] = [];
    const running = { ...this.#settings, interrupt, turn: this.#turn };
    for (const { before, behind } of sequences) {
      const scored = scoreTokens(this.#model, [...before, ...behind], running);
      const logprobs = (await scored.catch((error) => this.#stopped(error, signal))).slice(before.length - 1);
      scores.push({ tokens: behind, logprobs, logprob: sum(logprobs) });
    }
    return scores;
  }

  async embed(texts: readonly string[], options: EmbedOptions = {}): Promise<number[][][]> {
    return await this.#closing.track(this.#embed(texts, options));
  }

  async #embed(texts: readonly string[], options: EmbedOptions): Promise<number[][][]> {
    const request = checkEmbed(texts, options);
    await this.#turn();
    const { name } = this;
    const [model, tokenizer, context, sentence] = [this.#model, this.#tokenizer, this.#context, this.#sentence];
    const reader = { ...this.#settings, name, model, tokenizer, context, sentence };
    const reason = () => this.#closing.signal.reason;
    return embedTexts(reader, texts, request, { interrupt: this.#interrupt(), turn: this.#turn, reason });
  }

  async close(): Promise<void> {
    await this.#closing.close(() => {
      this.#prefixes?.release();
      releaseModel(this.#model);
    });
  }

  /** What stands between two passes. */
  readonly #turn = async () => {
    await turn();
    this.#intact();
  };

  /** Says stop when one of the signals or `close` does. Throws where the model is closed already. */
  #interrupt(...signals: (AbortSignal | undefined)[]): Interrupt {
    this.#closing.check();
    const closed = this.#closing.signal;
    return {
      get aborted() {
        return closed.aborted || signals.some((signal) => signal?.aborted);
      },
    };
  }

  /** What a score that was stopped ends with: the reason that was given. */
  #stopped(error: unknown, signal: AbortSignal | undefined): never {
    throw error instanceof Interrupted ? (signal?.reason ?? this.#closing.signal.reason) : error;
  }

  #tooLong(what: string, length: number): LanguageModelError {
    const why = `${what} has ${length} tokens, and ${this.name} reads at most ${this.#context}, the answer included`;
    return new LanguageModelError("bad-request", why);
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
