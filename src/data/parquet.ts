/**
 * Parquet files as documents, a row group in memory at a time.
 *
 * hyparquet believes what a file says of itself, so that a damaged one can make it loop for ever or fill the memory. It reads in a
 * process of its own, parquet-reader.ts, that may use processor time and memory in proportion to the file.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DataError, refused } from "./data-error.ts";
import type { Document } from "./document.ts";
import { documentOf, documentsOf, refuse, type Wrong } from "./jsonl.ts";
import type { Answer } from "./parquet-reader.ts";
import type { Row } from "./parquet-rows.ts";

const MiB = 2 ** 20;

/**
 * The rows of a Parquet file.
 * @param field the column that holds the text, as in `jsonlDocuments`; the other columns stay with the document
 * @param wrong hears of a row that has no text, as in `jsonlDocuments`
 * @throws DataError where the file is no Parquet file, is damaged, or has no such column
 */
export async function* parquetDocuments(path: string, field = "text", wrong: Wrong = refuse): AsyncGenerator<Document> {
  const reader = new Reader(path, field);
  let row = 0;
  try {
    for (let rows = await reader.next(); rows !== undefined; rows = await reader.next()) {
      for (const values of rows) {
        row++;
        const [where, place] = [`row ${row}`, `${path}:${row}`];
        yield* documentsOf(() => documentOf(values, field, path, where, place), wrong);
      }
    }
  } finally {
    reader.end();
  }
}

/** This side of the process that reads. */
class Reader {
  readonly #path: string;
  readonly #child: ChildProcess;
  readonly #limits: ReturnType<typeof limitsFor>;
  /** No answer any more: the process has ended. */
  readonly #gone: Promise<[]>;

  constructor(path: string, field: string) {
    this.#limits = limitsFor(sizeOf(path));
    this.#path = path;
    // The same ending as this file: .js once compiled.
    const program = fileURLToPath(import.meta.url.replace(/parquet(?=\.\w+$)/, "parquet-reader"));
    const { seconds, heap } = this.#limits;
    const node = [process.execPath, ...process.execArgv, `--max-old-space-size=${heap}`, program, path, field];
    this.#child = spawn("/bin/sh", ["-c", 'ulimit -c 0; ulimit -t "$0"; exec "$@"', String(seconds), ...node], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      serialization: "advanced",
      detached: true, // Ctrl-C at the terminal is for the program alone
    });
    this.#hold(false);
    this.#gone = once(this.#child, "close").then(
      () => [],
      () => [], // it could not be started
    );
  }

  /** Some rows more, or undefined at the end. */
  async next(): Promise<readonly Row[] | undefined> {
    this.#hold(true);
    const heard = once(this.#child, "message");
    heard.catch(() => {});
    this.#child.send("next", () => {}); // where it is gone already, it does not answer either
    const [answer] = (await Promise.race([heard, this.#gone])) as [Answer?];
    this.#hold(false);
    if (answer === undefined) throw this.#exhausted();
    if ("reason" in answer) throw new DataError(this.#path, answer.where, answer.reason);
    return answer.rows;
  }

  end(): void {
    this.#child.kill("SIGKILL");
  }

  /** Whether the program waits for the process: one that nobody asks keeps none from ending. */
  #hold(held: boolean): void {
    for (const handle of [this.#child, this.#child.channel]) held ? handle?.ref() : handle?.unref();
  }

  #exhausted(): DataError {
    const { seconds, heap } = this.#limits;
    const { exitCode, signalCode } = this.#child;
    const ends: Record<string, string> = {
      SIGABRT: `takes more than ${heap} MiB of memory to read, for its size too much: it may be damaged`,
      SIGKILL: `takes more than ${seconds} s of processor time to read, for its size too much: it may be damaged`,
    };
    const other = `cannot be read: the process that reads it ended with ${signalCode ?? exitCode}`;
    return new DataError(this.#path, "", ends[signalCode ?? ""] ?? other);
  }
}

/**
 * Seconds of processor time and MiB of memory for a file of so many bytes. A million rows of one repeated text in 8 KB take 2 s and
 * 213 MiB; four million short ones in 8 MB 6 s and 405 MiB.
 */
export function limitsFor(bytes: number): { readonly seconds: number; readonly heap: number } {
  const size = bytes / MiB;
  return { seconds: Math.ceil(10 + 10 * size), heap: Math.ceil(Math.min(4096, 512 + 64 * size)) };
}

function sizeOf(path: string): number {
  try {
    const found = statSync(path);
    if (found.isDirectory()) throw new DataError(path, "", "is a folder, not a file");
    return found.size;
  } catch (error) {
    throw refused(path, "read", error);
  }
}
