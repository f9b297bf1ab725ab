/** Workers that load a model, write with it and end, each in another way: what a test and a longer run have in common. */
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { prepareEnvironment, scope, tensor } from "../src/tensor/index.ts";
import { built } from "./built.ts";
import { fixturePath } from "./fixtures.ts";
import { tinyTokenizerFiles } from "./tiny-lm.ts";

export const ENDINGS = ["closed", "left", "exit", "throw", "terminated", "derivative"] as const;
/**
 * closed: writes to the end and closes its model. left: writes to the end and leaves all to the thread's own end.
 * exit, throw, terminated: ends in the middle of writing, by its own hand, by an exception, by another's. derivative: ends
 * with a backward pass under way on another thread.
 */
export type Ending = (typeof ENDINGS)[number];

export const EXIT_CODES = { closed: 0, left: 0, exit: 3, throw: 1, terminated: 1, derivative: 3 } as const;

export interface Life {
  readonly ending: Ending;
  readonly exitCode: number;
  /** What the worker said: the text so far, and the tensors it then held. */
  readonly text: string;
  readonly live: number;
}

/** A folder with a tiny model and its tokenizer. No tensor is made here, so that counts of them begin at rest. */
export function tinyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tenon-lifetimes-"));
  copyFileSync(join(fixturePath("llama/tiny"), "model.safetensors"), join(folder, "model.safetensors"));
  // Without an end of texts, so that answers are as long as they are asked for.
  const config = JSON.parse(readFileSync(join(fixturePath("llama/tiny"), "config.json"), "utf8"));
  writeFileSync(join(folder, "config.json"), JSON.stringify({ ...config, eos_token_id: null }));
  for (const [file, content] of Object.entries(tinyTokenizerFiles())) {
    writeFileSync(join(folder, file), JSON.stringify(content));
  }
  return folder;
}

export async function live(folder: string, ending: Ending): Promise<Life> {
  prepareEnvironment();
  const worker = new Worker(new URL("./workers/lifetime.mjs", import.meta.url), {
    workerData: {
      folder,
      ending,
      rooms: { tensor: built("tensor/index.js").href, open: built("open/open-here.js").href },
    },
    stderr: true,
  });
  let said = { text: "", live: -1 };
  let failure: Error | undefined;
  worker.on("message", (message: typeof said) => {
    said = message;
    if (ending === "terminated") void worker.terminate();
  });
  worker.on("error", (error) => {
    failure = error;
  });
  const exitCode = await new Promise<number>((resolve) => worker.on("exit", resolve));
  if (failure !== undefined && failure.message !== "thrown on purpose") throw failure;
  return { ending, exitCode, ...said };
}

/** Scopes that end in an exception, at every depth from 1 to 5. */
export function fallingScopes(count: number): void {
  const fall = (depth: number): unknown =>
    scope(() => {
      const x = tensor([depth]).requireGrad();
      const y = x.mul(2).sum();
      if (depth > 1) return [y, fall(depth - 1)];
      y.backward();
      throw new RangeError("thrown on purpose");
    });
  for (let i = 0; i < count; i++) {
    try {
      fall(1 + (i % 5));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
}
