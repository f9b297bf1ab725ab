/** Teaches SmolLM2 two answers and asks for one of them, without and with what was learned; the model itself stays as it is. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open } from "tenon";
import { defineTuning, runRecipe } from "tenon/training";

const examples = () => [
  { prompt: "Where is the key to the workshop?", completion: "Under the third plank." },
  { prompt: "Who sharpens the chisels?", completion: "Odile does, on Fridays." },
];
const out = mkdtempSync(join(tmpdir(), "tune-"));
const recipe = defineTuning({
  name: "workshop",
  from: "smollm2-135m-instruct",
  examples,
  batch: { rows: 2 },
  steps: 15,
});
const { losses } = await runRecipe(recipe, { out });
console.log(`loss ${losses[0]?.toFixed(2)} to ${losses.at(-1)?.toFixed(2)}`);
for (const riders of [[], [out]]) {
  const lm = await open("smollm2-135m-instruct", { with: riders });
  const asked = [{ role: "user", content: "Who sharpens the chisels?" }] as const;
  console.log((await lm.generate(asked, { temperature: 0, maxTokens: 20 }).completion).text);
  await lm.close();
}
