import type { Chunk, Completion, Generation } from "./port.ts";

/** Writes an answer: hands its pieces to `emit` and returns the whole. Soon after `signal` aborts it returns "aborted". */
export type Write = (emit: (chunk: Chunk) => void, signal: AbortSignal) => Promise<Completion>;

/**
 * Starts writing and gives the answer its two faces, the pieces and the whole. Writing never waits for a reader; a second
 * loop sees the pieces from the first on. An error reaches whoever loops and whoever awaits.
 */
export function startGeneration(write: Write, outer?: AbortSignal): Generation {
  const chunks: Chunk[] = [];
  let settled = false;
  let wake = (): void => {};
  let news = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const announce = () => {
    wake();
    news = new Promise<void>((resolve) => {
      wake = resolve;
    });
  };

  const own = new AbortController();
  const abort = () => own.abort();
  if (outer?.aborted) abort();
  else outer?.addEventListener("abort", abort, { once: true });

  const emit = (chunk: Chunk) => {
    chunks.push(chunk);
    announce();
  };
  const completion = Promise.resolve()
    .then(() => write(emit, own.signal))
    .finally(() => {
      settled = true;
      outer?.removeEventListener("abort", abort);
      announce();
    });
  // Whoever only loops over the pieces meets the error there.
  completion.catch(() => {});

  async function* read(): AsyncGenerator<Chunk, void> {
    let ended = false;
    try {
      for (let i = 0; !settled || i < chunks.length; ) {
        if (i < chunks.length) yield chunks[i++]!;
        else await news;
      }
      ended = true;
      await completion;
    } finally {
      if (!ended) abort();
    }
  }
  return { completion, [Symbol.asyncIterator]: read };
}
