import type { Message, Tool, ToolCall } from "./message.ts";

/** A text to go on with, or a conversation to answer. */
export type Prompt = string | readonly Message[];

/** How an answer is drawn, where it ends, and what its model may use. */
export interface GenerateOptions {
  /** Most tokens to write. 0 writes none: the prompt is checked and counted. Default 256. */
  maxTokens?: number | undefined;
  /** Divides the logits; 0 takes the most probable token each time. Default 1. */
  temperature?: number | undefined;
  /** Keeps the k most probable tokens (Fan et al. 2018). 0 keeps all. */
  topK?: number | undefined;
  /** Keeps the fewest tokens whose probabilities sum to p (Holtzman et al. 2020). 1 keeps all, 0 the best alone. */
  topP?: number | undefined;
  /** Keeps tokens at least this fraction as probable as the best. */
  minP?: number | undefined;
  /** Keeps the tokens whose information is nearest to the entropy, as few as sum to p (Meister et al. 2022). */
  typicalP?: number | undefined;
  /** Filters first and divides by the temperature afterwards. Default false: as Hugging Face does. */
  temperatureLast?: boolean | undefined;
  /** Divides positive and multiplies negative logits of tokens already present (Keskar et al. 2019). 1 changes nothing. */
  repetitionPenalty?: number | undefined;
  /** Taken once from the logit of each token already written. */
  presencePenalty?: number | undefined;
  /** Taken from a token's logit for each time it was written. */
  frequencyPenalty?: number | undefined;
  /** Ends the text before the first of these; none is part of it. */
  stop?: readonly string[] | undefined;
  /** The same seed, prompt and settings give the same text. -1 draws a seed, as leaving it out does. */
  seed?: number | undefined;
  /** Tools that the model may call in a conversation. */
  tools?: readonly Tool[] | undefined;
  /** Texts to answer from, where the chat template of this model reads documents; most read `title` and `text` of each. */
  documents?: readonly Readonly<Record<string, unknown>>[] | undefined;
  /** Makes the answer JSON of this JSON Schema. */
  format?:
    | {
        /** The JSON Schema. */
        readonly schema: Readonly<Record<string, unknown>>;
      }
    | undefined;
  /** What the chat template of this model reads besides the messages, such as `enable_thinking`. */
  variables?: Readonly<Record<string, unknown>> | undefined;
  /** How the answer to a conversation begins: it is read as the last turn, left open, and what is written goes on from there. */
  prefill?: string | undefined;
  /**
   * What control tokens are where a conversation says them, such as `<|im_end|>` in a user's words. As "text", the default, they end no
   * turn and begin none; as "control" they do.
   */
  controlTokens?: "text" | "control" | undefined;
  /** Tells ln P of each token written, and of so many of the most probable in its place. */
  logprobs?: number | undefined;
  /** Ends the answer when it aborts: what was written until then is the completion, with `finish` "aborted". */
  signal?: AbortSignal | undefined;
}

/** A piece of an answer as it comes. */
export interface Chunk {
  /** May be empty where a token ends in the middle of a character. */
  readonly text: string;
  /** Token ids behind the text, where the model tells them. */
  readonly tokens: readonly number[];
}

/** An answer as a whole, and what it took. */
export interface Completion {
  /** All pieces together. */
  readonly text: string;
  /** Their ids, where the model tells them. */
  readonly tokens: readonly number[];
  /** The tools that the model calls, where its backend tells them apart from the text. */
  readonly toolCalls: readonly ToolCall[];
  /** Why it ended: the model or a stop string, `maxTokens`, or the signal. */
  readonly finish: "stop" | "length" | "aborted";
  /** Tokens of the prompt, the chat template's included. */
  readonly promptTokens: number;
  /** Of those, the ones that an earlier answer had read already; 0 where the backend does not tell. */
  readonly cachedTokens: number;
  /** Tokens written per second, the first one left out; 0 where fewer than two were written. */
  readonly tokensPerSecond: number;
  /** Tokens of the prompt read per second, those that were read already left out. */
  readonly promptTokensPerSecond: number;
}

