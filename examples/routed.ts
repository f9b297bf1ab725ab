/** Three tenants in one batch: a row as it is, one under a LoRA of its own, one under a hook; the base runs once for all three. */
import { load } from "tenon/checkpoints";
import { intervene, Run } from "tenon/interventions";
import { lora } from "tenon/peft";
import { infer, randn, seed } from "tenon/tensor";

seed(1);
const { model, tokenizer } = await load("smollm2-135m-instruct", { dtype: "stored" });
const adapter = lora(model, { rank: 4 });
for (const [path, weight] of adapter.state) if (path.endsWith(".b")) weight.copyFrom(randn(weight.shape, 0.2)); // as if trained
const silence = intervene("silence", "blocks.0.mixer.heads", () => (x, next) => next(x).mul(0));
const tenants = [[], [adapter], [silence]];

const text = tokenizer.encode("The capital of France is");
const together = new Run(model);
together.begin(tenants);
const best = infer(() => together.read([text, text, text]).logits("last").argmax(-1).numbers());
for (const [i, own] of tenants.entries()) {
  const alone = infer(() => new Run(model, { with: own }).read([text]).logits("last").argmax().item());
  console.log(`${own[0]?.name ?? "plain"}: ${tokenizer.decode([best[i]!])}, alone: ${tokenizer.decode([alone])}`);
}
