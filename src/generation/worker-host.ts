/** The worker's side: makes the model that it was started for, and does what it is asked. */
import { parentPort, workerData } from "node:worker_threads";
import type { LanguageModel } from "../lm/index.ts";
import { carry, type Reply, type Request, type Start } from "./worker-messages.ts";

/** A module that a worker can run exports this as its default. `report` tells the other side how far it has come. */
export type ModelFactory = (options: unknown, report: (progress: unknown) => void) => Promise<LanguageModel>;

const port = parentPort!;
const reply = (message: Reply) => port.postMessage(message);
const aborters = new Map<number, AbortController>();
/** What is under way, each until its reply is sent. */
const running = new Set<Promise<void>>();

/**
 * A signal that also looks at the shared flag whenever it is asked: in the middle of a pass no message can come in.
 */
function sharedSignal(id: number, flag: Int32Array): AbortSignal {
  const controller = new AbortController();
  aborters.set(id, controller);
  return Object.defineProperty(controller.signal, "aborted", { get: () => Atomics.load(flag, 0) === 1 });
}

async function serve(model: LanguageModel, request: Exclude<Request, { kind: "abort" }>): Promise<unknown> {
  const { id } = request;
  switch (request.kind) {
    case "generate": {
      const options = { ...request.options, signal: sharedSignal(id, request.flag) };
      const generation = model.generate(request.prompt, options);
      for await (const chunk of generation) reply({ kind: "chunk", id, chunk });
      return await generation.completion;
    }
    case "score":
      return await model.score(request.text, { ...request.options, signal: sharedSignal(id, request.flag) });
    case "scoreAnswers": {
      const { prompt, answers, flag } = request;
      return await model.scoreAnswers(prompt, answers, { signal: sharedSignal(id, flag) });
    }
    case "embed":
      return await model.embed(request.texts, request.options);
    case "close":
      await model.close();
      return await Promise.all(running); // what it ended has its say before the port closes
  }
}

/** Replies in any case. */
async function answer(model: LanguageModel, request: Exclude<Request, { kind: "abort" }>): Promise<void> {
  const { id } = request;
  try {
    reply({ kind: "done", id, value: await serve(model, request) });
  } catch (error) {
    reply({ kind: "error", id, error: carry(error) });
  }
  aborters.delete(id);
}

async function run(): Promise<void> {
  const { factory, options } = workerData as Start;
  const { default: make } = (await import(factory)) as { default: ModelFactory };
  const model = await make(options, (value) => reply({ kind: "progress", value }));
  port.on("message", (request: Request) => {
    if (request.kind === "abort") return aborters.get(request.id)?.abort();
    const work = answer(model, request);
    if (request.kind === "close") return void work.then(() => port.close());
    running.add(work);
    void work.then(() => running.delete(work));
  });
  reply({ kind: "ready", name: model.name });
}

run().catch((error) => reply({ kind: "failed", error: carry(error) }));
