/**
 * A LanguageModel in a worker thread that owns it, so that the event loop of this thread stays free while the model computes.
 *
 * A stop crosses as a number in shared memory: the model sees it between two blocks, in the middle of a long prompt too.
 */
import { Worker } from "node:worker_threads";
import {
  type AnswerScore,
  type Chunk,
  type Completion,
  checkAnswers,
  checkEmbed,
  checkGenerate,
  checkScore,
  type EmbedOptions,
  type GenerateOptions,
  type Generation,
  type LanguageModel,
  LanguageModelError,
  type Prompt,
  type Score,
  type ScoreOptions,
  signalOf,
  startGeneration,
} from "../lm/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { prepareEnvironment } from "../tensor/index.ts";
import { carry, type Reply, type Request, revive, type Start } from "./worker-messages.ts";

/** What a worker is started with. */
export interface WorkerOptions {
  /** Given to the factory; what structured cloning can carry. */
  options?: unknown;
  /** Hears what the factory reports. */
  onProgress?: ((progress: unknown) => void) | undefined;
  /** Ends the start of the worker. */
  signal?: AbortSignal | undefined;
}

const checkWorker = optionsOf<WorkerOptions>("openWorker", {
  options: "any?",
  onProgress: "function?",
  signal: "object?",
});

type Unnumbered<R> = R extends unknown ? Omit<R, "id"> : never;

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  chunk?: ((chunk: Chunk) => void) | undefined;
}

/**
 * A LanguageModel in a worker thread that owns it, made by the default export of the module at `factory`, a
 * ModelFactory: the event loop of this thread stays free while it computes. Rejects with what the factory threw.
 */
export async function openWorker(factory: URL, asked: WorkerOptions = {}): Promise<LanguageModel> {
  checkWorker(asked);
  const { options, onProgress, signal } = asked;
  signal?.throwIfAborted();
  prepareEnvironment();
  const start: Start = { factory: factory.href, options };
  // The same ending as this file: .js once compiled.
  const host = import.meta.url.replace(/worker(?=\.\w+$)/, "worker-host");
  const worker = new Worker(new URL(host), { workerData: start });
  const abort = () => void worker.terminate();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    return new WorkerLM(await started(worker, onProgress), worker);
  } catch (error) {
    await worker.terminate();
    throw signal?.aborted ? signal.reason : error;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

/** The name of the model that a worker has made. */
function started(worker: Worker, onProgress: WorkerOptions["onProgress"]): Promise<string> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      worker.off("message", hear).off("error", reject).off("exit", exited);
    };
    const hear = (reply: Reply) => {
      if (reply.kind === "progress") onProgress?.(reply.value);
      else if (reply.kind === "ready") {
        leave();
        resolve(reply.name);
      } else if (reply.kind === "failed") reject(revive(reply.error));
    };
    const exited = (code: number) => reject(new LanguageModelError("closed", `the worker ended with code ${code}`));
    worker.on("message", hear).once("error", reject).once("exit", exited);
  });
}

class WorkerLM implements LanguageModel {
  readonly name: string;
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #next = 0;
  #closing: Promise<void> | undefined;
  #ended: LanguageModelError | undefined;

  constructor(name: string, worker: Worker) {
    this.name = name;
    this.#worker = worker;
    worker.on("message", (reply: Reply) => this.#settle(reply));
    worker.on("error", (error) => this.#end(`failed: ${carry(error).message}`, error));
    worker.on("exit", (code) => this.#end(`ended by itself, with code ${code}`));
    worker.unref(); // an idle model keeps no program from ending
  }

  generate(prompt: Prompt, options: GenerateOptions = {}): Generation {
    return startGeneration(async (emit, signal) => {
      checkGenerate(prompt, options);
      const { signal: _, ...own } = options; // without our defaults: the model there has its own
      const flag = newFlag();
      const answer = this.#ask({ kind: "generate", prompt, options: own, flag }, { flag, signal, chunk: emit });
      return (await answer) as Completion;
    }, signalOf(options));
  }

  async score(text: string, asked: ScoreOptions = {}): Promise<Score> {
    const { signal, ...options } = checkScore(text, asked);
    const flag = newFlag();
    return (await this.#ask({ kind: "score", text, options, flag }, { flag, signal })) as Score;
  }

  async scoreAnswers(
    prompt: Prompt,
    answers: readonly string[],
    options: Pick<ScoreOptions, "signal"> = {},
  ): Promise<AnswerScore[]> {
    const { signal } = checkAnswers(prompt, answers, options);
    const flag = newFlag();
    return (await this.#ask({ kind: "scoreAnswers", prompt, answers, flag }, { flag, signal })) as AnswerScore[];
  }

  async embed(texts: readonly string[], options: EmbedOptions = {}): Promise<number[][][]> {
    return (await this.#ask({ kind: "embed", texts, options: checkEmbed(texts, options) })) as number[][][];
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#ended === undefined) await this.#send({ kind: "close" });
    this.#ended ??= this.#closedError();
    await this.#worker.terminate();
  }

  async #ask(
    request: Unnumbered<Exclude<Request, { kind: "close" | "abort" }>>,
    { flag, signal, chunk }: { flag?: Int32Array; signal?: AbortSignal | undefined; chunk?: Pending["chunk"] } = {},
  ): Promise<unknown> {
    if (this.#closing !== undefined) throw this.#closedError();
    const id = this.#next;
    const abort = () => {
      if (flag !== undefined) Atomics.store(flag, 0, 1);
      this.#worker.postMessage({ kind: "abort", id } satisfies Request);
    };
    if (signal?.aborted && flag !== undefined) Atomics.store(flag, 0, 1);
    signal?.addEventListener("abort", abort, { once: true });
    try {
      return await this.#send(request, chunk);
    } catch (error) {
      // A worker's abort error is a copy; whoever asked for the abort gets the reason they gave.
      throw signal?.aborted && !(error instanceof LanguageModelError) ? signal.reason : error;
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  #send(request: Unnumbered<Request>, chunk?: Pending["chunk"]): Promise<unknown> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      post(this.#worker, { ...request, id });
      this.#pending.set(id, { resolve, reject, chunk });
      this.#worker.ref();
    });
  }

  #settle(reply: Reply): void {
    if (!("id" in reply)) return;
    const pending = this.#pending.get(reply.id);
    if (reply.kind === "chunk") {
      pending?.chunk?.(reply.chunk);
      return;
    }
    this.#pending.delete(reply.id);
    if (this.#pending.size === 0) this.#worker.unref();
    if (reply.kind === "done") pending?.resolve(reply.value);
    else pending?.reject(revive(reply.error));
  }

  /** The thread is gone, and nobody asked for it unless the model is closing: everything under way fails with it. */
  #end(how: string, cause?: unknown): void {
    this.#ended ??=
      this.#closing !== undefined && cause === undefined
        ? this.#closedError()
        : new LanguageModelError("closed", `the worker of ${this.name} ${how}`, { cause });
    for (const { reject } of this.#pending.values()) reject(this.#ended);
    this.#pending.clear();
  }

  #closedError(): LanguageModelError {
    return new LanguageModelError("closed", `the model ${this.name} is closed`);
  }
}

/** Throws a LanguageModelError where what is asked holds a function, or something else that is no plain data. */
function post(worker: Worker, request: Request): void {
  try {
    worker.postMessage(request);
  } catch (cause) {
    throw new LanguageModelError("bad-request", "what a model in a worker is asked must be plain data", { cause });
  }
}

function newFlag(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}
