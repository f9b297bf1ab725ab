import { z } from "zod";
import type { LoadOptions } from "../checkpoints/index.ts";
import type { Intervention } from "../interventions/index.ts";
import { firstIssue, LanguageModelError } from "../lm/index.ts";
import type { With } from "./with.ts";

/** How a model is loaded and run: the precision of its weights, threads, what rides on it, and who hears of progress. */
export interface OpenOptions extends LoadOptions {
  /** Threads of one operator. Default: what LibTorch chooses, one for each core. */
  threads?: number;
  /**
   * What rides on all that the model does, the first outermost: interventions, folders that hold one, and tenants, `lora:alice`. A worker
   * takes the last two.
   */
  with?: With;
  /** The folder of tenants: `lora:alice` is its `lora/alice`. Default "tenants". */
  tenants?: string;
}

/** And where the model lives. */
export interface AllOpenOptions extends OpenOptions {
  /** Whether a thread of its own holds the model, so that this one stays free while it computes. Default false. */
  worker?: boolean;
}

const bool = z.boolean({ error: "must be true or false" }).exactOptional();
const threads = { error: "must be a whole number from 1 to 1024" };
const noEntry = { error: "must be a list of interventions, folders and tenants" };
const intervention = z.custom<Intervention>((value) => typeof value === "object" && value !== null && "name" in value);
const line = z
  .custom<(line: string) => void>((value) => typeof value === "function", { error: "must be a function of a line" })
  .exactOptional();

const Schema = z.strictObject(
  {
    dtype: z.enum(["float32", "bfloat16", "stored"], { error: "must be float32, bfloat16 or stored" }).exactOptional(),
    threads: z.int(threads).min(1, threads).max(1024, threads).exactOptional(),
    with: z.array(z.union([z.string(), intervention], noEntry), noEntry).exactOptional(),
    tenants: z.string({ error: "must be the path of a folder" }).exactOptional(),
    pull: bool,
    worker: bool,
    onProgress: line,
    onNote: line,
    signal: z.instanceof(AbortSignal, { error: "must be an AbortSignal" }).exactOptional(),
  },
  { error: "the options must be an object" },
);

/** Checks what `open` is asked; what is undefined counts as left out. Throws a LanguageModelError of kind "bad-request". */
export function checkOpen(name: string, options: AllOpenOptions): AllOpenOptions {
  const wrong = (why: string) => new LanguageModelError("bad-request", `open: ${why}`);
  if (typeof name !== "string" || name === "") throw wrong("the name of a model must be a text that is not empty");
  const isObject = typeof options === "object" && options !== null && !Array.isArray(options);
  const given = isObject ? Object.entries(options).filter(([, value]) => value !== undefined) : undefined;
  const parsed = Schema.safeParse(given && Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  throw wrong(firstIssue(parsed.error, Schema));
}
