/** Examples that the package carries, each of which is to learn or to test. */
import { fileURLToPath } from "node:url";
import { exampleLines } from "../../src/data/index.ts";

/** Those of `corpora/NAME.jsonl` that are for this. */
export function examplesOf(
  name: "financial-sentences" | "invented-medicines",
  split: "train" | "test",
): { prompt: string; completion: string }[] {
  const file = fileURLToPath(new URL(`../../corpora/${name}.jsonl`, import.meta.url));
  return [...exampleLines(file)].flatMap((example) =>
    "prompt" in example && "split" in example && example.split === split
      ? [{ prompt: example.prompt, completion: example.completion }]
      : [],
  );
}
