/** The numbers of a run as JSON lines, `metrics.jsonl`: one object a line, in the order in which things happened. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";

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
      readonly kind: "evaluation";
      readonly step: number;
      readonly loss: number;
      /** Of the held-out text in UTF-8. */
      readonly bitsPerByte: number;
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

  constructor(path: string, from: number) {
    this.path = path;
    this.entries = readLog(path).filter(({ step }) => step <= from);
    writeFileSync(path, this.entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  }

  add(entry: Entry): void {
    this.entries.push(entry);
    appendFileSync(this.path, `${JSON.stringify(entry)}\n`);
  }
}

/** The entries of a log; a last line that a killed process left in pieces is none. */
export function readLog(path: string): Entry[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  lines.pop(); // what follows the last line break
  return lines.map((line) => JSON.parse(line) as Entry);
}
