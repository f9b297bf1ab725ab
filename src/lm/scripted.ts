import { setImmediate as turn } from "node:timers/promises";
import { optionsOf } from "../sentences/index.ts";
import { Closing } from "./closing.ts";
import { LanguageModelError } from "./error.ts";
import { messageText, type ToolCall } from "./message.ts";
import type {
  AnswerScore,
  Completion,
  EmbedOptions,
  GenerateOptions,
  Generation,
  LanguageModel,
  Prompt,
  Score,
  ScoreOptions,
} from "./port.ts";
import { checkAnswers, checkEmbed, checkRequest, checkScore, signalOf } from "./request.ts";
import { startGeneration } from "./start-generation.ts";
import { StopStrings } from "./stops.ts";
import { unit } from "./unit.ts";

/** An answer of a script: a text, or tools that are called, behind a text or alone. */
export type ScriptedAnswer =
  | string
  | {
      /** Stands in front of the calls. */
      readonly text?: string;
      /** Told in the completion, where the text came to its end. */
      readonly toolCalls: readonly ToolCall[];
    };

/** Answers in order, or a function of the prompt. */
export type Script =
  | readonly ScriptedAnswer[]
  | ((prompt: Prompt, options: GenerateOptions) => ScriptedAnswer | Promise<ScriptedAnswer>);

/** How a scripted model behaves, where it matters. */
export interface ScriptedOptions {
  /** Default "scripted". */
  name?: string;
  /** Characters of one piece. Default 3. */
  pieceLength?: number;
  /** ln P of a character behind a text. Default: 256 equally probable characters. */
  logprob?: (before: string, character: string) => number;
  /** The vector of a character. Default: one-hot over 16, by code point, so that like texts have like vectors. */
  vector?: (character: string) => number[];
}

const checkScripted = optionsOf<ScriptedOptions>("ScriptedLM", {
  name: "text?",
  pieceLength: "number?",
  logprob: "function?",
  vector: "function?",
});

/** What a scripted model was asked, in order. */
export type Call =
  | {
      /** What was called. */
      readonly method: "generate";
      /** As it was given. */
      readonly prompt: Prompt;
      /** As they were given. */
      readonly options: GenerateOptions;
    }
  | {
      readonly method: "score";
      /** What was to be scored. */
      readonly text: string;
    }
  | {
      readonly method: "scoreAnswers";
      readonly prompt: Prompt;
      /** What was to be scored behind the prompt. */
      readonly answers: readonly string[];
    }
  | {
      readonly method: "embed";
      /** What was to be embedded. */
      readonly texts: readonly string[];
      readonly options: EmbedOptions;
    };

/** It takes what its script may look at. */
const TAKES = ["tools", "documents", "format", "variables", "prefill", "controlTokens"] as const;

const oneHot = (character: string): number[] =>
  Array.from({ length: 16 }, (_, i) => (character.codePointAt(0)! % 16 === i ? 1 : 0));

/**
 * A LanguageModel that answers by script, so that whatever stands on the port is tested in milliseconds.
 *
 * Its tokens are the characters of the text, by code point. Pieces come one event-loop turn apart, so that a signal, a
 * left loop and two answers at a time behave as with a real model.
 */
export class ScriptedLM implements LanguageModel {
  readonly name: string;
  /** What it was asked so far, in order, checked or not. */
  readonly calls: Call[] = [];
  readonly #script: Script;
  readonly #options: Required<Omit<ScriptedOptions, "name">>;
  #answers = 0;
  readonly #closing: Closing;

  /** Throws an ArgumentError where the options do not fit. */
  constructor(script: Script, options: ScriptedOptions = {}) {
    checkScripted(options);
    this.name = options.name ?? "scripted";
    this.#closing = new Closing(this.name);
    this.#script = script;
    this.#options = { pieceLength: 3, logprob: () => -Math.log(256), vector: oneHot, ...options };
  }

