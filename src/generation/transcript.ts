import { type Chunk, type Completion, StopStrings } from "../lm/index.ts";
import type { StreamDecoder, Tokenizer } from "../tokenizers/index.ts";

/**
 * An answer as it grows: tokens in, readable pieces out. A piece never ends inside a character, and what may be the start
 * of a stop string waits. The token that ends the answer is no part of it.
 */
export class Transcript {
  text = "";
  readonly tokens: number[] = [];
  /** Why the answer ended; undefined while it goes on. */
  finish: Completion["finish"] | undefined;
  readonly #ends: ReadonlySet<number>;
  readonly #maxTokens: number;
  readonly #decoder: StreamDecoder;
  readonly #stops: StopStrings;
  /** Tokens whose text is still withheld. */
  #silent: number[] = [];

  constructor(
    tokenizer: Pick<Tokenizer, "decoder">,
    { maxTokens, ends, stop }: { maxTokens: number; ends: ReadonlySet<number>; stop?: readonly string[] | undefined },
  ) {
    this.#ends = ends;
    this.#maxTokens = maxTokens;
    this.#decoder = tokenizer.decoder({ skipSpecialTokens: true });
    this.#stops = new StopStrings(stop);
    if (maxTokens === 0) this.finish = "length";
  }

  /** Takes the next token; returns what it shows, often nothing yet. */
  push(token: number): Chunk {
    if (this.#ends.has(token)) {
      this.finish = "stop";
      return { text: "", tokens: [] };
    }
    this.tokens.push(token);
    this.#silent.push(token);
    if (this.tokens.length === this.#maxTokens) this.finish = "length";
    return this.#show(this.#decoder.push(token));
  }

  /** What was withheld, once the answer has ended. */
  flush(): Chunk {
    if (this.#stopped) return this.#release("");
    return this.#release(this.#filter(this.#decoder.flush()) + this.#stops.flush());
  }

  #stopped = false;

  #show(piece: string): Chunk {
    const text = this.#filter(piece);
    return text === "" ? { text, tokens: [] } : this.#release(text);
  }

  #filter(piece: string): string {
    const { text, stopped } = this.#stops.push(piece);
    if (stopped) {
      this.#stopped = true;
      this.finish = "stop";
    }
    return text;
  }

  #release(text: string): Chunk {
    this.text += text;
    const tokens = this.#silent;
    this.#silent = [];
    return { text, tokens };
  }
}
