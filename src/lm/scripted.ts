/**
 * A LanguageModel that answers by script, so that whatever stands on the port is tested in milliseconds.
 *
 * Its tokens are the characters of the text, by code point. Pieces come one event-loop turn apart, so that a signal, a
 * left loop and two answers at a time behave as with a real model.
 */
import { setImmediate as turn } from "node:timers/promises";
import {
  type EmbedOptions,
  type GenerateOptions,
  type Generation,
  type LanguageModel,
  LanguageModelError,
  type Prompt,
  type Score,
  type ScoreOptions,
} from "./port.ts";
import { checkSettings } from "./settings.ts";
import { startGeneration } from "./start-generation.ts";
import { StopStrings } from "./stops.ts";
import { unit } from "./unit.ts";

/** Answers in order, or a function of the prompt. */
export type Script = readonly string[] | ((prompt: Prompt, options: GenerateOptions) => string | Promise<string>);

export interface ScriptedOptions {
  name?: string;
  /** Characters of one piece. Default 3. */
  pieceLength?: number;
  /** ln P of a character behind a text. Default: 256 equally probable characters. */
  logprob?: (before: string, character: string) => number;
  /** The vector of a character. Default: one-hot over 16, by code point, so that like texts have like vectors. */
  vector?: (character: string) => number[];
}

/** What a scripted model was asked, in order. */
export type Call =
  | { readonly method: "generate"; readonly prompt: Prompt; readonly options: GenerateOptions }
  | { readonly method: "score"; readonly text: string }
  | { readonly method: "embed"; readonly texts: readonly string[]; readonly options: EmbedOptions };

const oneHot = (character: string): number[] =>
  Array.from({ length: 16 }, (_, i) => (character.codePointAt(0)! % 16 === i ? 1 : 0));

export class ScriptedLM implements LanguageModel {
  readonly name: string;
  readonly calls: Call[] = [];
  readonly #script: Script;
  readonly #options: Required<Omit<ScriptedOptions, "name">>;
  #answers = 0;
  readonly #closed = new AbortController();

  constructor(script: Script, options: ScriptedOptions = {}) {
    this.name = options.name ?? "scripted";
    this.#script = script;
    this.#options = { pieceLength: 3, logprob: () => -Math.log(256), vector: oneHot, ...options };
  }

  generate(prompt: Prompt, options: GenerateOptions = {}): Generation {
    this.calls.push({ method: "generate", prompt, options });
    return startGeneration(async (emit, signal) => {
      this.#checkOpen();
      const { maxTokens, stop } = checkSettings(options);
      const answer = [...(await this.#answer(prompt, options))];
      const stops = new StopStrings(stop);
      const tokens: number[] = [];
      let text = "";
      let finish: "stop" | "length" | "aborted" | undefined;
      const show = (piece: string, ids: readonly number[]) => {
        text += piece;
        tokens.push(...ids);
        if (piece !== "" || ids.length > 0) emit({ text: piece, tokens: ids });
      };
      while (finish === undefined) {
        await turn();
        const end = Math.min(tokens.length + this.#options.pieceLength, maxTokens);
        const piece = answer.slice(tokens.length, end);
        if (signal.aborted || this.#closed.signal.aborted) finish = "aborted";
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
      const promptTokens =
        typeof prompt === "string" ? prompt.length : prompt.reduce((n, m) => n + m.content.length, 0);
      return { text, tokens, finish, promptTokens, tokensPerSecond: 0, promptTokensPerSecond: 0 };
    }, options.signal);
  }

  async score(text: string, { window }: ScoreOptions = {}): Promise<Score> {
    this.calls.push({ method: "score", text });
    this.#checkOpen();
    if (window !== undefined) throw new LanguageModelError("unsupported", `${this.name} does not score by windows`);
    const characters = [...text];
    if (characters.length < 2) throw new LanguageModelError("bad-request", "score: the text has fewer than two tokens");
    const logprobs = characters
      .slice(1)
      .map((character, i) => this.#options.logprob(characters.slice(0, i + 1).join(""), character));
    const mean = logprobs.reduce((sum, logprob) => sum + logprob, 0) / logprobs.length;
    return { tokens: characters.map((c) => c.codePointAt(0)!), logprobs, perplexity: Math.exp(-mean) };
  }

  async embed(texts: readonly string[], options: EmbedOptions = {}): Promise<number[][][]> {
    this.calls.push({ method: "embed", texts, options });
    this.#checkOpen();
    const scaled = (vectors: number[][]) => (options.normalize ? vectors.map(unit) : vectors);
    return texts.map((text) => {
      const vectors = [...text].map(this.#options.vector);
      const [first] = vectors;
      if (first === undefined) throw new LanguageModelError("bad-request", "embed: a text is empty");
      const { pooling = "mean" } = options;
      if (pooling === "none") return scaled(vectors);
      if (pooling === "first") return scaled([first]);
      if (pooling === "last") return scaled([vectors.at(-1)!]);
      return scaled([first.map((_, i) => vectors.reduce((sum, vector) => sum + vector[i]!, 0) / vectors.length)]);
    });
  }

  async close(): Promise<void> {
    this.#closed.abort();
  }

  #checkOpen(): void {
    if (this.#closed.signal.aborted) throw new LanguageModelError("closed", `the model ${this.name} is closed`);
  }

  async #answer(prompt: Prompt, options: GenerateOptions): Promise<string> {
    if (typeof this.#script === "function") return this.#script(prompt, options);
    const answer = this.#script[this.#answers++];
    if (answer !== undefined) return answer;
    const held = this.#script.length;
    throw new LanguageModelError("bad-request", `the script holds ${held} answers and was asked for one more`);
  }
}
