/**
 * SmolLM2 learns to tell the tone of financial news, in the manner of FinGPT (Yang et al. 2023). The sentences were written for this
 * package: companies and figures in them are invented, and nothing that the model says of them is advice.
 */
import { fileURLToPath } from "node:url";
import { type Example, exampleLines } from "tenon/data";
import { defineTuning } from "tenon/training";

const FILE = fileURLToPath(new URL("../corpora/financial-sentences.jsonl", import.meta.url));

export default defineTuning({
  name: "financial-tone",
  from: "smollm2-135m-instruct",
  examples: trained,
  lora: { at: "blocks.*.mixer.{q,v}" },
  optimizer: { lr: 2e-3 },
  steps: 54,
});

/** Those that no test asks. */
function* trained(): Generator<Example> {
  for (const example of exampleLines(FILE)) if ("split" in example && example.split === "train") yield example;
}
