/** The front door: one call from the name of a model to a model that answers. */
import { extname } from "node:path";
import type { Base } from "../checkpoints/index.ts";
import { openWorker } from "../generation/index.ts";
import type { Intervention } from "../interventions/index.ts";
import { type LanguageModel, LanguageModelError } from "../lm/index.ts";
import type { Tensor } from "../tensor/index.ts";
import type { EditFolder } from "./edit-folder.ts";
import { type AllOpenOptions, checkOpen, type OpenOptions } from "./options.ts";
import type { Statistics } from "./statistics.ts";
import type { With } from "./with.ts";
import type { Told, WorkerModelOptions } from "./worker-model.ts";

export * from "../lm/index.ts";
export type { EditFolder, LoggedEdit, StoredEdit } from "./edit-folder.ts";
export type { OpenOptions } from "./options.ts";
export type { Statistics } from "./statistics.ts";
export type { With } from "./with.ts";

/** The interventions that `with` lists, for a model that was loaded: as `open` reads them. Throws an Error of one sentence. */
export async function interventionsOf(
  base: Base,
  entries: With,
  options: Pick<OpenOptions, "tenants"> = {},
): Promise<Intervention[]> {
  const { resolveWith } = await import("./with.ts");
  return resolveWith(base, entries, options);
}

/** The edits that a folder holds, to be listed, added to and taken back. Throws a CheckpointError where it holds something else. */
export async function editFolder(path: string, base: Base): Promise<EditFolder> {
  const { EditFolder } = await import("./edit-folder.ts");
  return new EditFolder(path, base);
}

/** The model that the edits of a folder are of, as it was called; nothing where it holds none. Throws as `editFolder` does. */
export async function editedModel(path: string): Promise<string | undefined> {
  const { editedModel } = await import("./edit-folder.ts");
  return editedModel(path);
}

/** The second moment of a block's keys, which editors weigh a change by: from the cache, or gathered in a minute. Throws an Error of one sentence. */
export async function keyStatistics(
  of: Statistics,
  block: number,
  onProgress?: (line: string) => void,
): Promise<Tensor> {
  const statistics = await import("./statistics.ts");
  return statistics.keyStatistics(of, block, onProgress);
}

/**
 * Opens a model: a known name, `owner/name` of the Hugging Face hub, a folder, a `.gguf` or `.safetensors` file. What is not
 * on this machine is fetched. With `worker` a thread of its own holds the model, and this one stays free while it computes.
 * Throws an Error of one sentence where an option is none, there is no such model, or its files are damaged.
 */
export async function open(name: string, asked: AllOpenOptions = {}): Promise<LanguageModel> {
  const { worker = false, ...options } = checkOpen(name, asked);
  if (!worker) {
    const { openHere } = await import("./open-here.ts");
    return openHere(name, options);
  }
  const { with: entries = [], onProgress, onNote, signal, ...rest } = options;
  signal?.throwIfAborted();
  const named = entries.filter((entry) => typeof entry === "string");
  if (named.length < entries.length) {
    throw new LanguageModelError(
      "unsupported",
      "an intervention cannot cross into a worker: name its folder, or a tenant",
    );
  }
  const input: WorkerModelOptions = { name, with: named, ...rest };
  const factory = new URL(`./worker-model${extname(import.meta.url)}`, import.meta.url);
  const hear = (told: unknown) => {
    const { hearer, line } = told as Told;
    ({ onProgress, onNote })[hearer]?.(line);
  };
  return openWorker(factory, { options: input, onProgress: hear, signal });
}
