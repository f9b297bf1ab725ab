/** What a worker is started with to own a model. */
import type { ModelFactory } from "../generation/index.ts";
import { openHere } from "./open-here.ts";
import type { OpenOptions } from "./options.ts";

/** What crosses from the worker while it loads: a line, and who hears it. */
export interface Told {
  readonly hearer: "onProgress" | "onNote";
  readonly line: string;
}

/** What crosses to the worker: all but the functions. */
export type WorkerModelOptions = { name: string; with: readonly string[] } & Omit<
  OpenOptions,
  "onProgress" | "onNote" | "signal" | "with"
>;

const make: ModelFactory = (input, report) => {
  const { name, ...options } = input as WorkerModelOptions;
  const telling = (hearer: Told["hearer"]) => (line: string) => report({ hearer, line } satisfies Told);
  return openHere(name, { ...options, onProgress: telling("onProgress"), onNote: telling("onNote") });
};
export default make;
