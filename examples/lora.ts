/** Teaches SmolLM2 a name with a LoRA (Hu et al. 2021): the adapter learns, the base under it stays as it is. */
import { load } from "tenon/checkpoints";
import { Run } from "tenon/interventions";
import { adamW } from "tenon/optim";
import { lora } from "tenon/peft";
import { ids, infer } from "tenon/tensor";
import { learner, tokenLoss } from "tenon/training";

const { model, tokenizer } = await load("smollm2-135m-instruct");
const tokens = tokenizer.encode("The carpenter's cat is called Mortise");
const adapter = lora(model, { at: "blocks.*.mixer.{q,k,v,o}", rank: 4 });
const adapted = new Run(model, { with: [adapter] });
const learn = learner(adamW(adapter.state, { lr: 3e-3 }));
for (let step = 1; step <= 8; step++) {
  const loss = learn.step(() => tokenLoss(adapted.read([tokens.slice(0, -1)]).logits("all"), ids(tokens.slice(1))));
  if (step % 4 === 0) console.log(`step ${step}: loss ${loss.toFixed(2)}`);
}
for (const run of [new Run(model), adapted]) {
  const text = [...tokens.slice(0, 6)];
  for (let i = 0; i < 3; i++) text.push(infer(() => run.read([text]).logits("last").argmax().item()));
  console.log(tokenizer.decode(text));
}
