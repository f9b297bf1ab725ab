/**
 * SmolLM2 learns facts about eight medicines. They do not exist: the facts were invented for this package, so that what a model knows of
 * them it has learned here. Nothing in them is true, and what the model says is no medical advice.
 */
import { fileURLToPath } from "node:url";
import { type Example, exampleLines } from "tenon/data";
import { defineTuning } from "tenon/training";

const FILE = fileURLToPath(new URL("../corpora/invented-medicines.jsonl", import.meta.url));

export default defineTuning({
  name: "invented-medicines",
  from: "smollm2-135m-instruct",
  examples: learned,
  steps: 60,
});

/** Those that no test asks. */
function* learned(): Generator<Example> {
  for (const example of exampleLines(FILE)) if ("split" in example && example.split === "train") yield example;
}
