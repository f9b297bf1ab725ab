/**
 * A recipe is a module whose default export says what to train; `npx tenon train examples/recipe.ts` does it. A variant is a spread of
 * another. This file says what it would train, and `--smoke` takes two small steps of it.
 */
import { speeches } from "tenon/data";
import { defineRecipe } from "tenon/training";

const small = defineRecipe({
  name: "speeches-small",
  documents: () => speeches(),
  tokenizer: { vocabulary: 1024 },
  model: { kind: "llama", width: 64, depth: 2, heads: 2, kvHeads: 1, hidden: 176 },
  batch: { rows: 8, length: 64 },
  steps: 200,
  prompt: "My fellow citizens",
});

export default small;

if (process.argv[1] === import.meta.filename) {
  const { name, steps, batch, schedule, optimizer } = small;
  console.log(`${name}: ${steps} steps of ${batch.rows * batch.length} tokens, ${schedule.kind} from ${optimizer.lr}`);
}
