/** A hook of one's own, y = hook(x, next): it rides on a pass, and here takes the attention heads out of one layer at a time. */
import { load } from "tenon/checkpoints";
import { intervene, Run } from "tenon/interventions";
import { infer } from "tenon/tensor";

const { model, tokenizer } = await load("smollm2-135m-instruct", { dtype: "stored" });
const tokens = tokenizer.encode("The capital of France is");
const paris = tokenizer.encode(" Paris")[0]!;
for (const layer of [undefined, 0, 10, 20]) {
  const silence = intervene("silence", `blocks.${layer}.mixer.heads`, () => (x, next) => next(x).mul(0));
  const run = new Run(model, { with: layer === undefined ? [] : [silence] });
  const probability = infer(() => run.read([tokens]).logits("last").softmax(-1).reshape([-1]).select(0, paris).item());
  console.log(
    `without ${layer === undefined ? "nothing" : `the heads of layer ${layer}`}: P(Paris) ${probability.toFixed(4)}`,
  );
}
