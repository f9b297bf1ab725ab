/**
 * Ends a text before the first of some stop strings, wherever the pieces it comes in are cut.
 *
 * What may be the beginning of a stop string is withheld until the next piece decides. Of two stop strings the one that
 * is complete first counts, and of two complete at once the longer, so that the cuts never change the result.
 */
export class StopStrings {
  readonly #stops: readonly string[];
  #held = "";

  constructor(stops: readonly string[] = []) {
    this.#stops = stops;
  }

  /** Takes the next piece; returns what may be shown, and whether a stop string was met. */
  push(piece: string): { text: string; stopped: boolean } {
    const text = this.#held + piece;
    const at = this.#find(text);
    if (at !== undefined) {
      this.#held = "";
      return { text: text.slice(0, at), stopped: true };
    }
    const withheld = Math.max(0, ...this.#stops.map((stop) => overlap(text, stop)));
    this.#held = text.slice(text.length - withheld);
    return { text: text.slice(0, text.length - withheld), stopped: false };
  }

  /** What was withheld, once no more comes. */
  flush(): string {
    const text = this.#held;
    this.#held = "";
    return text;
  }

  /** Where the stop string begins that is complete first. */
  #find(text: string): number | undefined {
    let best: { start: number; end: number } | undefined;
    for (const stop of this.#stops) {
      const start = text.indexOf(stop);
      if (start < 0) continue;
      const end = start + stop.length;
      if (best === undefined || end < best.end || (end === best.end && start < best.start)) best = { start, end };
    }
    return best?.start;
  }
}

/** Length of the longest end of `text` that is a beginning of `stop`, and not all of it. */
function overlap(text: string, stop: string): number {
  for (let length = Math.min(stop.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(stop.slice(0, length))) return length;
  }
  return 0;
}
