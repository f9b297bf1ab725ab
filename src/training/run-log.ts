/** The numbers of a run as JSON lines, `metrics.jsonl`: one object a line, in the order in which things happened. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { refused } from "../checkpoints/index.ts";
import { makeFolder } from "../sentences/index.ts";

/** What a line says of the run after so many steps. */
export type Entry =
  | {
      /** A step, a measurement on held-out text, or a sample. */
      readonly kind: "step";
      /** Steps taken. */
      readonly step: number;
      /** In nats a token. */
      readonly loss: number;
      /** Of the first group of parameters. */
      readonly learningRate: number;
      /** Of all gradients, before clipping. */
      readonly gradientNorm: number;
      /** Tokens predicted in a second of this process. */
      readonly tokensPerSecond: number;
    }
  | {
      /** A step that was not taken. */
      readonly kind: "skip";
      readonly step: number;
      /** Why, in words. */
      readonly reason: string;
    }
  | {
      readonly kind: "evaluation";
      readonly step: number;
      readonly loss: number;
      /** Of the held-out text in UTF-8, where it is text as it stands. */
      readonly bitsPerByte?: number | undefined;
    }
  | {
      readonly kind: "sample";
      readonly step: number;
      /** What the sample goes on with. */
      readonly prompt: string;
      /** What the model wrote behind it. */
      readonly text: string;
    };

/** An open log. What happened behind the step that a run goes on from is taken out of it first: it happens again. */
export class RunLog {
  readonly path: string;
  readonly entries: Entry[];
  #written = 0;

  constructor(path: string, from: number, before: readonly Entry[] = readLog(path)) {
    this.path = path;
    this.entries = before.filter(({ step }) => step <= from);
  }

  /** Throws a CheckpointError where the disk refuses; what it did not take is written with the next entry. */
  add(entry: Entry): void {
    this.entries.push(entry);
    try {
      if (this.#written === 0 || !existsSync(this.path)) this.#rewrite();
      else appendFileSync(this.path, text(this.entries.slice(this.#written)));
    } catch (error) {
      throw refused(this.path, "write", error);
    }
    this.#written = this.entries.length;
  }

  #rewrite(): void {
    makeFolder(dirname(this.path));
    writeFileSync(this.path, text(this.entries));
  }
}

const text = (entries: readonly Entry[]) => entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");

/** The entries of a log; a line that a killed process or a full disk has left in pieces is none. Throws a CheckpointError where it cannot be read. */
export function readLog(path: string): Entry[] {
  if (!existsSync(path)) return [];
  return contentOf(path)
    .split("\n")
    .flatMap((line): Entry[] => {
      try {
        return [JSON.parse(line) as Entry];
      } catch {
        return [];
      }
    });
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw refused(path, "read", error);
  }
}
