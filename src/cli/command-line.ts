/** What every command shares: where it writes, and which errors are the user's to mend. */
import type { LanguageModel } from "../lm/index.ts";
import type { OpenOptions } from "../open/index.ts";
import { systemSentence } from "../sentences/index.ts";
import { createReport } from "../setup/report.mjs";

/** Something a person can put right, in one sentence; the command ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly sentence = true;
}

/**
 * The exit code of an error and what to print: a sentence, or for what must not happen all that is known. An error whose
 * message is for people says so itself, by `sentence`, for it may have crossed from a worker and be of no class any more; what the
 * system does not give, a file or room on a disk, is put into words here.
 */
export function explain(error: unknown): { code: number; text: string } {
  if (!(error instanceof Error)) return { code: 1, text: String(error) };
  if ("sentence" in error && error.sentence === true) return { code: 2, text: error.message };
  const refused = systemSentence(error);
  if (refused !== undefined) return { code: 2, text: refused };
  return { code: 1, text: error.stack ?? error.message };
}

/** Who hears what is said while a model is fetched and loaded: standard error, where notes stay and progress does not. */
export function hearing() {
  const { line: onNote, progress: onProgress } = createReport(process.stderr);
  return { onNote, onProgress };
}

/** Opens a model, and says on standard error what is done meanwhile. */
export async function openModel(name: string, options: OpenOptions & { worker?: boolean }): Promise<LanguageModel> {
  const { open } = await import("../open/index.ts");
  const model = await open(name, { ...options, ...hearing() });
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K"); // a line of progress may still stand there
  return model;
}

/** The text of an option, else standard input as a whole. Throws a UsageError where both are missing. */
export async function textOrInput(text: string | undefined, flag: string): Promise<string> {
  if (text !== undefined) return text;
  if (process.stdin.isTTY) throw new UsageError(`give a text with ${flag}, or on standard input`);
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}