/** An answer under way: iterate it for the pieces, await `completion` for the whole. Leaving the loop ends it. */
export interface Generation extends AsyncIterable<Chunk> {
  /** The answer as a whole. Rejects with a LanguageModelError where there is none. */
  readonly completion: Promise<Completion>;
}

/** How probable a text is, token by token. */
export interface Score {
  /** Ids of the text, where the model tells them. */
  readonly tokens: readonly number[];
  /** ln P(token | those before), for each token but the first of the text, which nothing precedes. */
  readonly logprobs: readonly number[];
  /** exp of the mean negative logprob. */
  readonly perplexity: number;
}

/** How a text is scored. */
export interface ScoreOptions {
  /** Ends the scoring when it aborts: the promise rejects. */
  signal?: AbortSignal | undefined;
  /** Tokens read at once, for a text longer than the context or than this. Default: the whole text, which must fit. */
  window?: number | undefined;
  /**
   * By how much the window moves, less than its width: windows overlap, so that each token is scored once, in the first that it
   * is in but not the first of. A small stride gives every token a long past and costs as many times the reading. Goes with a
   * window. Default: the window less one.
   */
  stride?: number | undefined;
}

/** How probable an answer is behind a prompt. */
export interface AnswerScore {
  /** Ids of the answer, where the model tells them. */
  readonly tokens: readonly number[];
  /** ln P(token | prompt and those before), for each token of the answer. */
  readonly logprobs: readonly number[];
  /** ln P(answer | prompt), their sum. */
  readonly logprob: number;
}

/** How the vectors of tokens become one of their text; `EmbedOptions.pooling` says what each means. */
export type Pooling = "mean" | "last" | "first" | "max" | "mean-sqrt-length" | "weighted-mean" | "none";

/** How texts become vectors. */
export interface EmbedOptions {
  /** Which block's output: 0 is the embedding, L the last block. Default L. */
  layer?: number | undefined;
  /**
   * How tokens become one vector: their mean, the first of them, the last, the largest of each number, the sum over the root of how
   * many there are, or the mean in which the n-th token weighs n; "none" keeps one for each token. Default: what the files of a
   * sentence encoder say, and "mean" where there are none.
   */
  pooling?: Pooling | undefined;
  /** Whether each vector is scaled to length 1, as sentence embeddings are compared. Default: as those files say, else false. */
  normalize?: boolean | undefined;
  /**
   * Whether a text longer than the model reads is cut at its end, behind which its special tokens still stand, and that is said as a
   * warning of the process; otherwise it is refused. Default true.
   */
  truncate?: boolean | undefined;
}

/**
 * The LanguageModel port: what prompting, retrieval, agents and evaluation know of a model. Text in, text out, no tensor;
 * our own engine, an OpenAI-compatible endpoint and a scripted fake all stand behind it.
 *
 * What a model cannot do it refuses, before any call, with a LanguageModelError of kind "unsupported" whose one
 * sentence names the method, the option or the part of a message.
 */
export interface LanguageModel {
  /** Name as the user gave it, for logs and results. */
  readonly name: string;
  /**
   * Writes on from a text, or answers a conversation. Never throws: what is wrong reaches whoever loops or awaits
   * `completion`, as a LanguageModelError.
   */
  generate(prompt: Prompt, options?: GenerateOptions): Generation;
  /** How probable a text is. Rejects with a LanguageModelError. */
  score(text: string, options?: ScoreOptions): Promise<Score>;
  /**
   * How probable each answer is behind a prompt: behind the text itself, or where the answer to a conversation begins.
   * Rejects with a LanguageModelError.
   */
  scoreAnswers(
    prompt: Prompt,
    answers: readonly string[],
    options?: Pick<ScoreOptions, "signal">,
  ): Promise<AnswerScore[]>;
  /** One list of vectors for each text: a single one unless pooling is "none". Rejects with a LanguageModelError. */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<number[][][]>;
  /** Frees what the model holds. */
  close(): Promise<void>;
}
