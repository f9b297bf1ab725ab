/** What a worker is started with to own a model. */
import type { ModelFactory } from "../generation/index.ts";
import { openHere } from "./open-here.ts";
import type { OpenOptions } from "./options.ts";

/** What crosses to the worker: all but the functions. */
export type WorkerModelOptions = { name: string; with: readonly string[] } & Omit<
  OpenOptions,
  "onProgress" | "signal" | "with"
>;

const make: ModelFactory = (input, report) => {
  const { name, ...options } = input as WorkerModelOptions;
  return openHere(name, { ...options, onProgress: report });
};
export default make;
