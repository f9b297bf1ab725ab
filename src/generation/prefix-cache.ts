import type { KVCache } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";

/** One sequence that was read, and its tokens. */
export interface ReadPrefix {
  /** Of this sequence alone. */
  readonly cache: KVCache;
  /** What it holds behind what it began with. */
  readonly tokens: readonly number[];
  /** Where passes over prompts began and ended, in tokens, in order. */
  readonly borders: readonly number[];
}

/** How much is held between answers. */
export interface PrefixCacheOptions {
  /** Most bytes that are held between answers. Default 1 GiB. */
  readonly bytes?: number;
  /** Most sequences. Default 4. */
  readonly sequences?: number;
}

const checkPrefixCache = optionsOf<PrefixCacheOptions>("PrefixCache", { bytes: "number?", sequences: "number?" });

/**
 * What was read stays read: sequences with their keys and values, for the next prompt that begins as one of them does. The next turn
 * of a conversation then costs its own tokens and not those of all turns before (llama.cpp's prompt cache; the automatic prefix
 * caching of vLLM, Kwon et al. 2023, arXiv:2309.06180).
 *
 * Keys and values of tokens that were written come from passes of one token each, those of a prompt from passes of many, and in
 * float32 the two agree to some last places: the answer is that of reading it all, unless two tokens are as probable as that. A prompt
 * that is asked again is read again from where its last pass began, and has the very bits of the first time.
 */
export class PrefixCache {
  readonly #bytes: number;
  readonly #sequences: number;
  /** The one used last stands last. */
  #held: ReadPrefix[] = [];

  /** Holds nothing yet. Throws an ArgumentError where the options do not fit. */
  constructor(options: PrefixCacheOptions = {}) {
    checkPrefixCache(options);
    const { bytes = 2 ** 30, sequences = 4 } = options;
    this.#bytes = bytes;
    this.#sequences = sequences;
  }

  /** What it holds now, in bytes. */
  get bytes(): number {
    return this.#held.reduce((sum, { cache }) => sum + cache.bytes, 0);
  }

  /**
   * The sequence that begins most as a prompt does, cut to what they share and less than all of the prompt, so that there is
   * something to read. It is the caller's from now on. One of which most would be lost stays for a prompt of its own.
   */
  take(prompt: readonly number[]): ReadPrefix | undefined {
    let best: { readonly held: ReadPrefix; readonly shared: number } | undefined;
    for (const held of this.#held) {
      const shared = sharedLength(held.tokens, prompt);
      const whole = shared === held.tokens.length && shared < prompt.length;
      if (!whole && (!held.cache.cuts || 2 * shared < held.tokens.length)) continue;
      if (shared > (best?.shared ?? 0)) best = { held, shared };
    }
    if (best === undefined) return undefined;
    const { held, shared } = best;
    this.#held = this.#held.filter((one) => one !== held);
    const length = shared < prompt.length ? shared : (held.borders.findLast((border) => border < shared) ?? 0);
    if (length > 0) return cut(held, length);
    held.cache.release();
    return undefined;
  }

  /** Takes a sequence over; what is then too much is freed, the one used longest ago first. */
  put(held: ReadPrefix): void {
    this.#held.push(held);
    while (this.#held.length > this.#sequences || (this.#held.length > 0 && this.bytes > this.#bytes)) {
      this.#held.shift()!.cache.release();
    }
  }

  /** Frees all that it holds. */
  release(): void {
    for (const { cache } of this.#held) cache.release();
    this.#held = [];
  }
}

function cut({ cache, tokens, borders }: ReadPrefix, length: number): ReadPrefix {
  cache.cut(0, cache.lengths[0]! - (tokens.length - length));
  return { cache, tokens: tokens.slice(0, length), borders: borders.filter((border) => border <= length) };
}

function sharedLength(a: readonly number[], b: readonly number[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}
