import { load } from "../../src/checkpoints/index.ts";
import { Run } from "../../src/interventions/index.ts";
import { KVCache } from "../../src/nn/index.ts";
import { ids, infer, ops, threads } from "../../src/tensor/index.ts";
import { serve } from "./requests.ts";

const [file = "", dtype = "stored", chunk = "256", count = "1"] = process.argv.slice(2);
const { model, fast } = await load(file, { dtype: dtype as "stored" | "float32" });
threads(Number(count));

/** Mean -ln P of each token but the first, read `chunk` tokens a pass behind a cache. */
function loss({ tokens }: { tokens: readonly number[] }): { loss: number } {
  const run = new Run(model, { sequences: new KVCache(), fast });
  let sum = 0;
  for (let start = 0; start < tokens.length - 1; start += Number(chunk)) {
    const end = Math.min(start + Number(chunk), tokens.length - 1);
    sum += infer(() => {
      const logits = run
        .read([tokens.slice(start, end)])
        .logits("all")
        .to("float64"); // [T, V]
      const chosen = logits.gather(-1, ids(tokens.slice(start + 1, end + 1)).unsqueeze(-1)); // [T, 1]
      return logits.logSumExp(-1, true).sub(chosen).sum().item();
    });
  }
  run.release();
  return { loss: sum / (tokens.length - 1) };
}

await serve({ weights: dtype, kernels: ops.tenon.kernel_set.default(), tokensOfAPass: Number(chunk) }, loss);
