/** From one file format to another: whatever SmolLM2 came as, into one GGUF file of 8 bits, which is opened and computed on as it lies. */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open } from "tenon";
import { convert, pull } from "tenon/checkpoints";

const folder = mkdtempSync(join(tmpdir(), "tenon-"));
const file = join(folder, "smollm2.gguf");
await convert(await pull("smollm2-135m-instruct"), file, { quantize: "Q8_0" });
console.log(`${(statSync(file).size / 2 ** 20).toFixed(0)} MiB in Q8_0`);

const model = await open(file, { dtype: "stored" });
const { text } = await model.generate([{ role: "user", content: "What is the capital of France?" }], { temperature: 0 })
  .completion;
console.log(text);
await model.close();
rmSync(folder, { recursive: true });
