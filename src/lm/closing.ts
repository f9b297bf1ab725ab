import { LanguageModelError } from "./error.ts";

/** The end of a model: it stops what is under way and waits for it, and says so to whoever asks afterwards. */
export class Closing {
  readonly #name: string;
  readonly #controller = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  /** Aborts when the model closes, for the reason that a later request is refused for. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Throws a LanguageModelError of kind "closed" once the model is. */
  check(): void {
    this.signal.throwIfAborted();
  }

  /** Work that `close` waits for. */
  track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    const done = () => this.#running.delete(work);
    work.then(done, done);
    return work;
  }

  /** Ends the work under way, then frees what the model holds. Closing again waits for the same end. */
  close(free: () => unknown = () => {}): Promise<void> {
    this.#closed ??= this.#end(free);
    return this.#closed;
  }

  async #end(free: () => unknown): Promise<void> {
    this.#controller.abort(new LanguageModelError("closed", `the model ${this.#name} is closed`));
    await Promise.allSettled(this.#running);
    free();
  }
}
