import { type Stats, statSync } from "node:fs";
import { weightFiles } from "../checkpoints/index.ts";
import { LanguageModelError } from "../lm/index.ts";

/**
 * Whether the files that a model's weights are mapped from are what they were: a function that throws a LanguageModelError of kind
 * "closed" where one was written into or cut. One that was replaced or deleted lives on under the model, and is no other.
 *
 * Who cuts a file ends every process that reads what was cut off, by SIGBUS. Asked before each pass, this says so first; what is cut
 * during a pass no process can foresee.
 */
export function intact(path: string): () => void {
  const files = weightFiles(path).map((file) => ({ file, was: statSync(file) }));
  return () => {
    for (const { file, was } of files) {
      const now = statSync(file, { throwIfNoEntry: false });
      if (now === undefined || !sameFile(was, now) || (was.size === now.size && was.mtimeMs === now.mtimeMs)) continue;
      const found = now.size === was.size ? "written into" : `made ${now.size} bytes of ${was.size}`;
      throw new LanguageModelError("closed", `${file} was ${found} while the model read it: open the model again`);
    }
  };
}

const sameFile = (a: Stats, b: Stats) => a.ino === b.ino && a.dev === b.dev;
