/** Decodes on stored blocks, plain or under a LoRA whose B is not zero. */
import { load } from "../../src/checkpoints/index.ts";
import { Decoding, greedy } from "../../src/generation/index.ts";
import { writes } from "../../src/nn/index.ts";
import { lora } from "../../src/peft/index.ts";
import { build, randn, scope, seed, threads } from "../../src/tensor/index.ts";
import { serve } from "./requests.ts";

const [name = "", count = "1", at] = process.argv.slice(2);
threads(Number(count));
const { model, fast } = await load(name, { dtype: "stored" });
if (!writes(model)) throw new Error("the model writes nothing");
seed(0);
const riders = at === undefined ? [] : [lora(model, { at, rank: 8, alpha: 16 })];
for (const { state } of riders)
  for (const [path, tensor] of state) if (path.endsWith(".b")) scope(() => tensor.copyFrom(randn(tensor.shape, 1e-3)));

await serve(
  { libtorch: build().version, threads: threads(), at: at ?? "plain" },
  ({ prompt, tokens }: { prompt: number; tokens: number }) => {
    const ids = Array.from({ length: prompt }, (_, i) => 100 + ((i * 37) % 40_000));
    const decoding = new Decoding(model, [{ prompt: ids, sampler: greedy }], { with: riders, fast });
    while (decoding.read());
    decoding.write();
    const begin = performance.now();
    for (let i = 0; i < tokens; i++) decoding.write();
    const seconds = (performance.now() - begin) / 1000;
    decoding.release();
    return { tokens, seconds };
  },
);
