/** The counting models of a run, measured in a thread of their own, so that this one hears Ctrl-C. */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type { Documents } from "../data/index.ts";
import type { Baseline } from "../training/index.ts";
import { bitsPerByteOf, textsOf } from "./ngram-baselines.ts";

interface Texts {
  readonly kind: "baselines";
  readonly seen: readonly string[];
  readonly unseen: readonly string[];
}

/** None where the signal is aborted meanwhile. Rejects with what the thread fails of, memory that ran out included. */
export async function baselinesBeside(
  train: Documents,
  heldOut: Documents,
  signal?: AbortSignal,
): Promise<readonly Baseline[]> {
  const texts: Texts = { kind: "baselines", seen: await textsOf(train), unseen: await textsOf(heldOut) };
  const worker = new Worker(new URL(import.meta.url), { workerData: texts });
  const abort = () => void worker.terminate();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      worker
        .once("message", resolve)
        .once("error", reject)
        .once("exit", () => resolve([]));
      if (signal?.aborted) abort();
    });
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

if (!isMainThread && (workerData as Partial<Texts> | null)?.kind === "baselines") {
  const { seen, unseen } = workerData as Texts;
  parentPort!.postMessage(bitsPerByteOf(seen, unseen));
}