  /** As `LanguageModel.generate`, the next answer of the script. */
  generate(prompt: Prompt, options: GenerateOptions = {}): Generation {
    this.calls.push({ method: "generate", prompt, options });
    return startGeneration(async (emit, signal) => {
      this.#closing.check();
      const { maxTokens, stop } = checkRequest(prompt, options, { name: this.name, takes: TAKES });
      const reply = await this.#reply(prompt, options);
      const { text: written = "", toolCalls } = typeof reply === "string" ? { text: reply, toolCalls: [] } : reply;
      const answer = [...written];
      const stops = new StopStrings(stop);
      const tokens: number[] = [];
      let text = "";
      let finish: Completion["finish"] | undefined;
      const show = (piece: string, ids: readonly number[]) => {
        text += piece;
        tokens.push(...ids);
        if (piece !== "" || ids.length > 0) emit({ text: piece, tokens: ids });
      };
      while (finish === undefined) {
        await turn();
        const end = Math.min(tokens.length + this.#options.pieceLength, maxTokens);
        const piece = answer.slice(tokens.length, end);
        if (signal.aborted || this.#closing.signal.aborted) finish = "aborted";
        else {
          const released = stops.push(piece.join(""));
          show(
            released.text,
            piece.map((character) => character.codePointAt(0)!),
          );
          if (released.stopped || tokens.length === answer.length) finish = "stop";
          else if (tokens.length === maxTokens) finish = "length";
        }
      }
      show(stops.flush(), []);
      const called = finish === "stop" && tokens.length === answer.length ? toolCalls : [];
      const promptTokens = promptText(prompt).length;
      const counts = { promptTokens, cachedTokens: 0, tokensPerSecond: 0, promptTokensPerSecond: 0 };
      return { text, tokens, toolCalls: called, finish, ...counts };
    }, signalOf(options));
  }

  /** As `LanguageModel.score`, a token being a character. Throws a LanguageModelError, of kind "unsupported" for windows. */
  async score(text: string, options: ScoreOptions = {}): Promise<Score> {
    this.calls.push({ method: "score", text });
    this.#closing.check();
    const { window } = checkScore(text, options);
    if (window !== undefined) throw new LanguageModelError("unsupported", `${this.name} does not score by windows`);
    const characters = [...text];
    if (characters.length < 2) throw new LanguageModelError("bad-request", "score: the text has fewer than two tokens");
    const [first, ...rest] = characters;
    const logprobs = this.#logprobs(first!, rest);
    return { tokens: codePoints(characters), logprobs, perplexity: Math.exp(-sum(logprobs) / logprobs.length) };
  }

  /** As `LanguageModel.scoreAnswers`, a token being a character. Throws a LanguageModelError of kind "bad-request". */
  async scoreAnswers(
    prompt: Prompt,
    answers: readonly string[],
    options: Pick<ScoreOptions, "signal"> = {},
  ): Promise<AnswerScore[]> {
    this.calls.push({ method: "scoreAnswers", prompt, answers });
    this.#closing.check();
    checkAnswers(prompt, answers, options);
    return answers.map((answer) => {
      const logprobs = this.#logprobs(promptText(prompt), [...answer]);
      return { tokens: codePoints([...answer]), logprobs, logprob: sum(logprobs) };
    });
  }

  /** ln P of each character behind a text and those before it. */
  #logprobs(before: string, characters: readonly string[]): number[] {
    return characters.map((character, i) => this.#options.logprob(before + characters.slice(0, i).join(""), character));
  }

  /**
   * As `LanguageModel.embed`, by the vectors of characters. Throws a LanguageModelError, of kind "unsupported" for most poolings.
   */
  async embed(texts: readonly string[], options: EmbedOptions = {}): Promise<number[][][]> {
    this.calls.push({ method: "embed", texts, options });
    this.#closing.check();
    const { normalize, pooling = "mean" } = checkEmbed(texts, options);
    const scaled = (vectors: number[][]) => (normalize ? vectors.map(unit) : vectors);
    return texts.map((text) => {
      const vectors = [...text].map(this.#options.vector);
      const [first] = vectors;
      if (first === undefined) throw new LanguageModelError("bad-request", "embed: a text is empty");
      if (pooling === "none") return scaled(vectors);
      if (pooling === "first") return scaled([first]);
      if (pooling === "last") return scaled([vectors.at(-1)!]);
      if (pooling !== "mean") throw new LanguageModelError("unsupported", `${this.name} cannot pool by ${pooling}`);
      return scaled([first.map((_, i) => vectors.reduce((sum, vector) => sum + vector[i]!, 0) / vectors.length)]);
    });
  }

  async close(): Promise<void> {
    await this.#closing.close();
  }

  async #reply(prompt: Prompt, options: GenerateOptions): Promise<ScriptedAnswer> {
    if (typeof this.#script === "function") return this.#script(prompt, options);
    const reply = this.#script[this.#answers++];
    if (reply !== undefined) return reply;
    const held = this.#script.length;
    throw new LanguageModelError("bad-request", `the script holds ${held} answers and was asked for one more`);
  }
}

function promptText(prompt: Prompt): string {
  return typeof prompt === "string" ? prompt : prompt.map(messageText).join("");
}

const codePoints = (characters: readonly string[]) => characters.map((character) => character.codePointAt(0)!);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
